package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Filtered;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.engine.Limits;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.Plan;
import org.mispworkflows.engine.PlanCompiler;
import org.mispworkflows.engine.Walk;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.module.logic.ConcurrentTask;
import org.mispworkflows.module.logic.CountIf;
import org.mispworkflows.module.logic.DistributionIf;
import org.mispworkflows.module.logic.GenericFilterData;
import org.mispworkflows.module.logic.GenericFilterReset;
import org.mispworkflows.module.logic.GenericIf;
import org.mispworkflows.module.logic.OrganisationIf;
import org.mispworkflows.module.logic.PublishedIf;
import org.mispworkflows.module.logic.TagIf;
import org.mispworkflows.module.logic.ThreatLevelIf;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.ModuleResult.Failed;
import org.mispworkflows.spi.ModuleResult.Fork;
import org.mispworkflows.spi.ModuleResult.Output;
import org.mispworkflows.spi.ModuleResult.Refilter;
import org.mispworkflows.spi.RunInfo;

/**
 * The logic modules, one at a time: the output that they choose, what they say, what the next node
 * sees and what is queued.
 */
final class LogicModulesFamily implements Family {

  private static final RunInfo RUN =
      new RunInfo(0, "event-publish", 5, "logic-probe", true, false, "");

  @Override
  public String name() {
    return "logic_modules";
  }

  @Override
  public Verdict judge(Case observed) {
    Seen seen = walk(observed);
    Map<String, @Nullable Object> expected = observed.expected();
    Judgement judgement = new Judgement();
    Optional<String> decision =
        Declared.phpError(observed)
            .or(() -> Declared.disabledLogic(observed))
            .or(() -> Declared.tagSets(observed))
            .or(() -> Declared.distribution(observed))
            .or(() -> Declared.malformedPathParameter(observed));
    if (observed.crashed()) judgement.differs("end", "a crash", seen.output, decision);
    else judgement.same("output", expected.get("output"), seen.output, decision);
    judgement.same("errors", expected.get("errors"), seen.errors, decision);

    Object before = observed.input().get("data");
    Object stored = expected.get("data_after");
    Object after = "unchanged".equals(stored) ? before : stored;
    judgement.same(
        "data",
        StoredView.data(after),
        seen.data,
        decision.or(() -> Declared.resetToSnapshot(observed)).or(() -> Declared.bakedIn(observed)));
    Object view = expected.get("view_after");
    Object expectedView = StoredView.data(view == null ? after : view);
    if (expected.containsKey("view_crash")) {
      judgement.differs("view", "a crash", seen.view, Declared.viewError(observed));
    } else if (seen.view != null && !Trees.sameInOrder(expectedView, seen.view)) {
      judgement.differs(
          "view",
          expectedView,
          seen.view,
          decision
              .or(() -> Declared.resetToSnapshot(observed))
              .or(() -> Declared.bakedIn(observed))
              .or(() -> Declared.nestedSelector(observed)));
    }
    queued(observed, seen, judgement, decision);
    return judgement.verdict();
  }

  private static void queued(
      Case observed, Seen seen, Judgement judgement, Optional<String> decision) {
    List<@Nullable Object> nodes = new ArrayList<>();
    for (Object effect : Loose.values(observed.expected().get("effects"))) {
      nodes.add(Loose.text(Loose.child(effect, "node_id")));
      Object data = Loose.child(effect, "data");
      Object filtered = seen.branchView == null ? Map.of() : seen.branchView;
      if (!Trees.sameInOrder(StoredView.data(data), filtered))
        judgement.differs(
            "data of the job", data, filtered, decision.or(() -> Declared.bakedIn(observed)));
    }
    judgement.same("jobs", nodes, seen.jobs, decision);
  }

  /** What came of one execution. */
  private static final class Seen {
    private @Nullable String output;
    private List<String> errors = List.of();
    private @Nullable Object data;
    private @Nullable Object view;
    private @Nullable Object branchView;
    private final List<@Nullable Object> jobs = new ArrayList<>();
  }

  private static Seen walk(Case observed) {
    Set<String> disabled = new HashSet<>();
    Loose.values(observed.input().get("disabled")).forEach(id -> disabled.add(Loose.text(id)));
    Probe probe = new Probe();
    ModuleCatalog modules =
        new ModuleCatalog(
            List.of(
                new GenericIf(),
                new TagIf(),
                new DistributionIf(),
                new OrganisationIf(),
                new PublishedIf(),
                new ThreatLevelIf(),
                new CountIf(),
                new ConcurrentTask(),
                new GenericFilterData(),
                new GenericFilterReset(),
                probe));
    Plan plan =
        new PlanCompiler(modules, id -> !disabled.contains(id), Limits.DEFAULT)
            .compile(graph(observed));
    Seen seen = new Seen();
    Object stored = observed.input().get("data");
    // concurrent tasks are given no outputs in the vectors but the node that they are to queue
    Walk walk =
        new Walk(
            RUN,
            MispConnection.NONE,
            Limits.DEFAULT,
            (head, data, filters) -> {
              seen.jobs.add(target(observed));
              seen.branchView = Trees.queued(Filtered.view(data, filters));
            });
    Walk.Result walked =
        walk.from(
            Objects.requireNonNull(plan.nodes().get("3")),
            StoredView.data(stored),
            StoredView.filters(stored));
    ModuleResult result = walked.journal().entries().get(0).result();
    seen.data = walked.data();
    if (!probe.views().isEmpty()) seen.view = probe.views().get(0);
    if (result instanceof Output output) {
      seen.output = "output_" + output.number();
      seen.errors = output.errors();
    } else if (result instanceof Refilter) {
      seen.output = "output_1";
    } else if (result instanceof Failed failed) {
      seen.output = "none";
      seen.errors = failed.errors();
    } else if (!(result instanceof Fork)) {
      throw new AssertionError(result);
    }
    return seen;
  }

  /** The reference is told the target in the data; without one it queues node 0. */
  private static String target(Case observed) {
    Object id = Loose.child(observed.input().get("data"), "__node_id_to_exec");
    return Long.toString(Loose.integer(id));
  }

  private static Graph graph(Case observed) {
    Map<String, @Nullable Object> nodes = new LinkedHashMap<>();
    Map<String, @Nullable Object> node =
        node("3", observed.text("module"), observed.input().get("params"));
    boolean forks = observed.text("module").equals("concurrent-task");
    node.put(
        "outputs",
        forks
            ? Map.of("output_1", connections("4"))
            : Map.of("output_1", connections("4"), "output_2", connections("5")));
    nodes.put("3", node);
    nodes.put("4", node("4", "probe", Map.of()));
    nodes.put("5", node("5", "probe", Map.of()));
    return Graph.of(nodes);
  }

  private static Map<String, @Nullable Object> connections(String target) {
    return Map.of("connections", List.of(Map.of("node", target, "output", "input_1")));
  }

  private static Map<String, @Nullable Object> node(
      String id, String module, @Nullable Object params) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("id", module);
    data.put("module_type", id.equals("3") ? "logic" : "action");
    data.put("indexed_params", Json.map(params) == null ? Map.of() : params);
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("id", id);
    node.put("name", module);
    node.put("data", data);
    return node;
  }
}
