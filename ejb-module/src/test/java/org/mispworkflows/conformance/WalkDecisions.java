package org.mispworkflows.conformance;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * Which decision allows a walk to differ, by what the workflow of the case contains. A walk may
 * leave the reference's only at a node whose module, or whose place in the graph, a decision is
 * about.
 */
final class WalkDecisions {

  private final Case observed;
  private final Map<String, @Nullable Object> nodes = new LinkedHashMap<>();
  private final Set<String> modules = new LinkedHashSet<>();
  private final WriteDecisions writes;
  private final LookupDecisions lookups;

  WalkDecisions(Case observed) {
    this.observed = observed;
    Object graph = Loose.child(observed.input().get("workflow"), "data");
    Map<String, @Nullable Object> map = Json.map(graph);
    if (map != null) {
      map.forEach(
          (id, node) -> {
            if (id.equals("_frames")) return;
            nodes.put(id, node);
            modules.add(module(node));
          });
    }
    writes = new WriteDecisions(observed, nodes);
    lookups = new LookupDecisions(nodes);
  }

  /** The rules about what is written to MISP. */
  WriteDecisions writes() {
    return writes;
  }

  /** The rules about what is asked, and loaded anew. */
  LookupDecisions lookups() {
    return lookups;
  }

  private static String module(@Nullable Object node) {
    return Loose.text(Loose.child(Loose.child(node, "data"), "id"));
  }

  private boolean filters() {
    return modules.stream().anyMatch(id -> id.startsWith("generic-filter"));
  }

  private boolean isLogic(@Nullable Map<String, @Nullable Object> step) {
    if (step == null) return false;
    Object node = nodes.get(Loose.text(step.get("id")));
    return "logic".equals(Loose.child(Loose.child(node, "data"), "module_type"));
  }

  private boolean canRun(String module) {
    Object enabled = observed.input().get("enabled");
    if (enabled != null && !Loose.values(enabled).contains(module)) return false;
    return !Loose.values(observed.input().get("disabled")).contains(module)
        && World.FIXED.texts("all_modules").contains(module);
  }

  /**
   * Why the walks part at a step.
   *
   * @param theirs the reference's steps
   * @param i where they part
   */
  Optional<String> parting(
      List<Map<String, @Nullable Object>> theirs,
      int i,
      @Nullable Map<String, @Nullable Object> their,
      @Nullable Map<String, @Nullable Object> our,
      @Nullable Object ourStep) {
    if (their != null && our != null && Objects.equals(their.get("id"), our.get("id"))) {
      return sameNode(Loose.text(their.get("module")), their, our, Loose.child(ourStep, "errors"));
    }
    if (their != null && "concurrent-task".equals(their.get("module")) && dangles(their))
      return Optional.of("D4");
    Map<String, @Nullable Object> before = i == 0 ? null : theirs.get(i - 1);
    if (isLogic(before)
        && before != null
        && Boolean.FALSE.equals(before.get("result"))
        && !canRun(Loose.text(before.get("module")))) return Optional.of("D2");
    if (isLogic(their)) {
      for (Map<String, @Nullable Object> step : theirs.subList(0, i)) {
        if (!isLogic(step) && !Boolean.TRUE.equals(step.get("result"))) return Optional.of("D1");
      }
    }
    return Optional.empty();
  }

  /** Whether a node is connected to one that isn't there. */
  private boolean dangles(Map<String, @Nullable Object> step) {
    Object node = nodes.get(Loose.text(step.get("id")));
    for (Object output : Loose.values(Loose.child(node, "outputs"))) {
      for (Object connection : Loose.values(Loose.child(output, "connections"))) {
        if (!nodes.containsKey(Loose.text(Loose.child(connection, "node")))) return true;
      }
    }
    return false;
  }

  private Optional<String> sameNode(
      String module,
      Map<String, @Nullable Object> their,
      Map<String, @Nullable Object> our,
      @Nullable Object errors) {
    boolean theyFailed = !Boolean.TRUE.equals(their.get("result"));
    boolean weFailed = !Boolean.TRUE.equals(our.get("result"));
    String text =
        Loose.values(errors).isEmpty() ? "" : Loose.text(Loose.values(errors).iterator().next());
    if (weFailed && !theyFailed && text.matches("(?s)line \\d+: .*"))
      return Optional.of(module.equals("Module_attribute_comment_operation") ? "D10" : "D9");
    Optional<String> write =
        writes.sameNode(module, Loose.text(their.get("id")), theyFailed, weFailed);
    if (write.isPresent()) return write;
    if (isLogic(their)) {
      if (filters()) return Optional.of("D5");
      if (writes.showLater()) return Optional.of("D24");
      return Declared.tagSets(asLogic(module, their))
          .or(() -> Declared.distribution(asLogic(module, their)))
          .or(lookups::logic);
    }
    return switch (module) {
      case "ms-teams-webhook", "splunk-hec-export" -> Optional.of("D15");
      case "enrich-event", "proposal-action" ->
          weFailed && !theyFailed
              ? lookups.failed(module, Loose.text(their.get("id")))
              : Optional.empty();
      case "send-mail", "send-log-mail" -> Optional.of("D17");
      default -> Optional.empty();
    };
  }

