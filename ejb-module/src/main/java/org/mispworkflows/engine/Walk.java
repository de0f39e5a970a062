package org.mispworkflows.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.CoreFormat;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.Plan.Node;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleDescriptor;
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

/**
 * One traversal of one plan: depth first, outputs in order, connections in order. A node that is
 * reached over two paths runs twice; a path never takes the same edge twice. Not thread-safe.
 */
public final class Walk {

  private final RunInfo run;
  private final MispConnection misp;
  private final Limits limits;
  private final Forks forks;
  private final DebugProbe probe;
  private final Journal journal = new Journal();
  private final List<String> errors = new ArrayList<>();
  private final Deque<Visit> todo = new ArrayDeque<>();
  private final Views views = new Views();
  private boolean logicFailed;

  /** Where the branches of a concurrent task go. */
  @FunctionalInterface
  public interface Forks {
    /** Starts a run of its own at a node, with its own copy of the data and the same filters. */
    void fork(Node head, Map<String, @Nullable Object> data, PathFilters filters);
  }

  /**
   * What came of it.
   *
   * @param outcome of the whole walk
   * @param errors what went wrong, in order, as a caller is told
   * @param journal every node that was executed
   * @param data the roaming data at the end, without filters
   */
  public record Result(
      Outcome outcome, List<String> errors, Journal journal, Map<String, @Nullable Object> data) {}

  /** A node still to visit, the edge over which its path came, and how it sees the data. */
  private record Visit(Node node, @Nullable PathEdge path, PathFilters filters) {}

  /** Prepares a walk of one run. */
  public Walk(RunInfo run, MispConnection misp, Limits limits, Forks forks) {
    this(run, misp, limits, forks, DebugProbe.NONE);
  }

  /** Prepares a walk of one run that somebody watches. */
  public Walk(RunInfo run, MispConnection misp, Limits limits, Forks forks, DebugProbe probe) {
    this.probe = probe;
    this.run = run;
    this.misp = misp;
    this.limits = limits;
    this.forks = forks;
  }

  /**
   * Walks from a trigger node: brings the payload into the form that the trigger promises, asks the
   * node's conditions, and goes on.
   *
   * @param trigger what the trigger says of itself
   * @param payload as it came; changed
   */
  public Result fire(Node start, ModuleDescriptor trigger, Map<String, @Nullable Object> payload) {
    boolean accepted =
        start.step().run(execution(start, payload, PathFilters.NONE)) instanceof Done;
    Map<String, @Nullable Object> data = payload;
    Object original = probe.watches() ? Json.parse(Json.bytes(payload)) : null;
    String scope = scope(trigger);
    if (trigger.info().coreFormat() || scope.equals("post")) {
      try {
        if (isAboutEvents(trigger)) CoreFormat.requireEvent(payload);
        data = CoreFormat.convert(payload, scope, misp, journal::note);
      } catch (CoreFormat.NotConvertible | MispException e) {
        errors.add("Error while normalizing data. " + e.getMessage());
        return new Result(Outcome.FAILURE, errors, journal, payload);
      }
    }
    probe.begins(original, data);
    return accepted
        ? from(start, data, PathFilters.NONE)
        : new Result(Outcome.SKIPPED, errors, journal, data);
  }

  /** Walks on from a node; a trigger node is passed, any other is executed first. */
  public Result from(Node start, Map<String, @Nullable Object> data, PathFilters filters) {
    Outcome outcome = walk(new Visit(start, null, filters), data);
    if (outcome == Outcome.SUCCESS && logicFailed && run.blocking()) outcome = Outcome.FAILURE;
    Result result = new Result(outcome, errors, journal, data);
    probe.ends(result);
    return result;
  }

  /**
   * Events, attributes and objects are told by their form; the other scopes have forms of their
   * own.
   */
  private static String scope(ModuleDescriptor trigger) {
    String scope = trigger.trigger() == null ? "" : trigger.trigger().scope();
    return switch (scope) {
      case "event-report", "shadow-attribute", "sighting", "tag", "analyst-data", "post" -> scope;
      default -> "";
    };
  }

