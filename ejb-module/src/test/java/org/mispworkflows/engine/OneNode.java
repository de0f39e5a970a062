package org.mispworkflows.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.graph.GraphText;
import org.mispworkflows.module.trigger.EventPublish;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.PathFilters;
import org.mispworkflows.spi.RunInfo;

/** Runs one action behind a trigger, as a workflow named Test. */
public final class OneNode {

  private final ActionModule<?> module;

  /** Of this module. */
  public OneNode(ActionModule<?> module) {
    this.module = module;
  }

  /**
   * What came of it.
   *
   * @param result of the module
   * @param notes it wrote down
   */
  public record Outcome(ModuleResult result, List<String> notes) {

    /** The errors of a failure. */
    public List<String> errors() {
      return ((ModuleResult.Failed) result).errors();
    }

    /** Whether it did what it should. */
    public boolean isDone() {
      return result instanceof ModuleResult.Done;
    }
  }

  /**
   * Runs the node.
   *
   * @param parameters JSON, on one line
   * @param data JSON
   */
  public Outcome run(String parameters, String data) {
    Plan plan = compiler().compile(graph(parameters));
    RunInfo run = new RunInfo(1, "event-publish", 5, "Test", true, false);
    Walk walk = new Walk(run, MispConnection.NONE, Limits.DEFAULT, (head, tree, filters) -> {});
    Map<String, @Nullable Object> tree = Objects.requireNonNull(Json.map(Json.parse(data)));
    Journal.Entry entry =
        walk.from(Objects.requireNonNull(plan.trigger()), tree, PathFilters.NONE)
            .journal()
            .entries()
            .get(0);
    return new Outcome(entry.result(), entry.notes());
  }

  /** What is wrong with such a node when it is saved. */
  public List<Finding> check(String parameters) {
    return compiler().check(graph(parameters));
  }

  private PlanCompiler compiler() {
    ModuleCatalog catalog = new ModuleCatalog(List.of(new EventPublish(), module));
    return new PlanCompiler(catalog, id -> true, Limits.DEFAULT);
  }

  private Graph graph(String parameters) {
    return GraphText.of(
        "1 trigger:event-publish -> 2\n2 action:" + module.descriptor().id() + " " + parameters);
  }
}
