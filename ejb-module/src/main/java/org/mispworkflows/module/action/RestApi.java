package org.mispworkflows.module.action;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.outbound.HttpGateway;

/**
 * What modules need that call the JSON API of another product at a place of the author's choice.
 */
final class RestApi {

  /** A longer text is no reason, but a page. */
  private static final int REASON = 200;

  /** Anything else in a token would break the header that it is sent in. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private static final Pattern ADDRESS = Pattern.compile("(?i)https?://[^\\s/?#@]+(/[^\\s?#]*)?");

  private RestApi() {}

  /** Whether a text can be a token or a key. */
  static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  /** Whether a text is a http or https URL that a path can be put behind, without a login in it. */
  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  /** The JSON object that was answered; an empty one for anything else. */
  static Map<String, @Nullable Object> read(HttpGateway.Answer answer) {
    try {
      return Objects.requireNonNullElse(Json.map(Json.parse(answer.body())), Map.of());
    } catch (Json.MalformedJsonException e) {
      return Map.of(); // webhooks answer with plain words, proxies with pages
    }
  }

  /** Why a request was refused, in the words of the other side; empty when it gives no reason. */
  static String reason(HttpGateway.Answer answer) {
    Map<String, @Nullable Object> said = read(answer);
    for (String key : List.of("message", "error")) {
      if (said.get(key) instanceof String text && !text.isBlank()) return text;
    }
    String plain = answer.body().strip();
    boolean words = plain.length() <= REASON && !plain.matches("(?s)[<{\\[].*");
    return words ? plain : "";
  }
}