  private Case asLogic(String module, Map<String, @Nullable Object> step) {
    Object node = Objects.requireNonNull(nodes.get(Loose.text(step.get("id"))));
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    input.put("module", module);
    input.put("params", Loose.child(Loose.child(node, "data"), "indexed_params"));
    input.put("data", observed.input().get("payload"));
    return new Case(observed.name(), input, observed.expected());
  }

  Optional<String> outcome(Optional<String> parted) {
    if (parted.isPresent()) return parted;
    boolean blockedLogic = nodes.values().stream().anyMatch(n -> !canRun(module(n)));
    return blockedLogic ? Optional.of("D2") : Optional.empty();
  }

  Optional<String> blockedPaths() {
    return Optional.of("D1").filter(d -> nodes.values().stream().anyMatch(this::isLogicNode));
  }

  private boolean isLogicNode(@Nullable Object node) {
    return "logic".equals(Loose.child(Loose.child(node, "data"), "module_type"));
  }

  /** An effect of the reference that is left out here. */
  Optional<String> dropped(Map<String, @Nullable Object> effect) {
    String kind = Loose.text(effect.get("kind"));
    if (kind.equals("attribute.edit_bulk"))
      return Optional.of(Loose.values(effect.get("attribute_ids")).isEmpty() ? "D11" : "D16");
    if (kind.endsWith("_tags") && Loose.values(effect.get("tags")).isEmpty())
      return Optional.of("D11");
    boolean disabled =
        kind.equals("mail")
            && World.FIXED.records("users").stream()
                .anyMatch(
                    u ->
                        Loose.truthy(u.get("disabled"))
                            && Objects.equals(u.get("email"), effect.get("to")));
    return disabled ? Optional.of("D17") : Optional.empty();
  }

  /** An effect that the reference doesn't have. */
  Optional<String> added(Map<String, @Nullable Object> effect) {
    boolean free =
        "mail".equals(effect.get("kind"))
            && World.FIXED.records("users").stream()
                .noneMatch(u -> Objects.equals(u.get("email"), effect.get("to")));
    return free ? Optional.of("D17") : Optional.empty();
  }

  Optional<String> effectKinds() {
    return templatesOff() ? Optional.of("D9") : writes.added();
  }

  /** The reference's template service is away; ours is no service. */
  private boolean templatesOff() {
    return Loose.truthy(observed.input().get("jinja_error"));
  }

  Optional<String> effectField(
      Map<String, @Nullable Object> their, Map<String, @Nullable Object> our, String key) {
    if (key.equals("event_id") && their.get("event_id") == null) return Optional.of("D11");
    if (key.equals("entry") && filters()) return Optional.of("D5");
    if (key.equals("body") && our.get(key) == null && rendersPayload()) return Optional.of("D9");
    if (key.equals("filteredItems") && Loose.values(our.get(key)).isEmpty())
      return Optional.of("D22");
    boolean card =
        modules.contains("ms-teams-webhook")
            && Loose.text(Loose.child(their.get("body"), "text")).startsWith("{");
    return card && (key.equals("headers") || key.equals("body"))
        ? Optional.of("D15")
        : Optional.empty();
  }

  /** Whether a webhook has a template for its payload, which may render to nothing. */
  private boolean rendersPayload() {
    return nodes.values().stream()
        .map(
            node ->
                Loose.child(Loose.child(Loose.child(node, "data"), "indexed_params"), "payload"))
        .anyMatch(payload -> Loose.text(payload).contains("{"));
  }

  /** Of two nodes that failed, each with a text of its own. */
  Optional<String> errorTexts(List<@Nullable Object> said, List<String> ours) {
    if (said.size() != ours.size()) return Optional.empty();
    if (templatesOff()) return Optional.of("D9");
    if (Boolean.FALSE.equals(
        World.FIXED.setting(observed, "Security.rest_client_enable_arbitrary_urls")))
      return Optional.of("D33");
    Optional<String> decision = Optional.empty();
    for (int i = 0; i < ours.size(); i++) {
      String their = Loose.text(said.get(i));
      String our = ours.get(i);
      if (their.equals(our)) continue;
      int node = our.indexOf("error: ");
      if (node < 0 || !their.startsWith(our.substring(0, node))) return Optional.empty();
      String text = our.substring(node + "error: ".length());
      if (text.equals("Authentication failed.")) decision = Optional.of("D14");
      else if (text.matches("(?s)(.*\\()?(the message can't be shown: )?line \\d+: .*"))
        decision = Optional.of("D9");
      else return Optional.empty();
    }
    return decision;
  }

  Optional<String> data(@Nullable Object their, @Nullable Object our) {
    Optional<String> lookup = lookups.data(their, our);
    if (lookup.isPresent()) return lookup;
    return writes
        .data(lookups.neutral(their), lookups.neutral(our))
        .or(() -> filters() ? Optional.of("D5") : Optional.empty());
  }
}
