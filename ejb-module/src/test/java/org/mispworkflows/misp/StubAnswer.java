package org.mispworkflows.misp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param body as text
 * @param headers beside those that every answer has
 */
record StubAnswer(int status, String body, Map<String, String> headers) {

  static StubAnswer of(@Nullable Object body) {
    return new StubAnswer(200, Json.write(body), Map.of());
  }

  StubAnswer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new StubAnswer(status, body, more);
  }

  /** To another page of the same MISP. */
  static StubAnswer redirect(String path) {
    return new StubAnswer(302, "", Map.of("Location", path));
  }

  /** What MISP says of something it has done. */
  static StubAnswer saved(String message, String url) {
    return of(
        StubTree.of(
            "saved", true, "success", true, "name", message, "message", message, "url", url));
  }

  /** The same with the id of what it was done to, which ends the address too. */
  static StubAnswer saved(String message, String url, Object id) {
    return of(
        StubTree.of(
            "saved",
            true,
            "success",
            true,
            "name",
            message,
            "message",
            message,
            "url",
            url + "/" + id,
            "id",
            id));
  }

  /** What MISP says of something it hasn't done. */
  static StubAnswer notSaved(String message, String url, @Nullable Object errors) {
    return new StubAnswer(
        403,
        Json.write(
            StubTree.of(
                "saved", false, "name", message, "message", message, "url", url, "errors", errors)),
        Map.of());
  }

  /** The same with the id of what it would have been done to. */
  static StubAnswer notSaved(String message, String url, @Nullable Object errors, String id) {
    return new StubAnswer(
        403,
        Json.write(
            StubTree.of(
                "saved",
                false,
                "name",
                message,
                "message",
                message,
                "url",
                url + "/" + id,
                "errors",
                errors,
                "id",
                id)),
        Map.of());
  }

  static StubAnswer refused(StubRefusal refusal, String url) {
    return error(refusal.status(), String.valueOf(refusal.getMessage()), url);
  }

  static StubAnswer error(int status, String message, String url) {
    return new StubAnswer(
        status, Json.write(StubTree.of("name", message, "message", message, "url", url)), Map.of());
  }

  /** The flags that MISP's older actions answer with. */
  static StubAnswer success(String message) {
    return of(StubTree.of("saved", true, "success", message, "check_publish", true));
  }

  /** A failure that is told with status 200. */
  static StubAnswer quietFailure(String message) {
    return of(StubTree.of("saved", false, "errors", message));
  }
}
