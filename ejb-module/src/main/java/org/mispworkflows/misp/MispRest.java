package org.mispworkflows.misp;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.outbound.Peer;
import org.mispworkflows.spi.MispException;

/**
 * The REST interface of one MISP instance. What MISP refuses becomes a {@link MispException} with
 * what it said.
 */
final class MispRest {

  /** Events of a large instance have tens of megabytes. */
  private static final int LARGEST = 256 * 1024 * 1024;

  private final HttpGateway http;
  private final String name;
  private final String url;
  private final String key;
  private final Peer peer;

  /**
   * Of one instance.
   *
   * @param name for messages
   * @param url without a slash at the end
   * @param key of a user there
   */
  MispRest(HttpGateway http, String name, String url, String key, Peer peer) {
    this.http = http;
    this.name = name;
    this.url = url;
    this.key = key;
    this.peer = peer.largest(LARGEST);
  }

  String name() {
    return name;
  }

  String url() {
    return url;
  }

  /** Reads; MISP's 404 is empty. */
  @Nullable Object find(String path) {
    return call("GET", path, null, true, true);
  }

  /** Reads. */
  @Nullable Object get(String path) {
    return call("GET", path, null, true, false);
  }

  /** Asks with a body; nothing is changed by it. */
  @Nullable Object search(String path, Map<String, @Nullable Object> body) {
    return call("POST", path, body, true, false);
  }

  /** The same with a list as body. */
  @Nullable Object search(String path, List<?> body) {
    return call("POST", path, body, true, false);
  }

  /** The stored event without what is in it, by id or UUID; empty when there is none. */
  Map<String, @Nullable Object> event(String id) {
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    query.put("returnFormat", "json");
    query.put(id.contains("-") ? "uuid" : "eventid", id);
    query.put("metadata", 1);
    Map<String, @Nullable Object> answer = Answers.map(search("/events/restSearch", query));
    List<Map<String, @Nullable Object>> found =
        Answers.maps(answer.getOrDefault("response", List.of()));
    return found.isEmpty() ? Map.of() : Answers.map(found.get(0).get("Event"));
  }

  /** Changes something; done twice it is the same as once. */
  Map<String, @Nullable Object> set(String path, Map<String, @Nullable Object> body) {
    return Answers.map(call("POST", path, body, true, false));
  }

  /** Changes something; done twice it would be there twice, or be refused the second time. */
  Map<String, @Nullable Object> add(String path, Map<String, @Nullable Object> body) {
    return Answers.map(call("POST", path, body, false, false));
  }

  /** A part of a path. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The status and the body, whatever they say. */
  HttpGateway.Answer raw(String method, String path, @Nullable Object body, boolean repeatable) {
    try {
      return http.send(
          new HttpGateway.Request(
              method,
              URI.create(url + path),
              Map.of(
                  "Authorization",
                  key,
                  "Accept",
                  "application/json",
                  "Content-Type",
                  "application/json"),
              body == null ? new byte[0] : Answers.bytes(body),
              repeatable,
              peer));
    } catch (IOException e) {
      throw new MispException("MISP `" + name + "` can't be reached: " + e.getMessage(), e);
    }
  }

  private @Nullable Object call(
      String method, String path, @Nullable Object body, boolean repeatable, boolean emptyIfNone) {
    HttpGateway.Answer answer = raw(method, path, body, repeatable);
    if (emptyIfNone && answer.status() == 404) return null;
    Object tree = tree(answer, method + " " + path);
    if (answer.status() / 100 != 2) throw new MispException(refusal(answer.status(), tree));
    if (Boolean.FALSE.equals(Answers.map(tree).get("saved")))
      throw new MispException(refusal(answer.status(), tree));
    return tree;
  }

  private @Nullable Object tree(HttpGateway.Answer answer, String what) {
    if (answer.body().isBlank()) return null;
    try {
      return Answers.parse(answer.body());
    } catch (JsonProcessingException e) {
      throw new MispException(
          "MISP `"
              + name
              + "` answered "
              + what
              + " with status "
              + answer.status()
              + " and something that is not JSON: is "
              + url
              + " its base URL?",
          e);
    }
  }

  /** What MISP said, in one line. */
  private String refusal(int status, @Nullable Object tree) {
    Map<String, @Nullable Object> answer = Answers.map(tree);
    String message = Answers.text(answer.get("message"));
    if (status == 403 && message.startsWith("Authentication failed"))
      return "MISP `" + name + "` doesn't accept the key of this instance's user.";
    List<String> reasons = new ArrayList<>();
    collect(answer.get("errors"), reasons);
    if (message.isEmpty()) message = "status " + status;
    if (!reasons.isEmpty()) message += " (" + String.join("; ", reasons) + ")";
    return "MISP `" + name + "` refused: " + message;
  }

  private static void collect(@Nullable Object errors, List<String> reasons) {
    if (errors instanceof String text) reasons.add(text);
    else Answers.list(errors).forEach(error -> collect(error, reasons));
  }
}
