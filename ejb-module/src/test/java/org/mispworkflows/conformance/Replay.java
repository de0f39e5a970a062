package org.mispworkflows.conformance;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.CoreFormat;
import org.mispworkflows.data.Filtered;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.engine.DebugProbe;
import org.mispworkflows.engine.Journal;
import org.mispworkflows.engine.Limits;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.Outcome;
import org.mispworkflows.engine.Plan;
import org.mispworkflows.engine.PlanCompiler;
import org.mispworkflows.engine.Walk;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.run.DebugPosts;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.ModuleResult.Done;
import org.mispworkflows.spi.ModuleResult.Failed;
import org.mispworkflows.spi.ModuleResult.Fork;
import org.mispworkflows.spi.ModuleResult.Output;
import org.mispworkflows.spi.ModuleResult.Refilter;
import org.mispworkflows.spi.ModuleResult.Stopped;
import org.mispworkflows.spi.ModuleType;
import org.mispworkflows.spi.PathFilters;
import org.mispworkflows.spi.RunInfo;
import org.mispworkflows.spi.TriggerInfo;

/** Repeats one walk of a workflow, and the walks of the branches that it queues. */
final class Replay {

  /** The reference follows no more branches than these. */
  private static final int MAX_JOBS = 25;

  private final Case observed;
  private final Effects effects = new Effects();
  private final RecordedMisp misp;
  private final ModuleCatalog modules;
  private final Plan plan;
  private final Map<String, @Nullable Object> workflow;
  private final Effects debugEffects = new Effects();
  private final DebugPosts debug;
  private final Deque<Job> queue = new ArrayDeque<>();
  private int jobs;

  /** A branch that waits for its turn. */
  private record Job(
      Plan.Node head, Map<String, @Nullable Object> data, PathFilters filters, long id) {}

  /**
   * What a walk did, in the words of the vectors.
   *
   * @param errors of nodes that aren't logic; the reference drops those
   * @param data the stored data at the end
   */
  record Seen(
      Outcome outcome,
      List<String> errors,
      List<@Nullable Object> executed,
      List<@Nullable Object> failed,
      List<List<String>> blockedPaths,
      List<@Nullable Object> trace,
      List<Map<String, @Nullable Object>> effects,
      Map<String, @Nullable Object> data) {}

  Replay(Case observed) {
    this.observed = observed;
    misp = new RecordedMisp(observed, World.FIXED, effects);
    debug = Surroundings.debugPosts(observed, debugEffects);
    modules = Modules.injected(Surroundings.of(observed, effects));
    workflow = Objects.requireNonNull(Json.map(observed.input().get("workflow")));
    Predicate<String> enabled = enabled();
    plan =
        new PlanCompiler(modules, enabled, Limits.DEFAULT).compile(Graph.of(workflow.get("data")));
  }

  private Predicate<String> enabled() {
    Object only = observed.input().get("enabled");
    List<String> off =
        Loose.values(observed.input().get("disabled")).stream().map(Loose::text).toList();
    if (only == null) return id -> !off.contains(id);
    List<String> on = Loose.values(only).stream().map(Loose::text).toList();
    return id -> on.contains(id) && !off.contains(id);
  }

  /** The node of this id; null when there is none. */
  Plan.@Nullable Node node(String id) {
    return plan.nodes().get(id);
  }

  Plan.@Nullable Node trigger() {
    return plan.trigger();
  }

  boolean isBlocking(String trigger) {
    return modules.trigger(trigger).orElseThrow().info().blocking();
  }

  boolean isAboutEvents(String trigger) {
    TriggerInfo info = modules.trigger(trigger).orElseThrow().trigger();
    return info != null && info.scope().equals("event");
  }

  boolean knowsTrigger(String trigger) {
    return modules.trigger(trigger).isPresent();
  }

  /** The payload as the nodes behind the trigger see it; null when it isn't convertible. */
  @Nullable Object normalized(Plan.Node trigger) {
    Probe probe = new Probe();
    Plan.Node start =
        Objects.requireNonNull(
            new PlanCompiler(
                    new ModuleCatalog(
                        List.of(modules.find(trigger.moduleId()).orElseThrow().module(), probe)),
                    id -> true,
                    Limits.DEFAULT)
                .compile(Graph.of(probed(trigger.moduleId())))
                .trigger());
    new Walk(run(true), misp, Limits.DEFAULT, (head, data, filters) -> {})
        .fire(start, modules.trigger(trigger.moduleId()).orElseThrow(), payload());
    return probe.views().isEmpty() ? null : probe.views().get(0);
  }

  private static Map<String, @Nullable Object> probed(String trigger) {
    Map<String, @Nullable Object> graph = new LinkedHashMap<>();
    graph.put(
        "1",
        Map.of(
            "data",
            Map.of(
                "id",
                trigger,
                "module_type",
                "trigger",
                "indexed_params",
                Map.of("scope", "any", "locality", "any")),
            "outputs",
            Map.of("output_1", Map.of("connections", List.of(Map.of("node", "2"))))));
    graph.put("2", Map.of("data", Map.of("id", "probe", "module_type", "action")));
    return graph;
  }

