package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The enrichment modules behind MISP. */
final class StubModules {

  private final List<Map<String, @Nullable Object>> listed = new ArrayList<>();
  private final Map<String, Function<Map<String, @Nullable Object>, @Nullable Object>> results =
      new LinkedHashMap<>();

  /** What {@code /modules/index} says. */
  List<Map<String, @Nullable Object>> listed() {
    return listed;
  }

  /**
   * Adds a module, or says what one gives from now on.
   *
   * @param module its name
   * @param types the attribute types that it takes
   * @param result attribute → what the module finds: a list of {@code {types, values}}, or a map of
   *     attributes and objects
   */
  void give(
      String module,
      List<String> types,
      Function<Map<String, @Nullable Object>, @Nullable Object> result) {
    results.put(module, result);
    if (listed.stream().anyMatch(m -> module.equals(m.get("name")))) return;
    listed.add(
        StubTree.of(
            "name",
            module,
            "type",
            "expansion",
            "mispattributes",
            StubTree.of("input", types),
            "meta",
            StubTree.of("module-type", List.of("expansion", "hover"))));
  }

  boolean knows(String module) {
    return results.containsKey(module);
  }

  /** Whether a module takes attributes of a type. */
  boolean takes(String module, String type) {
    return listed.stream()
        .filter(m -> module.equals(m.get("name")))
        .anyMatch(
            m -> StubTree.texts(StubTree.map(m.get("mispattributes")).get("input")).contains(type));
  }

  /** What a module says of an attribute. */
  @Nullable Object results(String module, Map<String, @Nullable Object> attribute) {
    Function<Map<String, @Nullable Object>, @Nullable Object> result = results.get(module);
    return result == null ? List.of() : result.apply(attribute);
  }
}
