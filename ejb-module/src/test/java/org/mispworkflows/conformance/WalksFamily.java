package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.engine.FailPolicy;
import org.mispworkflows.engine.Outcome;
import org.mispworkflows.engine.Plan;

/**
 * Whole workflows: outcome, errors, every executed node, every effect, the data at the end, and the
 * same of each queued branch.
 */
record WalksFamily(String name) implements Family {

  @Override
  public Verdict judge(Case observed) {
    Replay replay = new Replay(observed);
    return switch (observed.text("entry")) {
      case "router" -> router(observed, replay);
      case "walk_graph" -> fromNode(observed, replay);
      default -> executed(observed, replay);
    };
  }

  private static Verdict executed(Case observed, Replay replay) {
    Plan.Node trigger = Objects.requireNonNull(replay.trigger());
    if (observed.crashed()) return new Verdict.DeclaredDifference("D3");
    return compare(
        observed, replay, trigger, replay.fire(trigger, replay.isBlocking(trigger.moduleId())));
  }

  private static Verdict router(Case observed, Replay replay) {
    Object workflow = observed.input().get("workflow");
    String own = Loose.text(Loose.child(workflow, "trigger_id"));
    String fired =
        observed.text("router_trigger").isEmpty() ? own : observed.text("router_trigger");
    Plan.Node trigger = Objects.requireNonNull(replay.trigger());
    if (!replay.knowsTrigger(fired)) {
      return Verdict.of(observed.crashed(), Optional.empty(), "something else", "a refusal");
    }
    if (observed.crashed()) return new Verdict.DeclaredDifference("D3");
    if (!trigger.moduleId().equals(fired)) return new Verdict.DeclaredDifference("D26");
    boolean on =
        !Boolean.FALSE.equals(
            World.FIXED.setting(observed, "Plugin.Workflow_triggers_" + trigger.moduleId()));
    List<?> effects = List.copyOf(Loose.values(observed.expected().get("effects")));
    if (!on) {
      boolean nothing =
          Boolean.TRUE.equals(observed.expected().get("success")) && effects.isEmpty();
      return Verdict.of(nothing, Optional.empty(), effects, "nothing runs");
    }
    if (replay.isBlocking(fired))
      return compare(observed, replay, trigger, replay.fire(trigger, true));
    Object job = effects.isEmpty() ? null : effects.get(0);
    boolean same =
        Boolean.TRUE.equals(observed.expected().get("success"))
            && "executeWorkflowForTrigger".equals(Loose.child(job, "command"))
            && fired.equals(Loose.child(job, "trigger_id"))
            && Trees.same(Loose.child(job, "data"), Trees.queued(observed.input().get("payload")));
    return Verdict.of(same, Optional.empty(), effects, "the payload is queued as it came");
  }

  private static Verdict fromNode(Case observed, Replay replay) {
    Plan.Node start = replay.node(Loose.text(observed.input().get("start_node")));
    if (start == null) {
      return Verdict.of(observed.crashed(), Optional.empty(), "something else", "a refusal");
    }
    if (observed.crashed()) return new Verdict.DeclaredDifference("D3");
    String path = observed.text("for_path");
    if (!path.equals("blocking") && !path.equals("non-blocking"))
      return new Verdict.DeclaredDifference("D26");
    return compare(observed, replay, null, replay.from(start, path.equals("blocking")));
  }

