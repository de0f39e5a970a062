package org.mispworkflows.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.RoamingTree;
import org.mispworkflows.engine.Plan.Node;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.ModuleResult.Done;
import org.mispworkflows.spi.ModuleResult.Failed;
import org.mispworkflows.spi.ModuleResult.Fork;
import org.mispworkflows.spi.ModuleResult.Output;
import org.mispworkflows.spi.ModuleResult.Stopped;
import org.mispworkflows.spi.ModuleType;
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
  private final Journal journal = new Journal();
  private final List<String> errors = new ArrayList<>();
  private final Deque<Visit> todo = new ArrayDeque<>();
  private boolean logicFailed;

  /** Where the branches of a concurrent task go. */
  @FunctionalInterface
  public interface Forks {
    /** Starts a run of its own at a node, with its own copy of the data. */
    void fork(Node head, RoamingTree data);
  }

  /**
   * What came of it.
   *
   * @param outcome of the whole walk
   * @param errors what went wrong, in order, as a caller is told
   * @param journal every node that was executed
   */
  public record Result(Outcome outcome, List<String> errors, Journal journal) {}

  /** An edge of a path, linked to the one before. */
  private record Edge(@Nullable Edge before, Node from, int output, int index, Node to) {

    boolean alreadyTaken() {
      for (Edge e = before; e != null; e = e.before) {
        if (e.from == from && e.output == output && e.index == index) return true;
      }
      return false;
    }

    @Override
    public String toString() {
      return from.id() + ":output_" + output + ":" + index + ":" + to.id();
    }
  }

  /** A node still to visit, and the edge over which its path came. */
  private record Visit(Node node, @Nullable Edge path) {}

  /** Prepares a walk of one run. */
  public Walk(RunInfo run, MispConnection misp, Limits limits, Forks forks) {
    this.run = run;
    this.misp = misp;
    this.limits = limits;
    this.forks = forks;
  }

  /** Whether the payload, as it came, meets the conditions of a trigger node. */
  public boolean accepts(Node trigger, RoamingTree payload) {
    return trigger.step().run(new NodeExecution(trigger, payload, misp, run)) instanceof Done;
  }

  /** Walks on from a node; a trigger node is passed, any other is executed first. */
  public Result from(Node start, RoamingTree data) {
    Outcome outcome = walk(start, data);
    if (outcome == Outcome.SUCCESS && logicFailed && run.blocking()) outcome = Outcome.FAILURE;
    return new Result(outcome, errors, journal);
  }

  private Outcome walk(Node start, RoamingTree data) {
    long deadline = System.nanoTime() + limits.blockingTime().toNanos();
    if (start.type() == ModuleType.TRIGGER) followAll(new Visit(start, null));
    else todo.push(new Visit(start, null));
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
      ModuleResult result = execute(node, data);
      if (result instanceof Done) {
        followAll(visit);
      } else if (result instanceof Output output) {
        report(node, output.errors());
        follow(visit, output.number());
      } else if (result instanceof Fork) {
        if (!node.outputs().isEmpty())
          node.outputs().get(0).forEach(head -> forks.fork(head, data));
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

  private ModuleResult execute(Node node, RoamingTree data) {
    NodeExecution execution = new NodeExecution(node, data, misp, run);
    long start = System.nanoTime();
    ModuleResult result = node.step().run(execution);
    journal.executed(node, result, System.nanoTime() - start, execution.notes());
    return result;
  }

  /**
   * After a failure: a path that somebody waits for goes on as if nothing had happened, any other
   * ends here.
   */
  private void goOnOrCut(Visit visit) {
    if (run.blocking()) {
      followAll(visit);
      return;
    }
    Deque<String> edges = new ArrayDeque<>();
    for (Edge e = visit.path; e != null; e = e.before) edges.addFirst(e.toString());
    journal.pathBlocked(List.copyOf(edges));
  }

  private void followAll(Visit visit) {
    for (int output = visit.node.outputs().size(); output >= 1; output--) follow(visit, output);
  }

  /** Pushed in reverse, so that the first connection is visited first. */
  private void follow(Visit visit, int output) {
    if (output > visit.node.outputs().size()) return;
    List<Node> next = visit.node.outputs().get(output - 1);
    for (int i = next.size() - 1; i >= 0; i--) {
      Edge edge = new Edge(visit.path, visit.node, output, i, next.get(i));
      if (!edge.alreadyTaken()) todo.push(new Visit(next.get(i), edge));
    }
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
