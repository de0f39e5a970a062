package org.mispworkflows.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * One node of a graph, read from its stored form.
 *
 * @param id as connections name it
 * @param name what the editor shows
 * @param moduleId of the module that it runs
 * @param moduleType trigger, logic or action, as stored; may be empty
 * @param parameters what was filled in, by parameter id
 * @param savedFilters the node's own filter: selector, value, operator, path; empty when there is
 *     none
 * @param connections that leave the node: outputs in order, connections in order
 * @param manyConnections whether the stored node says that an output may have several
 * @param stored the node as it is stored
 */
public record GraphNode(
    String id,
    String name,
    String moduleId,
    String moduleType,
    Map<String, @Nullable Object> parameters,
    Map<String, @Nullable Object> savedFilters,
    List<Connection> connections,
    boolean manyConnections,
    Map<String, @Nullable Object> stored) {

  private static final Map<String, @Nullable Object> NOTHING = Map.of();

  /**
   * One connection that leaves a node.
   *
   * @param output 1 for {@code output_1}
   * @param index of the connection within the output, from 0
   * @param target the id of the node that it leads to
   */
  public record Connection(int output, int index, String target) {}

  static GraphNode of(String id, Map<String, @Nullable Object> stored) {
    Map<String, @Nullable Object> data =
        Objects.requireNonNullElse(Json.map(stored.get("data")), NOTHING);
    return new GraphNode(
        id,
        Loose.text(stored.get("name")),
        Loose.text(data.get("id")),
        Loose.text(data.get("module_type")),
        Objects.requireNonNullElse(Json.map(data.get("indexed_params")), NOTHING),
        Objects.requireNonNullElse(Json.map(data.get("saved_filters")), NOTHING),
        connections(stored.get("outputs")),
        Loose.truthy(data.get("multiple_output_connection")),
        stored);
  }

  private static List<Connection> connections(@Nullable Object outputs) {
    Map<String, @Nullable Object> byKey = Json.map(outputs);
    if (byKey == null) return List.of();
    List<Connection> connections = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> output : byKey.entrySet()) {
      int number = (int) Loose.integer(output.getKey().replaceFirst("^output_", ""));
      Map<String, @Nullable Object> value = Json.map(output.getValue());
      if (number < 1 || value == null) continue;
      int index = 0;
      for (Object connection : Loose.values(value.get("connections"))) {
        Map<String, @Nullable Object> to = Json.map(connection);
        if (to != null) connections.add(new Connection(number, index, Loose.text(to.get("node"))));
        index++;
      }
    }
    return connections;
  }

  /** The nodes that an output leads to. */
  public List<String> targets(int output) {
    return connections.stream().filter(c -> c.output() == output).map(Connection::target).toList();
  }

  /**
   * The connections of each output that has more than one, by the number of the output; empty when
   * the stored node says that it may have them.
   */
  public Map<Integer, List<Connection>> crowdedOutputs() {
    if (manyConnections) return Map.of();
    Map<Integer, List<Connection>> byOutput = new LinkedHashMap<>();
    for (Connection c : connections)
      byOutput.computeIfAbsent(c.output(), k -> new ArrayList<>()).add(c);
    byOutput.values().removeIf(several -> several.size() < 2);
    return byOutput;
  }

  /** The id as it is stored: a number or a text. */
  public Object storedId() {
    return Objects.requireNonNullElse(stored.get("id"), id);
  }

  /** How people find the node: its name and id. */
  public String label() {
    return "`" + (name.isEmpty() ? moduleId : name) + "` (" + id + ")";
  }
}
