package org.mispworkflows.graph;

import java.util.List;

/**
 * Something wrong, or odd, in a graph.
 *
 * @param severity whether the graph can be saved
 * @param code stable, for programs: {@code cycle}
 * @param message what is wrong and what to do, for people
 * @param nodes the ids of the nodes concerned
 * @param edges the connections concerned
 */
public record Finding(
    Severity severity, String code, String message, List<String> nodes, List<Edge> edges) {

  /** Whether the graph can be saved. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /**
   * One connection.
   *
   * @param from a node's id
   * @param to a node's id
   */
  public record Edge(String from, String to) {}

  public Finding {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** The graph is refused because of one node. */
  public static Finding error(String code, String message, String... nodes) {
    return new Finding(Severity.ERROR, code, message, List.of(nodes), List.of());
  }

  /** The graph is accepted, but one should look at these nodes. */
  public static Finding warning(String code, String message, String... nodes) {
    return new Finding(Severity.WARNING, code, message, List.of(nodes), List.of());
  }

  /** Whether it keeps the graph from being saved. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
