package org.mispworkflows.misp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;

/**
 * A request as MISP takes its address apart: {@code /controller/action/arguments/name:value.json}.
 *
 * @param method GET, POST …
 * @param url the path as it was sent
 * @param action controller and action: {@code events/view}, {@code admin/users/index}; in lower
 *     case and without underscores, since MISP takes both spellings
 * @param passed the arguments
 * @param named the named parameters, {@code limit:5}; a tag's name is taken for one, too
 * @param body parsed; null: none
 * @param user who asks
 */
record StubRequest(
    String method,
    String url,
    String action,
    List<String> passed,
    Map<String, String> named,
    @Nullable Object body,
    StubUser user) {

  private static final String SUFFIX = ".json";

  static StubRequest of(String method, String url, @Nullable Object body, StubUser user) {
    String path = url.endsWith(SUFFIX) ? url.substring(0, url.length() - SUFFIX.length()) : url;
    List<String> plain = new ArrayList<>();
    Map<String, String> named = new LinkedHashMap<>();
    for (String raw : path.substring(1).split("/", -1)) {
      String segment = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
      int colon = segment.indexOf(':');
      if (colon > 0) named.put(segment.substring(0, colon), segment.substring(colon + 1));
      else if (!segment.isEmpty()) plain.add(segment);
    }
    int head = !plain.isEmpty() && plain.get(0).equals("admin") ? 3 : 2;
    if (plain.size() == head - 1) plain.add("index");
    int actions = Math.min(head, plain.size());
    String action =
        String.join("/", plain.subList(0, actions)).replace("_", "").toLowerCase(Locale.ROOT);
    return new StubRequest(
        method, url, action, List.copyOf(plain.subList(actions, plain.size())), named, body, user);
  }

  /** The argument at a place; empty when there is none. */
  String argument(int index) {
    return index < passed.size() ? passed.get(index) : "";
  }

  /** The body as a map; empty when it is none. */
  Map<String, @Nullable Object> map() {
    return StubTree.map(body);
  }

  /** The body's fields, which may or may not be wrapped in the name of the thing. */
  Map<String, @Nullable Object> fields(String wrapper) {
    Map<String, @Nullable Object> wrapped = Json.map(map().get(wrapper));
    return wrapped == null ? map() : wrapped;
  }

  /** A parameter from the body or, failing that, from the address. */
  @Nullable Object parameter(String name) {
    Object value = map().get(name);
    return value == null ? named.get(name) : value;
  }

  /** The method, path and body: {@code POST /tags/index {"searchall":"tlp"}}. */
  static String line(String method, String url, String body) {
    return body.isEmpty() ? method + " " + url : method + " " + url + " " + body;
  }
}
