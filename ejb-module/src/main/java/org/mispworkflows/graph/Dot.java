package org.mispworkflows.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** A graph as DOT, the text that Graphviz draws. */
public final class Dot {

  private Dot() {}

  /**
   * MISP's own form, for exchange: all nodes, then one line a connection, those to missing nodes
   * too; nothing escaped, no newline at the end. A node is labelled with its module's name as it is
   * stored; where none is, with its own.
   */
  public static String export(Graph graph) {
    StringBuilder text = new StringBuilder("digraph G {\n  {\n");
    for (GraphNode node : graph.nodes()) {
      text.append("    ")
          .append(node.id())
          .append(" [margin=\"0\", shape=\"")
          .append(shape(node))
          .append("\", label=\"")
          .append(label(node))
          .append("\"]\n");
    }
    text.append("  }\n");
    for (GraphNode node : graph.nodes()) {
      for (GraphNode.Connection c : node.connections()) {
        text.append("    ").append(node.id()).append(" -> ").append(c.target()).append(" []\n");
      }
    }
    return text.append('}').toString();
  }

  private static String shape(GraphNode node) {
    return switch (node.moduleType()) {
      case "trigger" -> "diamond";
      case "logic" -> "parallelogram";
      default -> "box";
    };
  }

  private static String label(GraphNode node) {
    Map<String, @Nullable Object> data = Json.map(node.stored().get("data"));
    Object name = data == null ? null : data.get("name");
    return name == null ? node.name() : Loose.text(name);
  }
}
