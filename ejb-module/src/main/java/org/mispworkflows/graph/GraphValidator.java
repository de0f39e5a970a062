package org.mispworkflows.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mispworkflows.graph.Finding.Edge;
import org.mispworkflows.graph.Finding.Severity;
import org.mispworkflows.graph.GraphNode.Connection;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleType;

/** Checks the shape of a graph by MISP's rules and ours. Collects everything; stops at nothing. */
public final class GraphValidator {

  /** How many nodes of a cycle the message names; the finding has them all. */
  private static final int MAX_WORDS = 20;

  /** How many edges of paths a check lists; blocking nodes beyond that are named without a path. */
  private static final int MAX_PATH_EDGES = 10_000;

  private final Graph graph;
  private final Function<String, Optional<ModuleDescriptor>> modules;
  private final boolean coreFormat;
  private final Function<GraphNode, OptionalInt> outputs;
  private final List<Finding> findings = new ArrayList<>();

  private GraphValidator(
      Graph graph,
      Function<String, Optional<ModuleDescriptor>> modules,
      Function<GraphNode, OptionalInt> outputs) {
    this.graph = graph;
    this.modules = modules;
    this.outputs = outputs;
    this.coreFormat =
        graph.triggers().stream().noneMatch(t -> isModule(t, m -> !m.info().coreFormat()));
  }

  /**
   * Checks a graph.
   *
   * @param modules knows the modules of this server by id
   * @param enabled whether a module is switched on
   * @param outputs how many outputs a node has; empty when nobody can tell
   */
  public static List<Finding> check(
      Graph graph,
      Function<String, Optional<ModuleDescriptor>> modules,
      Predicate<String> enabled,
      Function<GraphNode, OptionalInt> outputs) {
    GraphValidator validator = new GraphValidator(graph, modules, outputs);
    validator.findings.addAll(graph.malformed());
    validator.oneTrigger();
    validator.noCycle();
    graph.nodes().forEach(validator::connections);
    graph.nodes().forEach(node -> validator.module(node, enabled));
    validator.reachable();
    validator.blockingOutsideBlocking();
    return validator.findings;
  }

  private void oneTrigger() {
    List<GraphNode> triggers = graph.triggers();
    if (triggers.isEmpty()) {
      findings.add(
          Finding.error("no-trigger", "The graph has no trigger node, so nothing can start it."));
    } else if (triggers.size() > 1) {
      findings.add(
          Finding.error(
              "many-triggers",
              "The graph has " + triggers.size() + " trigger nodes; keep exactly one.",
              triggers.stream().map(GraphNode::id).toArray(String[]::new)));
    }
  }

  private void noCycle() {
    Cycle.firstIn(graph)
        .ifPresent(
            cycle ->
                findings.add(
                    new Finding(
                        Severity.ERROR,
                        "cycle",
                        "The path "
                            + inWords(cycle.nodes())
                            + " leads back to where it began; remove one connection.",
                        cycle.nodes(),
                        cycle.edges())));
  }

  private static String inWords(List<String> cycle) {
    List<String> words = new ArrayList<>(cycle.subList(0, Math.min(cycle.size(), MAX_WORDS)));
    if (cycle.size() > MAX_WORDS) words.add("…");
    words.add(cycle.get(0));
    return String.join(" → ", words);
  }

  private void connections(GraphNode node) {
    Optional<ModuleInfo> module = modules.apply(node.moduleId()).map(ModuleDescriptor::info);
    if (module.filter(ModuleInfo::manyConnections).isEmpty()) {
      node.crowdedOutputs().forEach((output, several) -> manyConnections(node, output, several));
    }
    outputs.apply(node).ifPresent(last -> unknownOutputs(node, last));
    for (Connection c : node.connections()) {
      if (graph.node(c.target()).isPresent()) continue;
      findings.add(
          new Finding(
              Severity.ERROR,
              "missing-target",
              node.label() + " is connected to node " + c.target() + ", which doesn't exist.",
              List.of(node.id()),
              List.of(new Edge(node.id(), c.target()))));
    }
  }

