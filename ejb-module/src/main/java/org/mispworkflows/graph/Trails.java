package org.mispworkflows.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mispworkflows.graph.GraphNode.Connection;

/**
 * All paths of a graph one after another, as MISP walks them: depth first, outputs and connections
 * in order, a path never takes the same connection twice. There may be more of them than anybody
 * can wait for, so the steps are counted and end at a limit.
 */
final class Trails {

  private final Graph graph;
  private int stepsLeft;

  /**
   * One step of a path.
   *
   * @param from where it starts
   * @param by the connection it takes
   * @param to where it ends
   */
  record Step(GraphNode from, Connection by, GraphNode to) {}

  /**
   * Prepares walks.
   *
   * @param limit how many steps all walks together may take
   */
  Trails(Graph graph, int limit) {
    this.graph = graph;
    this.stepsLeft = limit;
  }

  /**
   * Walks all paths below a node.
   *
   * @param open which nodes may be entered
   * @param visitor gets the path to each node that is entered, and says whether to go on; the list
   *     changes with the next step
   * @return whether all paths were walked
   */
  boolean walk(GraphNode start, Predicate<GraphNode> open, Predicate<List<Step>> visitor) {
    List<Step> path = new ArrayList<>();
    Set<Connection> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Iterator<Connection>> ahead = new ArrayDeque<>();
    ahead.push(start.connections().iterator());
    GraphNode at = start;
    while (!ahead.isEmpty()) {
      if (!ahead.element().hasNext()) {
        ahead.pop();
        if (path.isEmpty()) break;
        Step last = path.remove(path.size() - 1);
        taken.remove(last.by());
        at = last.from();
        continue;
      }
      Connection by = ahead.element().next();
      Optional<GraphNode> to = graph.node(by.target());
      if (to.isEmpty() || !open.test(to.get()) || !taken.add(by)) continue;
      if (stepsLeft-- <= 0) return false;
      path.add(new Step(at, by, to.get()));
      if (!visitor.test(path)) return false;
      at = to.get();
      ahead.push(at.connections().iterator());
    }
    return true;
  }
}
