package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.Locality;

/**
 * The tags of an event, an attribute or an object in core format, and the {@code _allTags} that
 * follow from them.
 */
public final class Tags {

  private static final String TAG = "Tag";
  private static final String ALL = "_allTags";

  private Tags() {}

  /**
   * Adds the tags that an element doesn't carry.
   *
   * @return whether there were any
   */
  public static boolean add(
      Map<String, @Nullable Object> element,
      Collection<String> names,
      Locality locality,
      String relationship) {
    List<@Nullable Object> tags = new ArrayList<>(Loose.values(element.get(TAG)));
    Set<String> present = tags.stream().map(Tags::name).collect(Collectors.toSet());
    boolean changed = false;
    for (String name : names) {
      if (!present.add(name)) continue;
      Map<String, @Nullable Object> tag = new LinkedHashMap<>();
      tag.put("name", name);
      tag.put("local", locality == Locality.LOCAL);
      if (!relationship.isEmpty()) tag.put("relationship_type", relationship);
      tags.add(tag);
      changed = true;
    }
    if (changed) element.put(TAG, tags);
    return changed;
  }

  /**
   * Removes tags from an element.
   *
   * @param locality only tags that are attached so; ANY: however
   * @return whether there were any
   */
  public static boolean remove(
      Map<String, @Nullable Object> element, Collection<String> names, Locality locality) {
    List<@Nullable Object> tags = new ArrayList<>(Loose.values(element.get(TAG)));
    boolean changed = tags.removeIf(tag -> names.contains(name(tag)) && isAttached(tag, locality));
    if (changed) element.put(TAG, tags);
    return changed;
  }

  /** Computes {@code _allTags} of one attribute anew, from what filters may hide, too. */
  public static void refresh(
      Map<String, @Nullable Object> event, Map<String, @Nullable Object> attribute) {
    refresh(inherited(unfiltered(event)), unfiltered(attribute));
  }

  /** Computes {@code _allTags} of every attribute of an event anew, of hidden ones, too. */
  public static void refreshAll(Map<String, @Nullable Object> event) {
    List<@Nullable Object> inherited = inherited(unfiltered(event));
    for (Object item : Loose.values(unfiltered(event).get("_AttributeFlattened"))) {
      Map<String, @Nullable Object> attribute = Json.map(item);
      if (attribute != null) refresh(inherited, attribute);
    }
  }

  private static void refresh(
      List<@Nullable Object> inherited, Map<String, @Nullable Object> attribute) {
    attribute.put(ALL, all(inherited, attribute.get(TAG)));
  }

  private static Map<String, @Nullable Object> unfiltered(Map<String, @Nullable Object> element) {
    Map<String, @Nullable Object> origin = Json.map(Filtered.originOf(element));
    return origin == null ? element : origin;
  }

  /** The tags that an event's attributes inherit: read-only, to be shared by all of them. */
  static List<@Nullable Object> inherited(Map<String, @Nullable Object> event) {
    return java.util.Collections.unmodifiableList(marked(event.get(TAG), true));
  }

  /** The names of an element's tags, in order. */
  public static List<String> names(Map<String, @Nullable Object> element) {
    return Loose.values(element.get(TAG)).stream().map(Tags::name).toList();
  }

  /** Copies of tags that say whether they are inherited. */
  static List<@Nullable Object> marked(@Nullable Object tags, boolean inherited) {
    return marked(List.of(), tags, inherited);
  }

  /**
   * What an attribute has: the inherited tags, then copies of its own; shared where it has none.
   */
  static List<@Nullable Object> all(List<@Nullable Object> inherited, @Nullable Object own) {
    return Loose.truthy(own) ? marked(inherited, own, false) : inherited;
  }

  private static List<@Nullable Object> marked(
      List<@Nullable Object> before, @Nullable Object tags, boolean inherited) {
    Collection<@Nullable Object> values = Loose.values(tags);
    List<@Nullable Object> marked = new ArrayList<>(before.size() + values.size());
    marked.addAll(before);
    for (Object item : values) {
      Map<String, @Nullable Object> copy = CompactMap.copyOf(Json.map(item));
      copy.put("inherited", inherited);
      marked.add(copy);
    }
    return marked;
  }

  private static String name(@Nullable Object tag) {
    Map<String, @Nullable Object> map = Json.map(tag);
    return map == null ? "" : Loose.text(map.get("name"));
  }

  private static boolean isAttached(@Nullable Object tag, Locality locality) {
    Map<String, @Nullable Object> map = Json.map(tag);
    boolean local = map != null && Loose.truthy(map.get("local"));
    return locality == Locality.ANY || local == (locality == Locality.LOCAL);
  }
}
