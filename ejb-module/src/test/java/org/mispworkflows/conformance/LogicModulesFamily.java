package org.mispworkflows.conformance;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.RoamingTree;
import org.mispworkflows.engine.Limits;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.Plan;
import org.mispworkflows.engine.PlanCompiler;
import org.mispworkflows.engine.Walk;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.module.logic.ConcurrentTask;
import org.mispworkflows.module.logic.CountIf;
import org.mispworkflows.module.logic.DistributionIf;
import org.mispworkflows.module.logic.GenericIf;
import org.mispworkflows.module.logic.OrganisationIf;
import org.mispworkflows.module.logic.PublishedIf;
import org.mispworkflows.module.logic.TagIf;
import org.mispworkflows.module.logic.ThreatLevelIf;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.ModuleResult.Fork;
import org.mispworkflows.spi.ModuleResult.Output;
import org.mispworkflows.spi.RunInfo;

/**
 * The logic modules, one at a time: which output they choose. Modules that aren't there yet are
 * mismatches.
 */
final class LogicModulesFamily implements Family {

  private static final ModuleCatalog MODULES =
      new ModuleCatalog(
          List.of(
              new GenericIf(),
              new TagIf(),
              new DistributionIf(),
              new OrganisationIf(),
              new PublishedIf(),
              new ThreatLevelIf(),
              new CountIf(),
              new ConcurrentTask()));

  private static final RunInfo RUN = new RunInfo(0, "event-publish", 5, "logic-probe", true, false);

  @Override
  public String name() {
    return "logic_modules";
  }

  @Override
  public Verdict judge(Case observed) {
    Object expected = observed.expected().get("output");
    Walk.Result walked = walk(observed);
    ModuleResult result = walked.journal().entries().get(0).result();
    Object actual =
        result instanceof Output output
            ? "output_" + output.number()
            : result instanceof Fork ? null : "none: " + walked.errors();
    Optional<String> decision =
        Declared.phpError(observed)
            .or(() -> Declared.disabledLogic(observed))
            .or(() -> Declared.tagSets(observed))
            .or(() -> Declared.distribution(observed))
            .or(() -> Declared.malformedPathParameter(observed));
    return Verdict.of(
        Objects.equals(expected, actual) && !observed.crashed(), decision, expected, actual);
  }

  private static Walk.Result walk(Case observed) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("id", observed.text("module"));
    data.put("module_type", "logic");
    data.put("indexed_params", observed.input().get("params"));
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("id", 3L);
    node.put("name", observed.text("module"));
    node.put("data", data);
    Set<String> disabled = new HashSet<>();
    Loose.values(observed.input().get("disabled")).forEach(id -> disabled.add(Loose.text(id)));
    Plan plan =
        new PlanCompiler(MODULES, id -> !disabled.contains(id), Limits.DEFAULT)
            .compile(Graph.of(Map.of("3", node)));
    Map<String, @Nullable Object> tree = Json.map(observed.input().get("data"));
    return new Walk(RUN, MispConnection.NONE, Limits.DEFAULT, (head, fork) -> {})
        .from(
            Objects.requireNonNull(plan.nodes().get("3")),
            new RoamingTree(tree == null ? new LinkedHashMap<>() : tree));
  }
}
