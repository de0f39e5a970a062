package org.mispworkflows.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mispworkflows.graph.Finding.Edge;
import org.mispworkflows.graph.Finding.Severity;
import org.mispworkflows.graph.GraphNode.Connection;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleType;

/** Checks the shape of a graph by MISP's rules and ours. Collects everything; stops at nothing. */
public final class GraphValidator {

  private static final String CONCURRENT_TASK = "concurrent-task";

  private final Graph graph;
  private final Function<String, Optional<ModuleDescriptor>> modules;
  private final List<Finding> findings = new ArrayList<>();

  private GraphValidator(Graph graph, Function<String, Optional<ModuleDescriptor>> modules) {
    this.graph = graph;
    this.modules = modules;
  }

  /**
   * Checks a graph.
   *
   * @param modules knows the modules of this server by id
   * @param enabled whether a module is switched on
   */
  public static List<Finding> check(
      Graph graph,
      Function<String, Optional<ModuleDescriptor>> modules,
      Predicate<String> enabled) {
    GraphValidator validator = new GraphValidator(graph, modules);
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

  /** Depth first without recursion; the first cycle found is reported with its edges. */
  private void noCycle() {
    Set<String> done = new HashSet<>();
    for (GraphNode root : graph.nodes()) {
      if (done.contains(root.id())) continue;
      List<Edge> cycle = cycleFrom(root, done);
      if (cycle.isEmpty()) continue;
      List<String> nodes = cycle.stream().map(Edge::from).toList();
      findings.add(
          new Finding(
              Severity.ERROR,
              "cycle",
              "The path "
                  + String.join(" → ", nodes)
                  + " → "
                  + nodes.get(0)
                  + " leads back to where it began; remove one connection.",
              nodes,
              cycle));
      return;
    }
  }

  private List<Edge> cycleFrom(GraphNode root, Set<String> done) {
    Map<String, Integer> next = new HashMap<>();
    Deque<GraphNode> path = new ArrayDeque<>();
    path.addLast(root);
    next.put(root.id(), 0);
    while (!path.isEmpty()) {
      GraphNode node = path.getLast();
      int i = next.merge(node.id(), 1, Integer::sum) - 1;
      if (i >= node.connections().size()) {
        path.removeLast();
        next.remove(node.id());
        done.add(node.id());
        continue;
      }
      String target = node.connections().get(i).target();
      if (next.containsKey(target)) return closed(path, target);
      Optional<GraphNode> child = done.contains(target) ? Optional.empty() : graph.node(target);
      child.ifPresent(
          c -> {
            path.addLast(c);
            next.put(c.id(), 0);
          });
    }
    return List.of();
  }

  private static List<Edge> closed(Deque<GraphNode> path, String back) {
    List<String> ids = path.stream().map(GraphNode::id).toList();
    List<String> cycle = new ArrayList<>(ids.subList(ids.indexOf(back), ids.size()));
    cycle.add(back);
    List<Edge> edges = new ArrayList<>();
    for (int i = 1; i < cycle.size(); i++) edges.add(new Edge(cycle.get(i - 1), cycle.get(i)));
    return edges;
  }

  private void connections(GraphNode node) {
    Optional<ModuleDescriptor> module = modules.apply(node.moduleId());
    boolean many =
        node.manyConnections() || module.filter(m -> m.info().manyConnections()).isPresent();
    Map<Integer, List<Connection>> byOutput =
        node.connections().stream().collect(Collectors.groupingBy(Connection::output));
    byOutput.forEach(
        (output, connections) -> {
          if (!many && connections.size() > 1) manyConnections(node, output, connections);
          if (module.isPresent() && beyond(module.get(), output)) {
            findings.add(
                Finding.error(
                    "unknown-output",
                    node.label()
                        + " is connected at output "
                        + output
                        + ", but its module has only "
                        + module.get().info().outputs()
                        + ".",
                    node.id()));
          }
        });
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

  private static boolean beyond(ModuleDescriptor module, int output) {
    return module.info().outputs() >= 0 && output > module.info().outputs();
  }

  private void manyConnections(GraphNode node, int output, List<Connection> connections) {
    findings.add(
        new Finding(
            Severity.ERROR,
            "many-connections",
            "Output "
                + output
                + " of "
                + node.label()
                + " has "
                + connections.size()
                + " connections; only one is allowed. Use a concurrent task to go on in several directions.",
            List.of(node.id()),
            connections.stream().map(c -> new Edge(node.id(), c.target())).toList()));
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
        && !coreFormatAtTheTrigger()) {
      findings.add(
          Finding.warning(
              "core-format",
              node.label()
                  + " expects MISP core format, which the trigger of this workflow doesn't give.",
              node.id()));
    }
  }

  private boolean coreFormatAtTheTrigger() {
    return graph.triggers().stream()
        .map(t -> modules.apply(t.moduleId()))
        .allMatch(m -> m.isEmpty() || m.get().info().coreFormat());
  }

  private void reachable() {
    if (graph.triggers().size() != 1) return;
    Set<String> reached = below(graph.triggers());
    for (GraphNode node : graph.nodes()) {
      if (reached.contains(node.id()) || node.moduleType().equals("trigger")) continue;
      findings.add(
          Finding.warning(
              "unreachable-node", node.label() + " can't be reached from the trigger.", node.id()));
    }
  }

  private void blockingOutsideBlocking() {
    Collection<GraphNode> starts = new ArrayList<>();
    for (GraphNode node : graph.nodes()) {
      boolean nonBlockingTrigger =
          node.moduleType().equals("trigger")
              && modules.apply(node.moduleId()).filter(m -> !m.info().blocking()).isPresent();
      if (nonBlockingTrigger || node.moduleId().equals(CONCURRENT_TASK)) starts.add(node);
    }
    Set<String> below = below(starts);
    for (GraphNode node : graph.nodes()) {
      boolean blocking =
          modules
              .apply(node.moduleId())
              .filter(m -> m.info().blocking() && m.type() == ModuleType.ACTION)
              .isPresent();
      if (!blocking || !below.contains(node.id())) continue;
      findings.add(
          Finding.warning(
              "blocking-node",
              "The path leads to the blocking node "
                  + node.label()
                  + " from a non-blocking context: it ends the run there, but nobody is refused.",
              node.id()));
    }
  }

  /** Everything that can be reached from these nodes, without the nodes themselves. */
  private Set<String> below(Collection<GraphNode> starts) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<GraphNode> todo = new ArrayDeque<>(starts);
    while (!todo.isEmpty()) {
      for (Connection c : todo.pop().connections()) {
        if (reached.add(c.target())) graph.node(c.target()).ifPresent(todo::push);
      }
    }
    return reached;
  }
}
