package org.mispworkflows.conformance;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.MalformedPathException;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.data.PathEditor;

/** The path language: reading a tree and changing it. */
final class HashFamily implements Family {

  @Override
  public String name() {
    return "hash";
  }

  @Override
  public Verdict judge(Case observed) {
    Object expected = observed.expected().get("result");
    Object actual;
    try {
      actual = result(observed.input());
    } catch (MalformedPathException e) {
      return Verdict.of(false, Declared.malformedPath(observed), expected, e.getMessage());
    }
    boolean same = !observed.crashed() && Trees.same(expected, actual);
    Optional<String> decision = Declared.phpError(observed);
    if (!same && Trees.sameInOrder(expected, actual)) {
      decision = decision.or(() -> Declared.closedUpLists(observed));
    }
    return Verdict.of(same, decision, expected, actual);
  }

  private static @Nullable Object result(Map<String, @Nullable Object> input) {
    Object data = Trees.copy(input.get("data"));
    String path = Loose.text(input.get("path"));
    return switch (String.valueOf(input.get("op"))) {
      case "get" -> {
        // follows literal keys only, so there is nothing to parse in others
        boolean found = input.get("path") != null && ParsedPath.isLiteral(path);
        Object value = found ? ParsedPath.parse(path).get(data) : null;
        yield value == null ? input.get("default") : value;
      }
      case "extract" -> ParsedPath.parse(path).extract(data);
      case "check" -> !Loose.values(ParsedPath.parse(path).extract(data)).isEmpty();
      case "insert" -> PathEditor.insert(data, ParsedPath.parse(path), input.get("value"));
      case "remove" -> PathEditor.remove(data, ParsedPath.parse(path));
      default -> throw new AssertionError(input.get("op"));
    };
  }
}