  private static boolean isAboutEvents(ModuleDescriptor trigger) {
    return trigger.trigger() != null && trigger.trigger().scope().equals("event");
  }

  private Outcome walk(Visit start, Map<String, @Nullable Object> data) {
    long deadline = System.nanoTime() + limits.blockingTime().toNanos();
    if (start.node.type() == ModuleType.TRIGGER) followAll(start);
    else todo.push(start);
    while (!todo.isEmpty()) {
      Visit visit = todo.pop();
      Node node = visit.node;
      if (journal.entries().size() >= limits.nodes()) {
        return ended("The run was ended: it executed more than " + limits.nodes() + " nodes.");
      }
      if (run.blocking() && System.nanoTime() - deadline > 0) {
        return ended(
            "The run was ended before "
                + node
                + ": it took longer than "
                + limits.blockingTime()
                + ".");
      }
      ModuleResult result = execute(visit, data);
      if (result instanceof Done) {
        followAll(visit);
      } else if (result instanceof Output output) {
        report(node, output.errors());
        follow(visit, output.number(), visit.filters);
      } else if (result instanceof Refilter refilter) {
        follow(visit, 1, refilter.filters());
      } else if (result instanceof Fork) {
        if (!node.outputs().isEmpty())
          node.outputs().get(0).forEach(head -> forks.fork(head, data, visit.filters));
      } else if (result instanceof Stopped stopped) {
        report(node, List.of(stopped.message()));
        if (node.blocking()) return Outcome.BLOCKED;
        goOnOrCut(visit);
      } else if (result instanceof Failed failed) {
        report(node, failed.errors());
        if (node.blocking()) return Outcome.FAILURE;
        if (node.type() == ModuleType.LOGIC) logicFailed = true;
        else goOnOrCut(visit);
      } else {
        throw new AssertionError("a result that the walk doesn't know: " + result);
      }
    }
    return Outcome.SUCCESS;
  }

  private ModuleResult execute(Visit visit, Map<String, @Nullable Object> data) {
    NodeExecution execution = execution(visit.node, data, visit.filters);
    long start = System.nanoTime();
    ModuleResult result = visit.node.step().run(execution);
    journal.executed(visit.node, result, System.nanoTime() - start, execution.notes());
    if (visit.node.type() != ModuleType.LOGIC) views.forget();
    if (probe.watches())
      probe.executed(
          visit.node, execution.fault(), errors(result), views.of(data, visit.filters).root());
    return result;
  }

  private NodeExecution execution(
      Node node, Map<String, @Nullable Object> data, PathFilters filters) {
    return new NodeExecution(node, () -> views.of(data, filters), filters, misp, run);
  }

  /**
   * After a failure: a path that somebody waits for goes on as if nothing had happened, any other
   * ends here, and the actions that it would have come to are written down.
   */
  private void goOnOrCut(Visit visit) {
    if (run.blocking()) {
      followAll(visit);
      return;
    }
    journal.pathsBlocked(PathEdge.actionsBelow(visit.node, visit.path));
  }

  private void followAll(Visit visit) {
    for (int output = visit.node.outputs().size(); output >= 1; output--)
      follow(visit, output, visit.filters);
  }

  /** Pushed in reverse, so that the first connection is visited first. */
  private void follow(Visit visit, int output, PathFilters filters) {
    if (output > visit.node.outputs().size()) return;
    for (PathEdge edge : PathEdge.from(visit.node, visit.path, output))
      todo.push(new Visit(edge.to(), edge, filters));
  }

  private static List<String> errors(ModuleResult result) {
    if (result instanceof Output output) return output.errors();
    if (result instanceof Failed failed) return failed.errors();
    return result instanceof Stopped stopped ? List.of(stopped.message()) : List.of();
  }

  private Outcome ended(String why) {
    errors.add(why);
    return Outcome.FAILURE;
  }

  private void report(Node node, List<String> texts) {
    if (texts.isEmpty()) return;
    errors.add(
        "Node `"
            + node.moduleId()
            + "` ("
            + node.id()
            + ") from Workflow `"
            + run.workflowName()
            + "` ("
            + run.workflowId()
            + ") returned the following error: "
            + String.join(", ", texts));
  }
}
