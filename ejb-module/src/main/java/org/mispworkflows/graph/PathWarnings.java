package org.mispworkflows.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mispworkflows.graph.Finding.Edge;
import org.mispworkflows.graph.GraphReport.PathWarning;

/** The paths from concurrent tasks to blocking nodes, as MISP lists them. */
final class PathWarnings {

  /** How many connections are listed: a page can't show more, and diamonds double the paths. */
  static final int LIMIT = 10_000;

  private static final int STEPS = 100_000;

  private PathWarnings() {}

  /** Every connection of every path to a blocking node, path by path, up to {@link #LIMIT}. */
  static List<PathWarning> of(
      Graph graph, Collection<GraphNode> concurrentTasks, Collection<GraphNode> blockers) {
    Set<String> ends = blockers.stream().map(GraphNode::id).collect(Collectors.toSet());
    Reach towards = Reach.above(graph, blockers);
    Trails trails = new Trails(graph, STEPS);
    List<PathWarning> warnings = new ArrayList<>();
    for (GraphNode task : concurrentTasks) {
      boolean all =
          trails.walk(
              task,
              node -> ends.contains(node.id()) || towards.contains(node.id()),
              path -> !ends.contains(end(path).id()) || add(path, warnings));
      if (!all) break;
    }
    return warnings;
  }

  private static GraphNode end(List<Trails.Step> path) {
    return path.get(path.size() - 1).to();
  }

  private static boolean add(List<Trails.Step> path, List<PathWarning> warnings) {
    for (Trails.Step step : path) {
      if (warnings.size() == LIMIT) return false;
      warnings.add(new PathWarning(new Edge(step.from().id(), step.to().id()), end(path)));
    }
    return true;
  }
}
