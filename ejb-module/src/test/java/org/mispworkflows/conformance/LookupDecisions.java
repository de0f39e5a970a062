package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * Which decision allows a walk to differ where a node asks something outside, or loads the event
 * anew.
 */
final class LookupDecisions {

  private static final Set<String> LOADERS =
      Set.of("enrich-event", "reload-full-event", "proposal-action");

  /** What a look-up of scores gives in the reference, and all that it leaves of the attribute. */
  private static final Set<String> SCORED = Set.of("id", "uuid", "type", "value", "decay_score");

  private final Map<String, @Nullable Object> nodes;

  /** Decision → what it takes out of the data on both sides. */
  private final Map<String, Consumer<Object>> neutralizers = new LinkedHashMap<>();

  /**
   * Of a workflow.
   *
   * @param nodes by id
   */
  LookupDecisions(Map<String, @Nullable Object> nodes) {
    this.nodes = nodes;
    Set<String> modules =
        nodes.values().stream()
            .map(node -> Loose.text(Loose.child(Loose.child(node, "data"), "id")))
            .collect(Collectors.toSet());
    if (modules.contains("attach-enrichment")) neutralizers.put("D15", LookupDecisions::dropErrors);
    if (modules.contains("enrich-event")) neutralizers.put("D16", LookupDecisions::dropConversion);
    if (modules.stream().anyMatch(LOADERS::contains))
      neutralizers.put("D20", LookupDecisions::dropMarked);
    if (modules.contains("attach-decay-score"))
      neutralizers.put("D29", LookupDecisions::dropUnscored);
  }

  /** Of a node that worked in the reference and fails here. */
  Optional<String> failed(String module, String node) {
    Object data = Loose.child(nodes.get(node), "data");
    if (module.equals("enrich-event")) {
      Object asked = Loose.child(Loose.child(data, "indexed_params"), "modules");
      return Optional.of("D21").filter(d -> Loose.text(asked).equals("unreachable"));
    }
    return Optional.of("D27").filter(d -> module.equals("proposal-action") && hasFilter(data));
  }

  /** Of an IF that may have looked at what a look-up put into the reference's data, or lost. */
  Optional<String> logic() {
    boolean errors =
        dataOf("attach-enrichment")
            .map(data -> Loose.child(Loose.child(data, "indexed_params"), "modules"))
            .flatMap(asked -> Loose.isTree(asked) ? Loose.values(asked).stream() : Stream.of(asked))
            .anyMatch(module -> World.FIXED.mayFail(Loose.text(module)));
    if (errors) return Optional.of("D15");
    return Optional.of("D29").filter(neutralizers::containsKey);
  }

  /** An effect of the reference that is left out here. */
  static Optional<String> dropped(Map<String, @Nullable Object> effect) {
    String kind = Loose.text(effect.get("kind"));
    if (kind.equals("zmq.push") && Loose.child(effect.get("data"), "Attribute added") != null)
      return Optional.of("D31");
    if (!kind.equals("warninglist.import")) return Optional.empty();
    boolean nothingNew =
        World.FIXED.records("warninglists").stream()
            .anyMatch(
                list ->
                    Loose.equal(Loose.child(list.get("Warninglist"), "id"), effect.get("id"))
                        && Trees.same(list.get("entries"), effect.get("list")));
    return Optional.of("D11").filter(d -> nothingNew);
  }

  /** Effects that the reference doesn't have, since a filter makes it find no proposals. */
  Optional<String> added(List<Map<String, @Nullable Object>> ours) {
    boolean filtered = dataOf("proposal-action").anyMatch(LookupDecisions::hasFilter);
    return Optional.of("D27")
        .filter(d -> filtered && ours.stream().anyMatch(LookupDecisions::isAboutProposals));
  }

  private static boolean isAboutProposals(Map<String, @Nullable Object> effect) {
    return Loose.text(effect.get("kind")).startsWith("proposal.");
  }

  /** Data that are the same but for what these decisions are about. */
  Optional<String> data(@Nullable Object theirs, @Nullable Object ours) {
    if (Trees.sameInOrder(without(theirs, List.of()), without(ours, List.of())))
      return Optional.empty();
    for (Map.Entry<String, Consumer<Object>> entry : neutralizers.entrySet()) {
      List<Consumer<Object>> one = List.of(entry.getValue());
      if (Trees.sameInOrder(without(theirs, one), without(ours, one)))
        return Optional.of(entry.getKey());
    }
    return Trees.sameInOrder(neutral(theirs), neutral(ours))
        ? Optional.of(String.join("+", neutralizers.keySet()))
        : Optional.empty();
  }

  /** Data without what these decisions are about. */
  @Nullable Object neutral(@Nullable Object data) {
    return without(data, new ArrayList<>(neutralizers.values()));
  }

  private static @Nullable Object without(@Nullable Object data, List<Consumer<Object>> cuts) {
    Object copy = Trees.copy(StoredView.clean(data));
    if (copy != null) cuts.forEach(cut -> cut.accept(copy));
    return copy;
  }

  private Stream<@Nullable Object> dataOf(String module) {
    return nodes.values().stream()
        .map(node -> Loose.child(node, "data"))
        .filter(data -> module.equals(Loose.child(data, "id")));
  }

  private static boolean hasFilter(@Nullable Object node) {
    return Loose.values(Loose.child(node, "saved_filters")).stream().anyMatch(Loose::truthy);
  }

  private static void dropErrors(Object tree) {
    everyMap(
        tree,
        map -> {
          List<@Nullable Object> results = Json.list(map.get("enrichment"));
          if (results == null) return;
          results.removeIf(result -> Loose.child(result, "error") != null);
          if (results.isEmpty()) map.remove("enrichment");
        });
  }

  private static void dropConversion(Object tree) {
    everyMap(tree, map -> map.keySet().removeAll(Set.of("_allTags", "_AttributeFlattened")));
  }

  private static void dropMarked(Object tree) {
    Map<String, @Nullable Object> top = Json.map(tree);
    if (top != null) top.keySet().removeIf(key -> key.startsWith("_"));
  }

  private static void dropUnscored(Object tree) {
    everyMap(
        tree,
        map -> {
          if (map.containsKey("decay_score")) map.keySet().retainAll(SCORED);
        });
  }

  private static void everyMap(
      @Nullable Object tree, Consumer<Map<String, @Nullable Object>> change) {
    Map<String, @Nullable Object> map = Json.map(tree);
    if (map != null) change.accept(map);
    for (Object child : Loose.values(tree)) everyMap(child, change);
  }
}
