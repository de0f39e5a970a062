package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.ParsedPath;

/**
 * The differences from MISP that were decided beforehand, as rules that see a case's input only (D3
 * also, that the reference crashed). Each gives the decision's id when it allows this case to come
 * out otherwise; {@code docs/differences-from-misp.md} has the reasons.
 */
final class Declared {

  private Declared() {}

  /** D3: where PHP's type errors escape, we fail with a message. */
  static Optional<String> phpError(Case observed) {
    return id("D3", observed.crashed());
  }

  /** D6: lists that lose or skip elements are closed up; the caller compares them in order. */
  static Optional<String> closedUpLists(Case observed) {
    String op = observed.text("op");
    return id(
        "D6",
        (op.equals("insert") || op.equals("remove")) && holdsList(observed.input().get("data")));
  }

  /**
   * D8: {@code in_and} and {@code not_in_and} compare sets: equal elements and order don't count.
   */
  static Optional<String> setSemantics(Case observed) {
    String operator = observed.text("operator");
    if (!operator.endsWith("in_and")) return Optional.empty();
    List<@Nullable Object> wanted = new ArrayList<>(Loose.values(observed.input().get("value")));
    for (Object data : compared(observed)) {
      List<@Nullable Object> given = new ArrayList<>(Loose.values(data));
      given.removeIf(element -> countOf(element, wanted) == 0);
      if (hasTwins(given, wanted) || hasTwins(wanted, given)) return Optional.of("D8");
      if (operator.startsWith("not_") && !Loose.equal(given, wanted)) return Optional.of("D8");
    }
    return Optional.empty();
  }

  /** D2: a logic module that is switched off picks no output. */
  static Optional<String> disabledLogic(Case observed) {
    return id("D2", Loose.truthy(observed.input().get("disabled")));
  }

  /** D8, asked of tags: the AND conditions compare sets. */
  static Optional<String> tagSets(Case observed) {
    Object condition = Loose.child(observed.input().get("params"), "condition");
    boolean and = condition instanceof String text && text.endsWith("in_and");
    return id("D8", and && observed.text("module").equals("tag-if"));
  }

  /** D13: "is sharing group X" isn't true when no sharing group is involved. */
  static Optional<String> distribution(Case observed) {
    Object params = observed.input().get("params");
    String condition = Loose.text(Loose.child(params, "condition"));
    Object event = Loose.child(observed.input().get("data"), "Event");
    Object attribute = Loose.child(Loose.child(event, "_AttributeFlattened"), "0");
    boolean involved =
        Loose.equal(Loose.child(event, "distribution"), 4L)
            || Loose.equal(Loose.child(attribute, "distribution"), 4L)
                && !"event".equals(Loose.child(params, "scope"));
    return id(
        "D13",
        observed.text("module").equals("distribution-if")
            && Loose.equal(Loose.child(params, "distribution"), 4L)
            && !condition.startsWith("more_")
            && !involved);
  }

  /** D3: a filter that breaks the next look at the data hides what can't be compared instead. */
  static Optional<String> viewError(Case observed) {
    return id("D3", observed.text("module").equals("generic-filter-data"));
  }

  /** D5: removing a filter brings back the data themselves, not a snapshot without filters. */
  static Optional<String> resetToSnapshot(Case observed) {
    return id("D5", observed.text("module").equals("generic-filter-reset"));
  }

  /** D5: what a node sees through filters isn't written back as the data. */
  static Optional<String> bakedIn(Case observed) {
    return id("D5", StoredView.isFiltered(observed.input().get("data")));
  }

  /**
   * D7: a selector that ends in anything but a bare {@code {n}}, or goes through several lists,
   * leads nowhere or to no list, narrows each list that it finds, and creates and merges nothing.
   */
  static Optional<String> nestedSelector(Case observed) {
    String selector = Loose.text(Loose.child(observed.input().get("params"), "selector"));
    return id("D7", isNested(selector, observed.input().get("data")));
  }

  private static boolean isNested(String selector, @Nullable Object data) {
    String list =
        selector.endsWith(".{n}") ? selector.substring(0, selector.length() - 4) : selector;
    return !ParsedPath.isLiteral(list) || !Loose.isTree(ParsedPath.parse(list).get(data));
  }

  /** D20: MISP puts the correlations of an event's attribute at attributes of its objects, too. */
  static Optional<String> misplacedCorrelations(Case observed) {
    Map<String, @Nullable Object> payload = Json.map(observed.input().get("data"));
    return id(
        "D20",
        payload != null
            && Loose.truthy(payload.get("RelatedAttribute"))
            && Loose.truthy(payload.get("Object")));
  }

  /** D32: attributes beside an event are the event's. */
  static Optional<String> attributesBesideEvent(Case observed) {
    Map<String, @Nullable Object> payload = Json.map(observed.input().get("data"));
    return id(
        "D32",
        payload != null
            && payload.get("Attribute") instanceof List
            && Json.map(payload.get("Event")) != null);
  }

  /**
   * D23: unbalanced brackets and unusable regular expressions are refused when the workflow is
   * saved.
   */
  static Optional<String> malformedPath(Case observed) {
    return malformed(observed.text("path"));
  }

  /** D23, of a module's parameter. */
  static Optional<String> malformedPathParameter(Case observed) {
    Object params = observed.input().get("params");
    return malformed(Loose.text(Loose.child(params, "hash_path")))
        .or(() -> malformed(Loose.text(Loose.child(params, "selector"))));
  }

  private static Optional<String> malformed(String path) {
    int depth = 0;
    boolean unbalanced = false;
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '[') depth++;
      if (path.charAt(i) == ']') unbalanced |= --depth < 0;
    }
    boolean oddBrace = path.matches("(.*\\.)?\\{(?![ns*]\\}).*");
    return id("D23", unbalanced || depth > 0 || oddBrace || path.matches(".*=\\s*/.*"));
  }

  private static Optional<String> id(String decision, boolean applies) {
    return applies ? Optional.of(decision) : Optional.empty();
  }

  private static boolean holdsList(@Nullable Object tree) {
    if (tree instanceof List<?> list && !list.isEmpty()) return true;
    for (Object value : Loose.values(tree)) {
      if (holdsList(value)) return true;
    }
    return false;
  }

  /** What a case compares: its data, or what the path extracts of each of its items. */
  private static Collection<@Nullable Object> compared(Case observed) {
    List<@Nullable Object> compared = new ArrayList<>();
    if (!observed.input().containsKey("items")) {
      compared.add(observed.input().get("data"));
      return compared;
    }
    ParsedPath path = ParsedPath.parse(observed.text("path"));
    for (Object item : Loose.values(observed.input().get("items")))
      compared.add(path.extract(item));
    return compared;
  }

  private static boolean hasTwins(List<@Nullable Object> some, List<@Nullable Object> others) {
    for (Object element : some) {
      if (countOf(element, others) > 1) return true;
    }
    return false;
  }

  private static long countOf(@Nullable Object element, List<@Nullable Object> others) {
    return others.stream().filter(other -> Loose.equal(element, other)).count();
  }
}
