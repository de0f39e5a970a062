package org.mispworkflows.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mispworkflows.graph.Finding.Edge;

/**
 * A cycle, and the way on which it was found.
 *
 * @param way the ids of the nodes from where the search began to the one that leads back
 * @param start where on the way the cycle begins, from 0
 */
record Cycle(List<String> way, int start) {

  Cycle {
    way = List.copyOf(way);
  }

  /**
   * The first cycle that a search meets which goes depth first, from each node in the order in
   * which they are stored. Connections to missing nodes lead nowhere.
   */
  static Optional<Cycle> firstIn(Graph graph) {
    Set<String> done = new HashSet<>();
    for (GraphNode root : graph.nodes()) {
      if (done.contains(root.id())) continue;
      Optional<Cycle> cycle = below(root, graph, done);
      if (cycle.isPresent()) return cycle;
    }
    return Optional.empty();
  }

  private static Optional<Cycle> below(GraphNode root, Graph graph, Set<String> done) {
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
      if (next.containsKey(target)) {
        List<String> way = path.stream().map(GraphNode::id).toList();
        return Optional.of(new Cycle(way, way.indexOf(target)));
      }
      Optional<GraphNode> child = done.contains(target) ? Optional.empty() : graph.node(target);
      if (child.isEmpty()) continue;
      path.addLast(child.get());
      next.put(target, 0);
    }
    return Optional.empty();
  }

  /** The ids of its nodes, in the direction of the connections. */
  List<String> nodes() {
    return way.subList(start, way.size());
  }

  /** Its connections, in their direction; the last leads back to the first node. */
  List<Edge> edges() {
    List<Edge> edges = new ArrayList<>(along(start));
    edges.add(back());
    return edges;
  }

  /**
   * Its connections as MISP lists them: the one that leads back, then backwards from there. Where a
   * node leads to itself MISP goes on to the beginning of the search.
   */
  List<Edge> reported() {
    List<Edge> edges = new ArrayList<>();
    edges.addAll(along(start == way.size() - 1 ? 0 : start));
    edges.add(back());
    Collections.reverse(edges);
    return edges;
  }

  private Edge back() {
    return new Edge(way.get(way.size() - 1), way.get(start));
  }

  private List<Edge> along(int first) {
    List<Edge> edges = new ArrayList<>();
    for (int i = first + 1; i < way.size(); i++) edges.add(new Edge(way.get(i - 1), way.get(i)));
    return edges;
  }
}
