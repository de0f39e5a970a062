package org.mispworkflows.web.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The address of a page and what it shows. The state of a list lives here and nowhere else, so that
 * a link or a bookmark keeps filter, order and search. Immutable.
 */
public final class Address {

  private final String page;
  private final Map<String, String> query;

  private Address(String page, Map<String, String> query) {
    this.page = page;
    this.query = query;
  }

  /** A page of the console: {@code triggers.xhtml}. */
  static Address of(String page) {
    return new Address(page, Map.of());
  }

  /** With one parameter set; without it when the value is null or empty. */
  Address with(String name, @Nullable String value) {
    Map<String, String> changed = new LinkedHashMap<>(query);
    if (value == null || value.isEmpty()) changed.remove(name);
    else changed.put(name, value);
    return new Address(page, changed);
  }

  /** Relative to the application, ready for a link. */
  @Override
  public String toString() {
    if (query.isEmpty()) return page;
    return query.entrySet().stream()
        .map(p -> encoded(p.getKey()) + "=" + encoded(p.getValue()))
        .collect(Collectors.joining("&", page + "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