  private Map<String, @Nullable Object> payload() {
    Map<String, @Nullable Object> payload = Json.map(Trees.copy(observed.input().get("payload")));
    return payload == null ? new LinkedHashMap<>() : payload;
  }

  /** Fires the trigger. */
  Seen fire(Plan.Node trigger, boolean blocking) {
    Walk walk = walk(blocking);
    return seen(walk.fire(trigger, modules.trigger(trigger.moduleId()).orElseThrow(), payload()));
  }

  /** Walks from a node, with the payload as data. */
  Seen from(Plan.Node start, boolean blocking) {
    return seen(walk(blocking).from(start, CoreFormat.relinked(payload()), PathFilters.NONE));
  }

  /** What the debug endpoint was told. */
  List<@Nullable Object> debugPosts() {
    List<@Nullable Object> posts = new ArrayList<>();
    for (Map<String, @Nullable Object> effect : debugEffects.taken()) {
      Map<String, @Nullable Object> post = new LinkedHashMap<>();
      post.put("url", URLDecoder.decode(Loose.text(effect.get("url")), StandardCharsets.UTF_8));
      Map<String, @Nullable Object> body = Objects.requireNonNull(Json.map(effect.get("body")));
      body.remove("timestamp");
      post.put("body", body);
      posts.add(post);
    }
    return posts;
  }

  /** Walks the branches that were queued, in order, and those that they queue. */
  List<Map.Entry<String, Seen>> branches() {
    List<Map.Entry<String, Seen>> walked = new ArrayList<>();
    while (!queue.isEmpty() && walked.size() < MAX_JOBS) {
      Job job = queue.removeFirst();
      Seen seen = seen(walk(false).from(job.head, CoreFormat.relinked(job.data), job.filters));
      walked.add(Map.entry(job.head.id(), seen));
    }
    return walked;
  }

  private Walk walk(boolean blocking) {
    RunInfo run = run(blocking);
    boolean debugged = Loose.truthy(workflow.get("debug_enabled"));
    return new Walk(
        run, misp, Limits.DEFAULT, this::fork, debugged ? debug.probe(run) : DebugProbe.NONE);
  }

  private RunInfo run(boolean blocking) {
    return new RunInfo(
        1,
        Loose.text(workflow.get("trigger_id")),
        Loose.integer(workflow.get("id")),
        Loose.text(workflow.get("name")),
        blocking,
        false,
        "");
  }

  private void fork(Plan.Node head, Map<String, @Nullable Object> data, PathFilters filters) {
    effects.add(
        "job.enqueue",
        "command",
        "walkGraph",
        "node_id",
        head.id(),
        "path_type",
        "non-blocking",
        "data",
        Filtered.view(data, filters));
    queue.add(new Job(head, Objects.requireNonNull(Json.map(Trees.copy(data))), filters, ++jobs));
  }

  private Seen seen(Walk.Result result) {
    List<@Nullable Object> executed = new ArrayList<>();
    List<@Nullable Object> failed = new ArrayList<>();
    List<@Nullable Object> trace = new ArrayList<>();
    List<String> errors = new ArrayList<>(result.errors());
    for (Journal.Entry entry : result.journal().entries()) {
      Plan.Node node = entry.node();
      boolean logic = node.type() == ModuleType.LOGIC;
      List<String> texts = texts(entry.result());
      boolean worked = worked(entry.result());
      Map<String, @Nullable Object> name = new LinkedHashMap<>();
      name.put("id", node.id());
      name.put("module", node.moduleId());
      if (!logic) {
        executed.add(name);
        if (!worked) failed.add(name);
      } else {
        errors.removeIf(e -> e.startsWith("Node `" + node.moduleId() + "` (" + node.id() + ") "));
      }
      Map<String, @Nullable Object> step = new LinkedHashMap<>(name);
      step.put("result", worked);
      if (!texts.isEmpty()) step.put("errors", texts);
      // the reference executes a concurrent task once for each connection
      int times = entry.result() instanceof Fork ? connections(node) : 1;
      for (int i = 0; i < times; i++) trace.add(step);
    }
    return new Seen(
        result.outcome(),
        errors,
        executed,
        failed,
        result.journal().blockedPaths(),
        trace,
        effects.taken(),
        result.data());
  }

  private static int connections(Plan.Node node) {
    return node.outputs().isEmpty() ? 0 : node.outputs().get(0).size();
  }

  private static boolean worked(ModuleResult result) {
    if (result instanceof Output output) return output.number() == 1;
    return result instanceof Done || result instanceof Refilter || result instanceof Fork;
  }

  private static List<String> texts(ModuleResult result) {
    if (result instanceof Output output) return output.errors();
    if (result instanceof Failed failed) return failed.errors();
    return result instanceof Stopped stopped ? List.of(stopped.message()) : List.of();
  }
}
