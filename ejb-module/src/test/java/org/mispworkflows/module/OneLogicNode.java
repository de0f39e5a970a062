package org.mispworkflows.module;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.Journal;
import org.mispworkflows.engine.Limits;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.PlanCompiler;
import org.mispworkflows.engine.Walk;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.ModuleResult.Output;
import org.mispworkflows.spi.PathFilters;
import org.mispworkflows.spi.RunInfo;

/** One logic node, run by itself as a run would. */
final class OneLogicNode {

  private static final RunInfo RUN = new RunInfo(1, "event-publish", 5, "Test", true, false, "");

  private OneLogicNode() {}

  /**
   * Where a node went.
   *
   * @param output 1 for {@code output_1}; 0: nowhere
   * @param errors of the run
   * @param notes of the node
   */
  record Way(int output, List<String> errors, List<String> notes) {}

  /** Runs the module with parameters and data in JSON; single quotes stand for double ones. */
  static Way of(LogicModule<?> module, String parameters, String data) {
    String id = module.descriptor().id();
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put(
        "data",
        Map.of(
            "id",
            id,
            "module_type",
            "logic",
            "indexed_params",
            Objects.requireNonNull(Json.parse(parameters.replace('\'', '"')))));
    Walk.Result walked =
        new Walk(RUN, MispConnection.NONE, Limits.DEFAULT, (head, fork, filters) -> {})
            .from(
                Objects.requireNonNull(
                    new PlanCompiler(
                            new ModuleCatalog(List.of(module)), any -> true, Limits.DEFAULT)
                        .compile(Graph.of(Map.of("3", node)))
                        .nodes()
                        .get("3")),
                Objects.requireNonNull(Json.map(Json.parse(data.replace('\'', '"')))),
                PathFilters.NONE);
    Journal.Entry entry = walked.journal().entries().get(0);
    int output = entry.result() instanceof Output o ? o.number() : 0;
    return new Way(output, walked.errors(), entry.notes());
  }
}