  private void manyConnections(GraphNode node, int output, List<Connection> several) {
    findings.add(
        new Finding(
            Severity.ERROR,
            "many-connections",
            "Output "
                + output
                + " of "
                + node.label()
                + " has "
                + several.size()
                + " connections; only one is allowed. Use a concurrent task to go on in several directions.",
            List.of(node.id()),
            edges(node, several)));
  }

  private void unknownOutputs(GraphNode node, int outputs) {
    Map<Integer, List<Connection>> beyond =
        node.connections().stream()
            .filter(c -> c.output() > outputs)
            .collect(Collectors.groupingBy(Connection::output, TreeMap::new, Collectors.toList()));
    beyond.forEach(
        (output, connections) ->
            findings.add(
                new Finding(
                    Severity.ERROR,
                    "unknown-output",
                    node.label()
                        + " is connected at output "
                        + output
                        + ", but it has only "
                        + outputs
                        + ".",
                    List.of(node.id()),
                    edges(node, connections))));
  }

  private static List<Edge> edges(GraphNode node, List<Connection> connections) {
    return connections.stream().map(c -> new Edge(node.id(), c.target())).toList();
  }

  private void module(GraphNode node, Predicate<String> enabled) {
    Optional<ModuleDescriptor> module = modules.apply(node.moduleId());
    if (module.isEmpty()) {
      findings.add(
          Finding.warning(
              "unknown-module",
              node.label()
                  + " uses the module `"
                  + node.moduleId()
                  + "`, which this server doesn't have. It is kept, and fails when it is run.",
              node.id()));
    } else if (!node.moduleType().equals(module.get().type().key())) {
      findings.add(
          Finding.error(
              "wrong-module-type",
              node.label()
                  + " is stored as `"
                  + node.moduleType()
                  + "`, but `"
                  + node.moduleId()
                  + "` is a "
                  + module.get().type().key()
                  + " module.",
              node.id()));
    } else if (module.get().type() != ModuleType.TRIGGER && !enabled.test(node.moduleId())) {
      findings.add(
          Finding.warning(
              "disabled-module",
              node.label()
                  + " uses the module `"
                  + node.moduleId()
                  + "`, which is disabled. It fails until the module is enabled on the modules page.",
              node.id()));
    }
    if (module.isPresent()
        && module.get().info().coreFormat()
        && module.get().type() != ModuleType.TRIGGER
        && !coreFormat) {
      findings.add(
          Finding.warning(
              "core-format",
              node.label()
                  + " expects MISP core format, which the trigger of this workflow doesn't give.",
              node.id()));
    }
  }

  private void reachable() {
    if (graph.triggers().size() != 1) return;
    Reach reached = Reach.below(graph, graph.triggers());
    for (GraphNode node : graph.nodes()) {
      if (reached.contains(node.id()) || node.moduleType().equals("trigger")) continue;
      findings.add(
          Finding.warning(
              "unreachable-node", node.label() + " can't be reached from the trigger.", node.id()));
    }
  }

  private void blockingOutsideBlocking() {
    List<GraphNode> starts = new ArrayList<>(graph.concurrentTasks());
    for (GraphNode trigger : graph.triggers()) {
      if (isModule(trigger, m -> !m.info().blocking())) starts.add(trigger);
    }
    Reach below = Reach.below(graph, starts);
    int edgesLeft = MAX_PATH_EDGES;
    for (GraphNode node : graph.nodes()) {
      boolean blocking = isModule(node, m -> m.info().blocking() && m.type() == ModuleType.ACTION);
      if (!blocking || !below.contains(node.id())) continue;
      List<Edge> path = edgesLeft > 0 ? below.pathTo(node.id()) : List.of();
      edgesLeft -= path.size();
      findings.add(
          new Finding(
              Severity.WARNING,
              "blocking-node",
              "The path leads to the blocking node "
                  + node.label()
                  + " from a non-blocking context: it ends the run there, but nobody is refused.",
              List.of(node.id()),
              path));
    }
  }

  private boolean isModule(GraphNode node, Predicate<ModuleDescriptor> condition) {
    return modules.apply(node.moduleId()).filter(condition).isPresent();
  }
}
