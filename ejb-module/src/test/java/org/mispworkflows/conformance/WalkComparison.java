package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * Compares one walk with what the reference did. Nodes are compared first: where the walks part,
 * the reason must be a decision, and what follows from it isn't compared again.
 */
final class WalkComparison {

  private final Map<String, @Nullable Object> expected;
  private final @Nullable Object normalized;
  private final Replay.Seen seen;
  private final Judgement judgement;
  private final WalkDecisions decisions;
  private final Map<String, @Nullable Object> input;

  /**
   * Of one walk.
   *
   * @param expected what the reference did
   * @param normalized the data at the start, which {@code =normalized} and {@code =input} stand for
   */
  WalkComparison(
      Case observed,
      Map<String, @Nullable Object> expected,
      @Nullable Object normalized,
      Replay.Seen seen,
      Judgement judgement) {
    this.expected = expected;
    this.normalized = normalized;
    this.seen = seen;
    this.judgement = judgement;
    this.decisions = new WalkDecisions(observed);
    this.input = observed.input();
  }

  void sameOutcome(String word) {
    String ours = seen.outcome().name().toLowerCase(Locale.ROOT);
    judgement.same("outcome", word, ours, decisions.outcome(parting()));
  }

  void compare() {
    Optional<String> parted = parting();
    if (parted.isPresent()) {
      judgement.differs("trace", steps(expected.get("trace")), steps(seen.trace()), parted);
      return;
    }
    judgement.same("trace", steps(expected.get("trace")), steps(seen.trace()), Optional.empty());
    judgement.same(
        "success",
        expected.get("success"),
        WalksFamily.goesOn(seen.outcome()),
        decisions.outcome(Optional.empty()));
    errors();
    if (expected.containsKey("executed_nodes")) {
      judgement.same(
          "executed", named(expected.get("executed_nodes")), seen.executed(), Optional.empty());
      judgement.same(
          "failed", named(expected.get("blocking_nodes")), seen.failed(), Optional.empty());
      judgement.same(
          "blocked paths",
          expected.get("blocked_paths"),
          seen.blockedPaths(),
          decisions.blockedPaths());
    }
    if (!effects()) return;
    Object data = expected.get("final_raw");
    if (data instanceof String) data = normalized;
    if (expected.containsKey("final_raw")) sameData("data", data, seen.data());
  }

  private void errors() {
    List<@Nullable Object> said = new ArrayList<>(Loose.values(expected.get("errors")));
    List<String> ours = new ArrayList<>(seen.errors());
    // the reference tells it with the outcome
    ours.removeIf(
        e ->
            e.startsWith("Error while normalizing data")
                && Loose.text(expected.get("outcome"))
                    .startsWith("failure Error while normalizing"));
    if (Trees.same(said, ours)) return;
    // the reference's failures may be silent; ours never are
    List<String> extra = new ArrayList<>(ours);
    extra.removeIf(said::contains);
    List<String> silent = silentFailures();
    boolean excused =
        ours.size() - extra.size() == said.size()
            && extra.stream().allMatch(e -> silent.stream().anyMatch(e::startsWith));
    judgement.differs(
        "errors", said, ours, excused ? Optional.of("D25") : decisions.errorTexts(said, ours));
  }

  /** How the errors of nodes begin that failed in the reference without a word. */
  private List<String> silentFailures() {
    List<String> silent = new ArrayList<>();
    for (Object step : Loose.values(expected.get("trace"))) {
      if (Boolean.FALSE.equals(Loose.child(step, "result")) && Loose.child(step, "errors") == null)
        silent.add(
            "Node `"
                + Loose.child(step, "module")
                + "` ("
                + Loose.text(Loose.child(step, "id"))
                + ") ");
    }
    return silent;
  }

  /** Compares the effects; false when what follows from them needn't be compared again. */
  private boolean effects() {
    List<Map<String, @Nullable Object>> ours = new ArrayList<>();
    for (Map<String, @Nullable Object> effect : seen.effects()) {
      Map<String, @Nullable Object> canonical = CanonicalEffect.of(effect, normalized);
      Optional<String> added = decisions.added(canonical);
      if (added.isPresent()) judgement.differs("effects", "none", effect, added);
      else ours.add(canonical);
    }
    List<Map<String, @Nullable Object>> theirs = new ArrayList<>();
    for (Map<String, @Nullable Object> canonical : expectedEffects(ours)) {
      Optional<String> dropped =
          decisions.dropped(canonical).or(() -> LookupDecisions.dropped(canonical));
      if (dropped.isEmpty() && canonical.containsKey("tags")) {
        Map<String, @Nullable Object> our =
            theirs.size() < ours.size() ? ours.get(theirs.size()) : Map.of();
        dropped = retagged(canonical, our);
      }
      if (dropped.isPresent()) judgement.differs("effects", canonical, "none", dropped);
      else theirs.add(canonical);
    }
    if (theirs.size() > ours.size()) {
      // calls that name no event are made by the reference only
      boolean nameless =
          theirs.removeIf(e -> e.containsKey("event_id") && e.get("event_id") == null);
      if (nameless)
        judgement.differs("effects", "a call without an event", "none", Optional.of("D11"));
    }
    List<@Nullable Object> kinds = kinds(theirs);
    if (!kinds.equals(kinds(ours))) {
      Optional<String> decision = decisions.effectKinds().or(() -> decisions.lookups().added(ours));
      judgement.differs("effects", kinds, kinds(ours), decision);
      return decision.isEmpty();
    }
    for (int i = 0; i < ours.size(); i++) {
      Map<String, @Nullable Object> their = theirs.get(i);
      Map<String, @Nullable Object> our = ours.get(i);
      for (String key : their.keySet()) {
        String what = "effect " + i + " (" + their.get("kind") + ") " + key;
        Optional<String> decision = decisions.effectField(their, our, key);
        if (CanonicalEffect.isData(key) && decision.isEmpty())
          sameData(what, their.get(key), our.get(key));
        else judgement.same(what, their.get(key), our.get(key), decision);
      }
    }
    return true;
  }

