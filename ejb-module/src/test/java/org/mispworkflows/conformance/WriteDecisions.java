package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** Which decision allows a walk to differ where a node writes to MISP, by the case's workflow. */
final class WriteDecisions {

  /** These change tags in MISP and, here, in the data. */
  private static final Set<String> TAGGERS =
      Set.of("tag_operation", "tag_replacement_tlp", "tag_replacement_pap", "assign_country");

  private static final String COMMENTER = "Module_attribute_comment_operation";

  private static final Set<String> EDITORS = Set.of("attribute_ids_flag_operation", COMMENTER);

  /** These change whether the event is published. */
  private static final Set<String> PUBLISHERS =
      Set.of("publish-event", "Module_event_distribution_operation");

  private final Case observed;
  private final Map<String, @Nullable Object> nodes;
  private final Set<String> modules;

  /**
   * Of a workflow.
   *
   * @param nodes by id
   */
  WriteDecisions(Case observed, Map<String, @Nullable Object> nodes) {
    this.observed = observed;
    this.nodes = nodes;
    this.modules = nodes.values().stream().map(WriteDecisions::module).collect(Collectors.toSet());
  }

  private static String module(@Nullable Object node) {
    return Loose.text(Loose.child(Loose.child(node, "data"), "id"));
  }

  private boolean has(Set<String> ids) {
    return ids.stream().anyMatch(modules::contains);
  }

  /** Whether later nodes see here what was changed in MISP, and didn't there. */
  boolean showLater() {
    return has(TAGGERS) || has(PUBLISHERS);
  }

  /** Why a node does something else than in the reference. */
  Optional<String> sameNode(String module, String id, boolean theyFailed, boolean weFailed) {
    if (weFailed && !theyFailed)
      return Optional.of("D28").filter(d -> module.equals("add_eventblocklist_entry"));
    if (!theyFailed || weFailed) return Optional.empty();
    if (retagsFiltered(id)) return Optional.of("D27");
    return Optional.of("D11").filter(d -> TAGGERS.contains(module) || EDITORS.contains(module));
  }

  /** D27: with a node filter the reference's modules of this kind find no event. */
  private boolean retagsFiltered(String id) {
    String module = module(nodes.get(id));
    Object filter = Loose.child(Loose.child(nodes.get(id), "data"), "saved_filters");
    return (module.startsWith("tag_replacement") || module.equals("assign_country"))
        && Loose.values(filter).stream().anyMatch(Loose::truthy);
  }

  /** Effects that the reference doesn't have. */
  Optional<String> added() {
    return Optional.of("D27").filter(d -> nodes.keySet().stream().anyMatch(this::retagsFiltered));
  }

  /** D11: an effect on tags that names no element, or no tag. */
  static boolean tagsNothing(Map<String, @Nullable Object> effect) {
    return effect.get("event_id") == null || Loose.values(effect.get("tags")).isEmpty();
  }

  /** D12: the tags of an effect without those that are right, if tags are replaced in the walk. */
  List<String> left(Map<String, @Nullable Object> effect) {
    List<String> tags = Loose.values(effect.get("tags")).stream().map(Loose::text).toList();
    if (modules.stream().noneMatch(id -> id.startsWith("tag_replacement"))) return tags;
    Object id = effect.get(effect.containsKey("attribute_id") ? "attribute_id" : "event_id");
    return RightTags.left(tags, carried(observed.input().get("payload"), id));
  }

  /** The tags of the event or attribute of this id. */
  private static List<String> carried(@Nullable Object tree, @Nullable Object id) {
    List<String> names = new ArrayList<>();
    if (Loose.child(tree, "uuid") != null && Loose.equal(Loose.child(tree, "id"), id)) {
      for (Object tag : Loose.values(Loose.child(tree, "Tag")))
        names.add(Loose.text(Loose.child(tag, "name")));
    }
    for (Object child : Loose.values(tree)) {
      if (Loose.isTree(child)) names.addAll(carried(child, id));
    }
    return names;
  }

  /** Data that are the same but for what one of these decisions is about, or all of them. */
  Optional<String> data(@Nullable Object theirs, @Nullable Object ours) {
    Map<String, Set<String>> changed = new LinkedHashMap<>();
    if (rendersEach()) changed.put("D10", Set.of("comment"));
    if (has(EDITORS)) changed.put("D16", Set.of("timestamp"));
    Set<String> seenLater = new LinkedHashSet<>();
    if (has(TAGGERS)) seenLater.addAll(Set.of("Tag", "_allTags"));
    if (has(PUBLISHERS)) seenLater.add("published");
    if (!seenLater.isEmpty()) changed.put("D24", seenLater);
    Set<String> all = new LinkedHashSet<>();
    for (Map.Entry<String, Set<String>> decision : changed.entrySet()) {
      if (sameWithout(decision.getValue(), theirs, ours)) return Optional.of(decision.getKey());
      all.addAll(decision.getValue());
    }
    return Optional.of(String.join("+", changed.keySet()))
        .filter(d -> !all.isEmpty() && sameWithout(all, theirs, ours));
  }

  /** Whether a comment is rendered for each attribute. */
  private boolean rendersEach() {
    return nodes.values().stream()
        .filter(node -> module(node).equals(COMMENTER))
        .map(
            node ->
                Loose.child(Loose.child(Loose.child(node, "data"), "indexed_params"), "comment"))
        .anyMatch(comment -> Loose.text(comment).contains("__currentAttribute"));
  }

  private static boolean sameWithout(
      Set<String> keys, @Nullable Object theirs, @Nullable Object ours) {
    return Trees.sameInOrder(without(theirs, keys), without(ours, keys));
  }

  private static @Nullable Object without(@Nullable Object tree, Set<String> keys) {
    Object copy = Trees.copy(StoredView.clean(tree));
    strip(copy, keys);
    return copy;
  }

  private static void strip(@Nullable Object tree, Set<String> keys) {
    Map<String, @Nullable Object> map = Json.map(tree);
    if (map != null) map.keySet().removeAll(keys);
    for (Object child : Loose.values(tree)) strip(child, keys);
  }
}
