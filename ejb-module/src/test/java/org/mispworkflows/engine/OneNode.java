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
  private final MispConnection misp;
  private final String savedFilters;
  private final String startedBy;
  private final boolean dry;

  /** Of this module, without a MISP. */
  public OneNode(ActionModule<?> module) {
    this(module, MispConnection.NONE, "{}", "", false);
  }

  private OneNode(
      ActionModule<?> module,
      MispConnection misp,
      String savedFilters,
      String startedBy,
      boolean dry) {
    this.module = module;
    this.misp = misp;
    this.savedFilters = savedFilters;
    this.startedBy = startedBy;
    this.dry = dry;
  }

  /** The same with a MISP behind the run. */
  public OneNode with(MispConnection misp) {
    return new OneNode(module, misp, savedFilters, startedBy, dry);
  }

  /**
   * The same with a filter of the node.
   *
   * @param filter JSON: selector, path, operator, value
   */
  public OneNode filteredBy(String filter) {
    return new OneNode(module, misp, filter, startedBy, dry);
  }

  /** The same in a run that this caller started. */
  public OneNode startedBy(String caller) {
    return new OneNode(module, misp, savedFilters, caller, dry);
  }

  /** The same as a dry run. */
  public OneNode dry() {
    return new OneNode(module, misp, savedFilters, startedBy, true);
  }

  /**
   * What came of it.
   *
   * @param result of the module
   * @param notes it wrote down
   * @param data as the next node gets them
   */
  public record Outcome(
      ModuleResult result, List<String> notes, Map<String, @Nullable Object> data) {

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
    return run(parameters, Objects.requireNonNull(Json.map(Json.parse(data))));
  }

  /**
   * Runs the node.
   *
   * @param parameters JSON, on one line
   * @param data which may be changed
   */
  public Outcome run(String parameters, Map<String, @Nullable Object> data) {
    return run(parameters, data, PathFilters.NONE);
  }

  /**
   * Runs the node.
   *
   * @param parameters JSON, on one line
   * @param data which may be changed
   * @param view through which the path that leads to the node sees the data
   */
  public Outcome run(String parameters, Map<String, @Nullable Object> data, PathFilters view) {
    Plan plan = compiler().compile(graph(parameters));
    RunInfo run = new RunInfo(1, "event-publish", 5, "Test", true, dry, startedBy);
    Walk walk = new Walk(run, misp, Limits.DEFAULT, (head, tree, filters) -> {});
    Walk.Result walked = walk.from(Objects.requireNonNull(plan.trigger()), data, view);
    Journal.Entry entry = walked.journal().entries().get(0);
    return new Outcome(entry.result(), entry.notes(), walked.data());
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
    Map<String, @Nullable Object> nodes =
        GraphText.tree(
            "1 trigger:event-publish -> 2\n2 action:"
                + module.descriptor().id()
                + " "
                + parameters);
    Map<String, @Nullable Object> node = Objects.requireNonNull(Json.map(nodes.get("2")));
    Objects.requireNonNull(Json.map(node.get("data")))
        .put("saved_filters", Json.parse(savedFilters));
    return Graph.of(nodes);
  }
}
