package org.mispworkflows.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The filters that are on, in the order in which their labels were first used. Immutable.
 *
 * @param byLabel label → filter
 */
public record PathFilters(Map<String, PathFilter> byLabel) {

  /** All data is visible. */
  public static final PathFilters NONE = new PathFilters(Map.of());

  public PathFilters {
    byLabel = Collections.unmodifiableMap(new LinkedHashMap<>(byLabel));
  }

  /** These and one more, which replaces the one with the same label. */
  public PathFilters with(String label, PathFilter filter) {
    Map<String, PathFilter> filters = new LinkedHashMap<>(byLabel);
    filters.put(label, filter);
    return new PathFilters(filters);
  }

  /** These without the one with that label. */
  public PathFilters without(String label) {
    if (!byLabel.containsKey(label)) return this;
    Map<String, PathFilter> filters = new LinkedHashMap<>(byLabel);
    filters.remove(label);
    return new PathFilters(filters);
  }

  /** Whether these are others, in the same order, and perhaps more. */
  public boolean startsWith(PathFilters others) {
    List<Map.Entry<String, PathFilter>> mine = List.copyOf(byLabel.entrySet());
    List<Map.Entry<String, PathFilter>> theirs = List.copyOf(others.byLabel.entrySet());
    return mine.size() >= theirs.size() && mine.subList(0, theirs.size()).equals(theirs);
  }

  /** Those that come after others, with which these start. */
  public PathFilters after(PathFilters others) {
    Map<String, PathFilter> rest = new LinkedHashMap<>(byLabel);
    rest.keySet().removeAll(others.byLabel.keySet());
    return new PathFilters(rest);
  }

  /** Whether all data is visible. */
  public boolean isEmpty() {
    return byLabel.isEmpty();
  }
}
