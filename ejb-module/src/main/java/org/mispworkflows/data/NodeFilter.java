package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.RoamingData;

/**
 * The filter that a node of its own has: picks the items to work on.
 *
 * @param selector which items; empty: the values at the top of the data
 * @param path what of an item is compared; empty: the item itself
 * @param operator how; null for one that nobody knows, which nothing passes
 * @param value compared with: a text or a list
 */
public record NodeFilter(
    HashPath selector, HashPath path, @Nullable Condition operator, @Nullable Object value) {

  private static final HashPath ALL_ATTRIBUTES = ParsedPath.parse("Event._AttributeFlattened.{n}");

  /**
   * The items when a node has no filter: every attribute of the event, those of its objects
   * included.
   */
  public static List<RoamingData> allAttributes(Map<String, @Nullable Object> data) {
    return items(ALL_ATTRIBUTES.extract(data), null);
  }

  /** The items that pass. Values that aren't maps can't be worked on and are left out. */
  public List<RoamingData> select(Map<String, @Nullable Object> data) {
    return operator == null ? List.of() : items(selector.extract(data), this);
  }

  /** The items that pass, by their key in what is selected: in a list their place, from 0. */
  public Map<String, RoamingData> selectByKey(Map<String, @Nullable Object> data) {
    Map<String, RoamingData> passing = new LinkedHashMap<>();
    if (operator == null) return passing;
    Object selected = selector.extract(data);
    Map<String, @Nullable Object> keyed = Json.map(selected);
    if (keyed == null) {
      keyed = new LinkedHashMap<>();
      for (Object item : Loose.values(selected)) keyed.put(String.valueOf(keyed.size()), item);
    }
    keyed.forEach(
        (key, item) -> {
          Map<String, @Nullable Object> map = Json.map(item);
          if (map != null && passes(map)) passing.put(key, new RoamingTree(map));
        });
    return passing;
  }

  private static List<RoamingData> items(Object selected, @Nullable NodeFilter filter) {
    List<RoamingData> items = new ArrayList<>();
    for (Object item : Loose.values(selected)) {
      Map<String, @Nullable Object> map = Json.map(item);
      if (map != null && (filter == null || filter.passes(map))) items.add(new RoamingTree(map));
    }
    return items;
  }

  private boolean passes(Object item) {
    return operator != null && operator.passes(item, path, value);
  }
}
