package org.mispworkflows.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mispworkflows.data.Loose;
import org.mispworkflows.graph.GraphNode.Connection;

/**
 * Which path filters are on where: the labels of the filters that are active on each connection. Of
 * several paths to a connection the last one counts, as in MISP.
 */
final class ConnectionLabels {

  /** A label that is set again is listed again; more than this many are not. */
  static final int LIMIT = 100;

  /** Steps along the paths of a graph with a cycle, before the paths are no longer told apart. */
  private static final int STEPS = 100_000;

  private static final Set<String> FILTERS =
      Set.of("generic-filter-data", "filter-tag", "filter-timestamp");

  private static final String RESET = "generic-filter-reset";
  private static final String ALL = "all";

  private final Graph graph;
  private final Map<String, Map<String, List<String>>> labels = new LinkedHashMap<>();

  private ConnectionLabels(Graph graph) {
    this.graph = graph;
  }

  /**
   * The labels of all connections below a node.
   *
   * @param cyclic whether the graph has a cycle
   * @return id of a node → id of the node before it → labels, in the order in which they were set;
   *     without the nodes that no filter reaches
   */
  static Map<String, Map<String, List<String>>> below(
      GraphNode start, Graph graph, boolean cyclic) {
    ConnectionLabels all = new ConnectionLabels(graph);
    boolean told = cyclic && all.alongPaths(start);
    if (!told) all.lastPaths(start);
    all.labels.values().removeIf(byNode -> byNode.values().stream().allMatch(List::isEmpty));
    return all.labels;
  }

  /** Path by path, which takes its time but lets a path go round a cycle. */
  private boolean alongPaths(GraphNode start) {
    List<List<String>> active = new ArrayList<>(List.of(List.of()));
    boolean done =
        new Trails(graph, STEPS)
            .walk(
                start,
                node -> true,
                path -> {
                  int depth = path.size();
                  Trails.Step step = path.get(depth - 1);
                  active.subList(depth, active.size()).clear();
                  active.add(after(step.from(), active.get(depth - 1)));
                  put(step.from(), step.to().id(), active.get(depth));
                  return true;
                });
    if (!done) labels.clear();
    return done;
  }

  /**
   * Each node once: a depth-first search that takes the last connection first comes to every node
   * on the last of all paths to it.
   */
  private void lastPaths(GraphNode start) {
    Set<String> seen = new HashSet<>();
    Deque<Visit> todo = new ArrayDeque<>();
    todo.push(new Visit(start, List.of()));
    while (!todo.isEmpty()) {
      Visit visit = todo.pop();
      if (!seen.add(visit.node().id())) continue;
      List<String> active = after(visit.node(), visit.active());
      for (Connection c : visit.node().connections()) {
        Optional<GraphNode> to = graph.node(c.target());
        if (to.isEmpty()) continue;
        put(visit.node(), c.target(), active);
        todo.push(new Visit(to.get(), active));
      }
    }
  }

  /** A node, and the labels of the filters that are active on the way to it. */
  private record Visit(GraphNode node, List<String> active) {}

  private void put(GraphNode from, String to, List<String> active) {
    labels.computeIfAbsent(to, k -> new LinkedHashMap<>()).put(from.id(), active);
  }

  private static List<String> after(GraphNode node, List<String> active) {
    if (FILTERS.contains(node.moduleId())) {
      if (active.size() >= LIMIT) return active;
      List<String> more = new ArrayList<>(active);
      more.add(label(node, "A"));
      return List.copyOf(more);
    }
    if (!node.moduleId().equals(RESET) || active.isEmpty()) return active;
    String label = label(node, ALL);
    if (label.equals(ALL)) return List.of();
    return active.stream().filter(other -> !other.equals(label)).toList();
  }

  private static String label(GraphNode node, String byDefault) {
    Object label = node.parameters().get("filtering-label");
    return label == null ? byDefault : Loose.text(label);
  }
}
