package org.mispworkflows.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * A workflow's or blueprint's graph as MISP stores it: a map from node id to node, or a list of
 * nodes. The stored tree is kept as it came, so that what this engine doesn't know survives load,
 * save and export.
 */
public final class Graph {

  /** The key of the drawing frames, which are not nodes. */
  private static final String FRAMES = "_frames";

  private static final String CONCURRENT_TASK = "concurrent-task";

  private final Object stored;
  private final Map<String, GraphNode> nodes;
  private final List<Finding> malformed;

  private Graph(Object stored, Map<String, GraphNode> nodes, List<Finding> malformed) {
    this.stored = stored;
    this.nodes = nodes;
    this.malformed = malformed;
  }

  /** Reads a graph; entries that aren't nodes become findings. */
  public static Graph of(@Nullable Object stored) {
    Map<String, GraphNode> nodes = new LinkedHashMap<>();
    List<Finding> malformed = new ArrayList<>();
    if (stored instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) read(null, "entry " + i, list.get(i), nodes, malformed);
    } else if (stored instanceof Map<?, ?>) {
      Objects.requireNonNull(Json.map(stored))
          .forEach((id, node) -> read(id, "entry `" + id + "`", node, nodes, malformed));
    } else {
      malformed.add(
          Finding.error(
              "not-a-graph", "A graph is a map from node id to node, or a list of nodes."));
    }
    return new Graph(stored == null ? List.of() : stored, nodes, List.copyOf(malformed));
  }

  private static void read(
      @Nullable String id,
      String where,
      @Nullable Object node,
      Map<String, GraphNode> nodes,
      List<Finding> malformed) {
    if (FRAMES.equals(id)) return;
    Map<String, @Nullable Object> map = Json.map(node);
    if (map == null) {
      malformed.add(
          Finding.error(
              "malformed-node", "In the graph, " + where + " is not a node: a node is a map."));
      return;
    }
    if (id == null && map.get("id") == null) {
      malformed.add(Finding.error("malformed-node", "In the graph, " + where + " has no `id`."));
      return;
    }
    String key = id == null ? Loose.text(map.get("id")) : id;
    if (nodes.put(key, GraphNode.of(key, map)) != null) {
      malformed.add(
          Finding.error("duplicate-node", "The id " + key + " is used by two nodes.", key));
    }
  }

  /** The tree as it came. */
  public Object stored() {
    return stored;
  }

  /** All nodes, in the order in which they are stored. */
  public Collection<GraphNode> nodes() {
    return nodes.values();
  }

  /** One node. */
  public Optional<GraphNode> node(String id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** The trigger nodes, in order. */
  public List<GraphNode> triggers() {
    return nodes().stream().filter(n -> n.moduleType().equals("trigger")).toList();
  }

  /** The nodes that start a run of its own for each of their connections, in order. */
  public List<GraphNode> concurrentTasks() {
    return nodes().stream().filter(n -> n.moduleId().equals(CONCURRENT_TASK)).toList();
  }

  /** What could not be read. */
  public List<Finding> malformed() {
    return malformed;
  }
}
