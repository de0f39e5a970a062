package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;

/**
 * Equality of trees by the vectors' reading rules: PHP has one array type, so lists and maps are
 * compared by keys.
 */
public final class Trees {

  private Trees() {}

  /** Same keys with the same values, in any order; an empty list is an empty map. */
  public static boolean same(@Nullable Object expected, @Nullable Object actual) {
    return same(expected, actual, false);
  }

  /** The same once lists that lost elements are closed up (decision D6). */
  public static boolean sameInOrder(@Nullable Object expected, @Nullable Object actual) {
    return same(expected, actual, true);
  }

  /** A tree of its own. */
  public static @Nullable Object copy(@Nullable Object tree) {
    return Json.parse(Json.write(tree));
  }

  /** A tree of its own, as the reference's queue hands it on: PHP's JSON drops zero fractions. */
  public static @Nullable Object queued(@Nullable Object tree) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put((String) key, queued(value)));
      return copy;
    }
    if (tree instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      for (Object value : list) copy.add(queued(value));
      return copy;
    }
    if (tree instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15) return d.longValue();
    return tree;
  }

  /** As JSON, cut to a length that people read. */
  static String brief(@Nullable Object value) {
    String json = value instanceof String s ? s : Json.write(value);
    return json.length() <= 400 ? json : json.substring(0, 400) + "…";
  }

  /** Where two trees differ first, for people. */
  static String difference(@Nullable Object expected, @Nullable Object actual) {
    return difference("", expected, actual);
  }

  private static String difference(String where, @Nullable Object a, @Nullable Object b) {
    if (isTree(a) && isTree(b)) {
      Map<String, @Nullable Object> left = keyed(a);
      Map<String, @Nullable Object> right = keyed(b);
      for (String key : left.keySet()) {
        String path = where + "." + key;
        if (!right.containsKey(key)) return path + " is missing: " + brief(left.get(key));
        if (!same(left.get(key), right.get(key)))
          return difference(path, left.get(key), right.get(key));
      }
      for (String key : right.keySet()) {
        if (!left.containsKey(key))
          return where + "." + key + " is unexpected: " + brief(right.get(key));
      }
    }
    return (where.isEmpty() ? "" : where + " ") + "expected " + brief(a) + " but got " + brief(b);
  }

  private static boolean same(@Nullable Object a, @Nullable Object b, boolean closeUp) {
    if (a instanceof Number n && b instanceof Number m) return sameNumber(n, m);
    if (!isTree(a) || !isTree(b)) return Objects.equals(a, b);
    if (closeUp && isNumbered(a) && isNumbered(b)) return sameLists(values(a), values(b));
    Map<String, @Nullable Object> left = keyed(a);
    Map<String, @Nullable Object> right = keyed(b);
    if (!left.keySet().equals(right.keySet())) return false;
    for (Map.Entry<String, @Nullable Object> entry : left.entrySet()) {
      if (!same(entry.getValue(), right.get(entry.getKey()), closeUp)) return false;
    }
    return true;
  }

  private static boolean sameLists(List<@Nullable Object> a, List<@Nullable Object> b) {
    if (a.size() != b.size()) return false;
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i), true)) return false;
    }
    return true;
  }

  private static boolean sameNumber(Number a, Number b) {
    boolean floats = a instanceof Double;
    if (floats != b instanceof Double) return false;
    return floats ? a.doubleValue() == b.doubleValue() : a.toString().equals(b.toString());
  }

  private static boolean isTree(@Nullable Object value) {
    return value instanceof Map || value instanceof List;
  }

  private static boolean isNumbered(@Nullable Object tree) {
    return tree instanceof List
        || (tree instanceof Map<?, ?> map
            && map.keySet().stream().allMatch(k -> ((String) k).matches("\\d+")));
  }

  private static List<@Nullable Object> values(@Nullable Object tree) {
    if (tree instanceof Map<?, ?> map) return new ArrayList<>(map.values());
    return tree instanceof List<?> list ? new ArrayList<>(list) : List.of();
  }

  private static Map<String, @Nullable Object> keyed(@Nullable Object tree) {
    Map<String, @Nullable Object> keyed = new LinkedHashMap<>();
    if (tree instanceof Map<?, ?> map) map.forEach((key, value) -> keyed.put((String) key, value));
    if (tree instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) keyed.put(Integer.toString(i), list.get(i));
    }
    return keyed;
  }
}
