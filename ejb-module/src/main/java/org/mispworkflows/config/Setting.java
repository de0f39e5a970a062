package org.mispworkflows.config;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * One setting.
 *
 * @param key without the prefix {@code misp-workflows.}
 * @param type that MicroProfile Config converts it to
 * @param defaultText used when nothing is set; empty: there is no value
 * @param doc what it does, its unit, what to mind
 * @param valid whether a value makes sense
 * @param secret whether its value must not be shown
 */
public record Setting<T>(
    String key, Class<T> type, String defaultText, String doc, Predicate<T> valid, boolean secret) {

  /** What every key begins with. */
  public static final String PREFIX = "misp-workflows.";

  /** As it is written in a configuration. */
  public String fullKey() {
    return PREFIX + key;
  }

  /** As it is written in an environment. */
  public String environmentVariable() {
    return fullKey().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT);
  }

  /** One of any value that its type has. */
  static <T> Setting<T> any(String key, Class<T> type, String defaultText, String doc) {
    return new Setting<>(key, type, defaultText, doc, value -> true, false);
  }

  /** A text of a certain form. */
  static Setting<String> text(String key, String defaultText, String doc, Predicate<String> valid) {
    return new Setting<>(key, String.class, defaultText, doc, valid, false);
  }

  /** A secret without default. */
  static Setting<String> secret(String key, String doc) {
    Predicate<String> valid =
        key.endsWith("api-key") ? v -> v.length() == 40 : v -> v.length() >= 8;
    return new Setting<>(key, String.class, "", doc, valid, true);
  }

  /** A number above zero. */
  static Setting<Integer> positive(String key, String defaultText, String doc) {
    return new Setting<>(key, Integer.class, defaultText, doc, n -> n > 0, false);
  }

  /** A time span above zero. */
  static Setting<Duration> time(String key, String defaultText, String doc) {
    return new Setting<>(
        key, Duration.class, defaultText, doc, d -> !d.isNegative() && !d.isZero(), false);
  }

  /** A number that may be zero. */
  static Setting<Integer> count(String key, String defaultText, String doc) {
    return new Setting<>(key, Integer.class, defaultText, doc, n -> n >= 0, false);
  }
}
