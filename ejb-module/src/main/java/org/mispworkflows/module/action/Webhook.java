package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.Template;

/** Sends the roaming data, or a payload of the author's choice, to a URL. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "webhook",
    name = "Webhook",
    description = "Sends the data, or a payload of your choice, to a URL.",
    icon = "globe",
    version = "0.7")
public class Webhook implements ActionModule<Webhook.Params> {

  enum ContentType {
    @Key(label = "application/json")
    JSON("application/json"),
    @Key(label = "application/x-www-form-urlencoded")
    FORM("application/x-www-form-urlencoded");

    private final String mediaType;

    ContentType(String mediaType) {
      this.mediaType = mediaType;
    }
  }

  enum Method {
    @Key(label = "POST")
    POST,
    @Key(label = "GET")
    GET,
    @Key(label = "PUT")
    PUT,
    @Key(label = "DELETE")
    DELETE
  }

  enum SelfSigned {
    @Key(label = "Deny self-signed certificates")
    DENY,
    @Key(label = "Allow self-signed certificates")
    ALLOW
  }

  /** Headers whose values are never shown. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)auth|key|token|secret|cookie|password");

  record Params(
      @Param(label = "URL", placeholder = "https://example.com/test", jinja = true) String url,
      @Param("json") ContentType contentType,
      @Param(value = "post", label = "HTTP request method") Method requestMethod,
      @Param(value = "deny", label = "Self-signed certificates") SelfSigned selfSigned,
      @Param(label = "Payload (empty: all data)", jinja = true, multiline = true) Template payload,
      @Param(placeholder = "Authorization: foobar", jinja = true, multiline = true)
          Template headers,
      @Param(label = "Signing secret (Standard Webhooks)", placeholder = "whsec_…")
          String signingSecret) {

    Params {
      if (!signingSecret.isBlank()) Signature.requireSecret(signingSecret);
    }
  }

  @Inject private HttpGateway http;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (params.url().isBlank()) return failed(Delivery.NO_URL);
    String template = params.headers().text();
    String rendered = params.headers().render(x.data().root());
    Map<String, String> headers = headers(rendered);
    if (isChangedByData(template, rendered, headers))
      return failed("The data bring a line break into the headers; nothing was sent.");
    return delivery(params, headers, x).send(() -> request(params, headers, x));
  }

  private Delivery delivery(Params params, Map<String, String> headers, Execution x) {
    List<String> secrets = new ArrayList<>();
    if (!params.signingSecret().isBlank()) secrets.add(params.signingSecret().strip());
    headers.forEach(
        (name, value) -> {
          if (SECRET.matcher(name).find() && value.length() > 4) secrets.add(value);
        });
    return new Delivery(http, x, secrets.toArray(String[]::new));
  }

  /** A line for each header; of two with a name the first counts. */
  private static Map<String, String> headers(String rendered) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines(rendered)) {
      int colon = line.indexOf(':');
      if (colon > 0)
        headers.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return headers;
  }

  /**
   * Whether data added lines. The lines of a template without statements can be counted; one with
   * statements may make any number, so its headers' names must stand in it.
   */
  private static boolean isChangedByData(
      String template, String rendered, Map<String, String> headers) {
    if (!template.contains("{%")) return lines(rendered).length > lines(template).length;
    String written = template.toLowerCase(Locale.ROOT);
    return headers.keySet().stream()
        .anyMatch(name -> !written.contains(name.toLowerCase(Locale.ROOT) + ":"));
  }

  private static String[] lines(String text) {
    return text.split("\\R", -1);
  }

  private static HttpGateway.Request request(Params params, Map<String, String> own, Execution x)
      throws URISyntaxException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept", "application/json");
    headers.put("Content-Type", params.contentType().mediaType);
    headers.putAll(own);
    byte[] body = params.requestMethod() == Method.GET ? new byte[0] : body(params, x);
    String secret = params.signingSecret().strip();
    if (!secret.isEmpty()) headers.putAll(Signature.headers(secret, body, Instant.now()));
    return new HttpGateway.Request(
        params.requestMethod().name(),
        new URI(params.url().strip()),
        headers,
        body,
        params.selfSigned() == SelfSigned.ALLOW);
  }

  private static byte[] body(Params params, Execution x) {
    boolean form = params.contentType() == ContentType.FORM;
    if (params.payload().text().isEmpty()) {
      String all = form ? form(x.data().root()) : x.data().toJson();
      return all.getBytes(StandardCharsets.UTF_8);
    }
    // a payload that renders to nothing is nothing: never all data
    String payload = params.payload().render(x.data().root());
    if (payload.isEmpty()) x.note("The payload's template gave an empty text: the body is empty");
    boolean asItIs = form || payload.isEmpty() || isJson(payload);
    return (asItIs ? payload : Json.write(payload)).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isJson(String text) {
    try {
      Object unused = Json.parse(text);
      return true;
    } catch (Json.MalformedJsonException e) {
      return false;
    }
  }

  /** As PHP writes a tree into a form: {@code Event[info]=…&Event[Tag][0][name]=…}. */
  private static String form(Map<String, @Nullable Object> root) {
    StringJoiner form = new StringJoiner("&");
    root.forEach((key, value) -> addField(key, value, form));
    return form.toString();
  }

  private static void addField(String name, @Nullable Object value, StringJoiner form) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, child) -> addField(name + "[" + key + "]", child, form));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) addField(name + "[" + i + "]", list.get(i), form);
    } else if (value != null) {
      String text = value instanceof Boolean b ? (b ? "1" : "0") : Loose.text(value);
      form.add(encoded(name) + "=" + encoded(text));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public List<Diagnosis> diagnose() {
    return Delivery.diagnose(http);
  }
}
