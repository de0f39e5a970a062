package org.mispworkflows.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.engine.Plan.Node;
import org.mispworkflows.spi.ModuleType;

/**
 * An edge of a path, linked to the one before.
 *
 * @param before null for the first
 * @param output 1 for {@code output_1}
 * @param index of the connection within the output
 */
record PathEdge(@Nullable PathEdge before, Node from, int output, int index, Node to) {

  /** Through diamonds there may be more paths than anybody can look at. */
  private static final int MAX_PATHS = 250;

  /**
   * The edges that a path can go on over from one output, last connection first; a path never takes
   * the same edge twice.
   */
  static List<PathEdge> from(Node node, @Nullable PathEdge path, int output) {
    List<PathEdge> edges = new ArrayList<>();
    if (output > node.outputs().size()) return edges;
    List<Node> next = node.outputs().get(output - 1);
    for (int i = next.size() - 1; i >= 0; i--) {
      PathEdge edge = new PathEdge(path, node, output, i, next.get(i));
      if (!edge.alreadyTaken()) edges.add(edge);
    }
    return edges;
  }

  /** The paths to every action below a node, in the order of a walk; the first few of many. */
  static List<List<String>> actionsBelow(Node node, @Nullable PathEdge path) {
    List<List<String>> paths = new ArrayList<>();
    Deque<PathEdge> todo = new ArrayDeque<>();
    pushAll(node, path, todo);
    while (!todo.isEmpty() && paths.size() < MAX_PATHS) {
      PathEdge edge = todo.pop();
      if (edge.to.type() == ModuleType.ACTION) paths.add(edge.path());
      pushAll(edge.to, edge, todo);
    }
    return paths;
  }

  private static void pushAll(Node node, @Nullable PathEdge path, Deque<PathEdge> todo) {
    for (int output = node.outputs().size(); output >= 1; output--)
      from(node, path, output).forEach(todo::push);
  }

  private boolean alreadyTaken() {
    for (PathEdge e = before; e != null; e = e.before) {
      if (e.from == from && e.output == output && e.index == index) return true;
    }
    return false;
  }

  /** All edges from the start to this one, as {@code source:output:connection:target}. */
  private List<String> path() {
    Deque<String> edges = new ArrayDeque<>();
    for (PathEdge e = this; e != null; e = e.before)
      edges.addFirst(e.from.id() + ":output_" + e.output + ":" + e.index + ":" + e.to.id());
    return List.copyOf(edges);
  }
}