  private static Verdict compare(
      Case observed, Replay replay, Plan.@Nullable Node trigger, Replay.Seen seen) {
    Judgement judgement = new Judgement();
    Map<String, @Nullable Object> expected = observed.expected();
    Object normalized =
        trigger == null ? observed.input().get("payload") : replay.normalized(trigger);
    boolean noEvent =
        trigger != null
            && replay.isAboutEvents(trigger.moduleId())
            && Json.map(Loose.child(observed.input().get("payload"), "Event")) == null;
    if (noEvent && seen.outcome() == Outcome.FAILURE) {
      judgement.differs("outcome", expected.get("outcome"), "failure", Optional.of("D32"));
      return judgement.verdict();
    }
    if (expected.containsKey("normalized") && seen.outcome() != Outcome.SKIPPED) {
      judgement.same("normalized", expected.get("normalized"), normalized, Optional.empty());
    }
    if (expected.get("outcome") instanceof String text) {
      String word = text.split(" ", 2)[0];
      boolean skipped = text.startsWith("failure Conditions on the trigger");
      if (skipped && seen.outcome() == Outcome.SKIPPED) {
        judgement.differs("outcome", text, "skipped", Optional.of("D18"));
        return judgement.verdict();
      }
      WalkComparison walk = new WalkComparison(observed, expected, normalized, seen, judgement);
      walk.sameOutcome(word);
      walk.compare();
    } else {
      new WalkComparison(observed, expected, normalized, seen, judgement).compare();
    }
    if (expected.containsKey("debug_posts"))
      judgement.same(
          "debug posts",
          resolved(expected.get("debug_posts"), normalized),
          replay.debugPosts(),
          Optional.empty());
    branches(observed, replay, normalized, judgement);
    return judgement.verdict();
  }

  /** Bodies that are told by a word, in full. */
  private static @Nullable Object resolved(@Nullable Object posts, @Nullable Object normalized) {
    Object copy = Trees.copy(posts);
    for (Object post : Loose.values(copy)) {
      Map<String, @Nullable Object> body = Json.map(Loose.child(post, "body"));
      if (body != null && body.get("data") instanceof String) body.put("data", normalized);
    }
    return copy;
  }

  private static void branches(
      Case observed, Replay replay, @Nullable Object normalized, Judgement judgement) {
    List<Map.Entry<String, Replay.Seen>> walked = replay.branches();
    List<Map<String, @Nullable Object>> runs = new ArrayList<>();
    Map<String, @Nullable Object> jobs = new LinkedHashMap<>();
    collectJobs(observed.expected(), normalized, jobs);
    for (Object run : Loose.values(observed.expected().get("concurrent_runs"))) {
      Map<String, @Nullable Object> map = Objects.requireNonNull(Json.map(run));
      collectJobs(map, jobs.get(Loose.text(map.get("job_id"))), jobs);
      runs.add(map);
    }
    // a job for a node that isn't there can't be queued here
    runs.removeIf(run -> replay.node(Loose.text(run.get("node_id"))) == null);
    if (judgement.isExplained() && runs.size() != walked.size()) return;
    List<String> expectedHeads = runs.stream().map(r -> Loose.text(r.get("node_id"))).toList();
    List<String> heads = walked.stream().map(Map.Entry::getKey).toList();
    judgement.same("branches", expectedHeads, heads, Optional.empty());
    for (int i = 0; i < Math.min(runs.size(), walked.size()); i++) {
      if (runs.get(i).containsKey("crash")) {
        judgement.differs("branch", "a crash", "none", Optional.of("D3"));
        continue;
      }
      Object data = jobs.get(Loose.text(runs.get(i).get("job_id")));
      new WalkComparison(observed, runs.get(i), data, walked.get(i).getValue(), judgement)
          .compare();
    }
  }

  /**
   * The data of each queued job, by its id.
   *
   * @param start the data that the run began with, which a word may stand for
   */
  private static void collectJobs(
      Map<String, @Nullable Object> run,
      @Nullable Object start,
      Map<String, @Nullable Object> jobs) {
    for (Object effect : Loose.values(run.get("effects"))) {
      Object data = Loose.child(effect, "data");
      if (Loose.child(effect, "job_id") != null)
        jobs.put(
            Loose.text(Loose.child(effect, "job_id")),
            "=normalized".equals(data) || "=input".equals(data) ? start : data);
    }
  }

  static boolean goesOn(Outcome outcome) {
    return outcome.letsCallerGoOn(FailPolicy.CLOSED);
  }
}
