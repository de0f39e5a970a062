package org.mispworkflows.config;

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
}
