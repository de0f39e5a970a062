package org.mispworkflows.module.action;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.RoamingData;
import org.mispworkflows.spi.Template;

/** What the modules that write to a chat have in common: the message, and the incoming webhook. */
final class Chat {

  /** The error of a node whose template gave nothing. */
  static final String EMPTY = "The message is empty, so nothing was sent.";

  /** Shorter parts of a URL aren't secret, and hiding them would tear other words apart. */
  private static final int SECRET = 8;

  private Chat() {}

  /**
   * Renders a message, once: what the data bring along is never a template. With a filter of the
   * node the template can name {@code filteredItems}, a list, besides the data.
   */
  static String message(Template template, Execution x) {
    if (!x.filtered()) return template.render(x.data().root());
    Map<String, @Nullable Object> context = new LinkedHashMap<>(x.data().root());
    context.put("filteredItems", x.items().stream().map(RoamingData::root).toList());
    return template.render(context);
  }

  /** Posts a message to an incoming webhook, whose URL is never shown. */
  static ModuleResult.Effect toWebhook(String url, String message, HttpGateway http, Execution x) {
    byte[] body = Json.bytes(Map.of("text", message));
    return new Delivery(http, x, secrets(url))
        .send(
            () -> new HttpGateway.Request("POST", new URI(url), headers(), body, false),
            answer -> !isRefusal(RestApi.read(answer)),
            RestApi::reason);
  }

  private static Map<String, String> headers() {
    return Map.of("Accept", "application/json", "Content-Type", "application/json; charset=utf-8");
  }

  /** The headers of a message that a bot with this token sends. */
  static Map<String, String> headers(String token) {
    Map<String, String> headers = new LinkedHashMap<>(headers());
    headers.put("Authorization", "Bearer " + token);
    return headers;
  }

  /** Webhooks answer with plain words, or say in one of these ways that they took nothing. */
  private static boolean isRefusal(Map<String, @Nullable Object> answer) {
    return Boolean.FALSE.equals(answer.get("ok"))
        || Boolean.FALSE.equals(answer.get("success"))
        || Loose.integer(answer.get("status_code")) >= 400;
  }

  /** The URL, and those parts of it that an answer or an error may repeat; the longest first. */
  static String[] secrets(String url) {
    List<String> parts = new ArrayList<>();
    parts.add(url);
    try {
      URI parsed = new URI(url);
      String path = Objects.requireNonNullElse(parsed.getRawPath(), "");
      String query = Objects.requireNonNullElse(parsed.getRawQuery(), "");
      parts.add(path + "?" + query);
      parts.add(path);
      parts.add(path.substring(path.lastIndexOf('/') + 1));
      parts.add(query);
      parts.add(Objects.requireNonNullElse(parsed.getRawUserInfo(), ""));
    } catch (URISyntaxException e) {
      return new String[] {url}; // the request will fail for it, with a message that holds it all
    }
    return parts.stream().filter(part -> part.length() >= SECRET).toArray(String[]::new);
  }
}
