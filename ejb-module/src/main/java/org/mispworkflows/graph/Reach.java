package org.mispworkflows.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.mispworkflows.graph.Finding.Edge;
import org.mispworkflows.graph.GraphNode.Connection;

/**
 * What can be reached from some nodes in at least one step; the nodes themselves only if a cycle
 * leads to them. Takes time in proportion to the graph, whatever its shape.
 */
final class Reach {

  private final Set<String> starts = new LinkedHashSet<>();
  private final Map<String, String> before = new HashMap<>();

  private Reach(Collection<GraphNode> from, Function<String, Collection<String>> neighbours) {
    for (GraphNode node : from) starts.add(node.id());
    Deque<String> todo = new ArrayDeque<>(starts);
    while (!todo.isEmpty()) {
      String id = todo.remove();
      for (String neighbour : neighbours.apply(id)) {
        boolean first = before.putIfAbsent(neighbour, id) == null;
        if (first && !starts.contains(neighbour)) todo.add(neighbour);
      }
    }
  }

  /** What the connections of these nodes lead to. */
  static Reach below(Graph graph, Collection<GraphNode> starts) {
    return new Reach(
        starts,
        id ->
            graph
                .node(id)
                .map(node -> node.connections().stream().map(Connection::target).toList())
                .orElse(List.of()));
  }

  /** What leads to these nodes. */
  static Reach above(Graph graph, Collection<GraphNode> ends) {
    Map<String, Collection<String>> sources = new HashMap<>();
    for (GraphNode node : graph.nodes()) {
      for (Connection c : node.connections())
        sources.computeIfAbsent(c.target(), k -> new ArrayList<>()).add(node.id());
    }
    return new Reach(ends, id -> sources.getOrDefault(id, List.of()));
  }

  /** Whether this node can be reached. */
  boolean contains(String id) {
    return before.containsKey(id);
  }

  /** The steps of a shortest path from one of the starts to a node that can be reached. */
  List<Edge> pathTo(String id) {
    List<Edge> path = new ArrayList<>();
    String at = id;
    do {
      String previous = before.get(at);
      if (previous == null) throw new IllegalArgumentException("nothing leads to node " + id);
      path.add(new Edge(previous, at));
      at = previous;
    } while (!starts.contains(at));
    Collections.reverse(path);
    return path;
  }
}
