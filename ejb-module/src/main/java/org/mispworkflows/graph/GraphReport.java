package org.mispworkflows.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.graph.Finding.Edge;

/**
 * What MISP's checks say of a graph, for exchange with it; {@link GraphValidator} has our own
 * findings. Takes time in proportion to the graph, and lists paths up to {@value
 * PathWarnings#LIMIT} connections.
 *
 * @param cycle the connections of the first cycle, from the one that leads back against their
 *     direction; empty when there is none
 * @param crowdedOutputs id of a node with several connections at one output → where they lead; of
 *     several such outputs the last
 * @param triggers the trigger nodes
 * @param concurrentTasks the nodes that start branches of their own
 * @param leadsToBlocking whether a concurrent task leads to a blocking node
 * @param pathWarnings the connections of each path from a concurrent task to a blocking node, path
 *     by path
 * @param connectionLabels id of a node → id of the node before it → labels of the path filters that
 *     are active between them; without the nodes that no filter reaches, and empty unless there is
 *     exactly one trigger
 */
public record GraphReport(
    List<Edge> cycle,
    Map<String, List<String>> crowdedOutputs,
    List<GraphNode> triggers,
    List<GraphNode> concurrentTasks,
    boolean leadsToBlocking,
    List<PathWarning> pathWarnings,
    Map<String, Map<String, List<String>>> connectionLabels) {

  /** The text of a path warning, as programs that work with MISP know it. */
  public static final String PATH_WARNING =
      "This path leads to a blocking node from a non-blocking context";

  /**
   * One connection of a path to a blocking node.
   *
   * @param edge the connection
   * @param blocking the node that the path leads to
   */
  public record PathWarning(Edge edge, GraphNode blocking) {}

  /**
   * Checks a graph.
   *
   * @param blocking tells of a module's id whether the module is a blocking one
   */
  public static GraphReport of(Graph graph, Predicate<String> blocking) {
    List<Edge> cycle = Cycle.firstIn(graph).map(Cycle::reported).orElse(List.of());
    Map<String, List<String>> crowded = new LinkedHashMap<>();
    for (GraphNode node : graph.nodes()) {
      node.crowdedOutputs()
          .forEach(
              (output, several) ->
                  crowded.put(
                      node.id(), several.stream().map(GraphNode.Connection::target).toList()));
    }
    List<GraphNode> triggers = graph.triggers();
    List<GraphNode> tasks = graph.concurrentTasks();
    List<GraphNode> blockers =
        graph.nodes().stream().filter(node -> blocking.test(node.moduleId())).toList();
    Reach below = Reach.below(graph, tasks);
    return new GraphReport(
        cycle,
        crowded,
        triggers,
        tasks,
        blockers.stream().anyMatch(node -> below.contains(node.id())),
        PathWarnings.of(graph, tasks, blockers),
        triggers.size() == 1
            ? ConnectionLabels.below(triggers.get(0), graph, !cycle.isEmpty())
            : Map.of());
  }

  /** The answer of MISP's {@code /workflows/checkGraph}, as a tree. */
  public Map<String, @Nullable Object> toTree() {
    List<@Nullable Object> cycles = new ArrayList<>();
    for (Edge edge : cycle) cycles.add(List.of(number(edge.from()), number(edge.to()), "Cycle"));
    Map<String, @Nullable Object> crowded = new LinkedHashMap<>();
    crowdedOutputs.forEach(
        (id, targets) -> crowded.put(id, targets.stream().map(GraphReport::number).toList()));
    List<@Nullable Object> paths = new ArrayList<>();
    for (PathWarning w : pathWarnings) {
      paths.add(
          Arrays.asList(
              w.edge().from(),
              w.edge().to(),
              PATH_WARNING,
              true,
              w.blocking().moduleId(),
              w.blocking().storedId()));
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("is_acyclic", answer("is_acyclic", cycle.isEmpty(), "cycles", cycles));
    tree.put(
        "multiple_output_connection",
        answer(
            "has_multiple_output_connection",
            !crowded.isEmpty(),
            "edges",
            crowded.isEmpty() ? List.of() : crowded));
    tree.put("path_warnings", answer("has_path_warnings", leadsToBlocking, "edges", paths));
    return tree;
  }

  private static Map<String, @Nullable Object> answer(
      String question, boolean yes, String list, Object found) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put(question, yes);
    answer.put(list, found);
    return answer;
  }

  /** MISP makes numbers of the ids in connections. */
  private static Object number(String id) {
    return id.matches("\\d{1,18}") ? (Object) Long.valueOf(id) : id;
  }
}
