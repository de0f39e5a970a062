package org.mispworkflows.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Condition;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.MalformedPathException;
import org.mispworkflows.data.ParsedPath;

/** The operators, alone and as filters of items. */
final class ConditionsFamily implements Family {

  @Override
  public String name() {
    return "conditions";
  }

  @Override
  public Verdict judge(Case observed) {
    Map<String, @Nullable Object> input = observed.input();
    Object expected = observed.expected().get("result");
    Optional<Condition> operator = Condition.of(observed.text("operator"));
    Object actual;
    try {
      actual =
          "evaluateCondition".equals(input.get("fn"))
              ? operator.isPresent() && operator.get().holds(input.get("data"), input.get("value"))
              : kept(operator, input);
    } catch (MalformedPathException e) {
      return Verdict.of(false, Declared.malformedPath(observed), expected, e.getMessage());
    }
    boolean same = Trees.same(expected, actual) && !observed.crashed();
    Optional<String> decision =
        Declared.phpError(observed).or(() -> Declared.setSemantics(observed));
    return Verdict.of(same, decision, expected, actual);
  }

  /** The items that pass, with their keys; what is no list of items is handed back. */
  private static @Nullable Object kept(
      Optional<Condition> operator, Map<String, @Nullable Object> input) {
    Object items = input.get("items");
    ParsedPath path = ParsedPath.parse(Loose.text(input.get("path")));
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    if (items instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) kept.put(Integer.toString(i), list.get(i));
    } else {
      Map<String, @Nullable Object> map = Json.map(items);
      if (map == null) return items;
      kept.putAll(map);
    }
    kept.values()
        .removeIf(
            item -> operator.isEmpty() || !operator.get().passes(item, path, input.get("value")));
    return kept;
  }
}
