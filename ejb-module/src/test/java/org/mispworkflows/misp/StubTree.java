package org.mispworkflows.misp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** The plain trees that MISP's requests, answers and records are. */
final class StubTree {

  private StubTree() {}

  /** A map of keys and values that take turns. */
  static Map<String, @Nullable Object> of(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2)
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    return map;
  }

  /** These keys of a map, as far as they are there, as a map of its own. */
  static Map<String, @Nullable Object> pick(Map<String, @Nullable Object> from, String... keys) {
    Map<String, @Nullable Object> picked = new LinkedHashMap<>();
    for (String key : keys) if (from.containsKey(key)) picked.put(key, from.get(key));
    return picked;
  }

  /** A map without these keys, as a map of its own. */
  static Map<String, @Nullable Object> without(Map<String, @Nullable Object> from, String... keys) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(from);
    rest.keySet().removeAll(Set.copyOf(Arrays.asList(keys)));
    return rest;
  }

  /** The scalars of a map, as a map of its own. */
  static Map<String, @Nullable Object> scalars(Map<String, @Nullable Object> from) {
    Map<String, @Nullable Object> scalars = new LinkedHashMap<>(from);
    scalars.values().removeIf(value -> value instanceof List || value instanceof Map);
    return scalars;
  }

  /** A map; an empty one when there is none. */
  static Map<String, @Nullable Object> map(@Nullable Object value) {
    Map<String, @Nullable Object> map = Json.map(value);
    return map == null ? new LinkedHashMap<>() : map;
  }

  /** A list; an empty one when there is none. */
  static List<@Nullable Object> list(@Nullable Object value) {
    List<@Nullable Object> list = Json.list(value);
    return list == null ? new ArrayList<>() : list;
  }

  /** The maps of a list. */
  static List<Map<String, @Nullable Object>> maps(@Nullable Object list) {
    List<Map<String, @Nullable Object>> maps = new ArrayList<>();
    for (Object value : list(list)) maps.add(map(value));
    return maps;
  }

  /** A list of its own, changeable as those of parsed JSON are. */
  static List<@Nullable Object> listOf(List<? extends @Nullable Object> values) {
    return new ArrayList<>(values);
  }

  /** A value as text; empty when there is none. */
  static String text(Map<String, @Nullable Object> map, String key) {
    return Loose.text(map.get(key));
  }

  /** The values of what MISP takes as one value or as a list. */
  static List<String> texts(@Nullable Object oneOrMore) {
    if (oneOrMore == null) return List.of();
    if (Loose.isTree(oneOrMore)) return Loose.values(oneOrMore).stream().map(Loose::text).toList();
    return List.of(Loose.text(oneOrMore));
  }

  /** A deep copy. */
  static @Nullable Object copy(@Nullable Object tree) {
    Map<String, @Nullable Object> map = Json.map(tree);
    if (map != null) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(key, copy(value)));
      return copy;
    }
    if (!(tree instanceof List<?>)) return tree;
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object value : list(tree)) copy.add(copy(value));
    return copy;
  }

  /** A file of {@code misp/rest} among the test's resources. */
  static @Nullable Object resource(String name) {
    String path = "/misp/rest/" + name + ".json.gz";
    try (InputStream in = StubTree.class.getResourceAsStream(path)) {
      return Json.parse(new GZIPInputStream(Objects.requireNonNull(in, path)));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
