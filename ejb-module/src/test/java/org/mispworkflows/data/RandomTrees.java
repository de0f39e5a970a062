package org.mispworkflows.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Trees and paths for property tests: small ones of many shapes, with values that have tricked
 * people.
 */
public final class RandomTrees {

  private static final List<String> KEYS =
      List.of(
          "Event",
          "Tag",
          "Attribute",
          "Object",
          "name",
          "type",
          "id",
          "_x",
          "0",
          "1",
          "2",
          "01",
          "-1",
          "1.0",
          "",
          "a.b",
          "{n}",
          "[x]",
          "é",
          "\ud83e",
          "password");

  private static final List<@Nullable Object> SCALARS =
      Arrays.asList(
          null,
          true,
          false,
          0L,
          1L,
          -1L,
          2L,
          1_700_000_000L,
          Long.MAX_VALUE,
          0.0,
          -0.0,
          1.5,
          1e300,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN,
          "",
          "0",
          "1",
          "01",
          "1.0",
          " 1",
          "1 ",
          "1e0",
          "1e999",
          "-1",
          "abc",
          "ip-src",
          "ip-dst",
          "tlp:red",
          "true",
          "false",
          "null",
          "Array",
          "9223372036854775808",
          "9223372036854775809",
          "0x1A",
          "a\u0000b",
          "é",
          "\ud83e",
          "a longer text");

  private RandomTrees() {}

  /** Texts, numbers, booleans, null. */
  public static Arbitrary<@Nullable Object> scalars() {
    return Arbitraries.of(SCALARS);
  }

  /** What JSON can't give but a module may put into the data. */
  static Arbitrary<@Nullable Object> builtByAModule() {
    return Arbitraries.of(
        Arrays.asList(BigInteger.TWO.pow(70), 7, 1.5f, (short) 3, List.of(), Map.of()));
  }

  /** Keys of maps. */
  public static Arbitrary<String> keys() {
    return Arbitraries.of(KEYS);
  }

  /** Trees of any kind, up to 4 levels deep. */
  public static Arbitrary<@Nullable Object> trees() {
    return trees(4);
  }

  /** Maps of trees, to be changed. */
  public static Arbitrary<Map<String, @Nullable Object>> maps() {
    return mapsOf(trees(3), 4);
  }

  private static Arbitrary<@Nullable Object> trees(int depth) {
    if (depth == 0) return scalars();
    Arbitrary<@Nullable Object> below = trees(depth - 1);
    return Arbitraries.frequencyOf(
        Tuple.of(2, scalars()),
        Tuple.of(2, below.list().ofMaxSize(4).map(RandomTrees::copy)),
        Tuple.of(2, mapsOf(below, 4).map(map -> (Object) map)));
  }

  /** Maps from some of {@link #keys()}. */
  static Arbitrary<Map<String, @Nullable Object>> mapsOf(
      Arbitrary<@Nullable Object> values, int size) {
    return Arbitraries.maps(keys(), values).ofMaxSize(size).map(LinkedHashMap::new);
  }

  /** Paths made of the pieces of the language, most of them well formed. */
  public static Arbitrary<String> paths() {
    Arbitrary<String> step =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of("{n}", "{s}", "{*}")), Tuple.of(4, keys()));
    Arbitrary<String> matcher =
        Arbitraries.of(
            "",
            "",
            "",
            "",
            "[name]",
            "[id=1]",
            "[type!=ip-src]",
            "[id>0][id<=2]",
            "[name=/^a/i]",
            "[type = tlp:red]",
            "[x=]",
            "[=]",
            "[name=a.b]",
            "[[x]]");
    return Combinators.combine(step, matcher)
        .as(String::concat)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(steps -> String.join(".", steps));
  }

  /** A tree of its own, which can be changed, with the same scalars. */
  public static @Nullable Object copy(@Nullable Object tree) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put((String) key, copy(value)));
      return copy;
    }
    if (!(tree instanceof List<?> list)) return tree;
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object value : list) copy.add(copy(value));
    return copy;
  }

  /** A map of its own. */
  public static Map<String, @Nullable Object> copyOf(Map<String, @Nullable Object> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(key, copy(value)));
    return copy;
  }

  /** Lists or maps inside each other. */
  static Object nested(int levels, boolean lists) {
    Object tree = "x";
    for (int i = 0; i < levels; i++) {
      tree = lists ? new ArrayList<>(List.of(tree)) : new LinkedHashMap<>(Map.of("a", tree));
    }
    return tree;
  }
}