  /** The reference's effects, without the questions that it asks again. */
  private List<Map<String, @Nullable Object>> expectedEffects(
      List<Map<String, @Nullable Object>> ours) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (Object effect : Loose.values(expected.get("effects")))
      all.add(CanonicalEffect.of(effect, normalized));
    List<Map<String, @Nullable Object>> once = Questions.once(all, input);
    if (once.size() == all.size() || Questions.once(ours, input).size() < ours.size()) return all;
    judgement.differs("effects", kinds(all), kinds(once), Optional.of("D30"));
    return once;
  }

  /** Takes out of their effect what isn't done here; the decision when nothing is left of it. */
  private Optional<String> retagged(
      Map<String, @Nullable Object> their, Map<String, @Nullable Object> our) {
    if (Trees.same(their, our)) return Optional.empty();
    if (WriteDecisions.tagsNothing(their) && !Objects.equals(their.get("kind"), our.get("kind")))
      return Optional.of("D11");
    List<String> left = decisions.writes().left(their);
    if (Trees.same(left, their.get("tags"))) return Optional.empty();
    if (left.isEmpty()) return Optional.of("D12");
    judgement.differs("tags", their.get("tags"), left, Optional.of("D12"));
    their.put("tags", left);
    return Optional.empty();
  }

  private static List<@Nullable Object> kinds(List<Map<String, @Nullable Object>> effects) {
    List<@Nullable Object> kinds = new ArrayList<>();
    effects.forEach(effect -> kinds.add(effect.get("kind")));
    return kinds;
  }

  private void sameData(String what, @Nullable Object theirs, @Nullable Object ours) {
    if (Trees.same(theirs, ours)) return;
    if (Trees.sameInOrder(StoredView.data(theirs), StoredView.data(ours))
        && Loose.isTree(theirs)
        && Json.map(theirs) != null) {
      if (StoredView.isFiltered(theirs) && !what.equals("data"))
        judgement.differs(what, "filters among the data", "none", Optional.of("D5"));
      return;
    }
    judgement.differs(
        what, StoredView.clean(theirs), StoredView.clean(ours), decisions.data(theirs, ours));
  }

  /** Why the two walks went over different nodes; empty when they didn't or nothing explains it. */
  private Optional<String> parting() {
    List<Map<String, @Nullable Object>> theirs = steps(expected.get("trace"));
    List<Map<String, @Nullable Object>> ours = steps(seen.trace());
    for (int i = 0; i < Math.max(theirs.size(), ours.size()); i++) {
      Map<String, @Nullable Object> their = i < theirs.size() ? theirs.get(i) : null;
      Map<String, @Nullable Object> our = i < ours.size() ? ours.get(i) : null;
      if (Objects.equals(their, our)) continue;
      return decisions.parting(
          theirs, i, their, our, i < seen.trace().size() ? seen.trace().get(i) : null);
    }
    return Optional.empty();
  }

  private static List<Map<String, @Nullable Object>> steps(@Nullable Object trace) {
    List<Map<String, @Nullable Object>> steps = new ArrayList<>();
    for (Object step : Loose.values(trace)) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      plain.put("id", Loose.text(Loose.child(step, "id")));
      plain.put("module", Loose.child(step, "module"));
      plain.put("result", Loose.child(step, "result"));
      steps.add(plain);
    }
    return steps;
  }

  private static List<@Nullable Object> named(@Nullable Object nodes) {
    List<@Nullable Object> named = new ArrayList<>();
    for (Object node : Loose.values(nodes)) {
      Map<String, @Nullable Object> name = new LinkedHashMap<>();
      name.put("id", Loose.text(Loose.child(node, "id")));
      name.put("module", Loose.child(node, "module"));
      named.add(name);
    }
    return named;
  }
}
