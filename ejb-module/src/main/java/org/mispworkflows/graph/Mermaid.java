package org.mispworkflows.graph;

import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** A graph as Mermaid text. */
public final class Mermaid {

  private Mermaid() {}

  /**
   * MISP's own form: one line a connection, nothing escaped, nodes without a connection left out.
   * For exchange; to draw it in a page use {@link #drawing}.
   */
  public static String export(Graph graph) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    for (GraphNode node : graph.nodes()) {
      for (GraphNode.Connection c : node.connections()) {
        graph
            .node(c.target())
            .ifPresent(
                target ->
                    text.append("    ")
                        .append(shape(node, exportLabel(node)))
                        .append(" --> ")
                        .append(shape(target, exportLabel(target)))
                        .append('\n'));
      }
    }
    return text.toString();
  }

  /**
   * For drawing: every node once, labels made harmless, the branches of IFs named and those of
   * nodes with more outputs numbered, each node's module type as class.
   */
  public static String drawing(Graph graph) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    for (GraphNode node : graph.nodes()) {
      text.append("  ")
          .append(drawnId(node.id()))
          .append(shape(node, drawnLabel(node)).substring(node.id().length()));
      if (!node.moduleType().isEmpty())
        text.append(":::").append(node.moduleType().replaceAll("[^a-z]", ""));
      text.append('\n');
    }
    for (GraphNode node : graph.nodes()) {
      int outputs = outputs(node);
      for (GraphNode.Connection c : node.connections()) {
        if (graph.node(c.target()).isEmpty()) continue;
        text.append("  ")
            .append(drawnId(node.id()))
            .append(" -->")
            .append(branch(outputs, c.output()))
            .append(' ')
            .append(drawnId(c.target()))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String branch(int outputs, int output) {
    if (outputs < 2) return "";
    if (outputs > 2) return "|" + output + "|";
    return output == 1 ? "|then|" : "|else|";
  }

  private static int outputs(GraphNode node) {
    Map<String, @Nullable Object> stored = Json.map(node.stored().get("outputs"));
    int connected =
        node.connections().stream().mapToInt(GraphNode.Connection::output).max().orElse(0);
    if (stored == null || !node.moduleType().equals("logic")) return connected;
    return Math.max(connected, stored.size());
  }

  private static String shape(GraphNode node, String label) {
    return switch (node.moduleType()) {
      case "trigger" -> node.id() + "{{\"" + label + "\"}}";
      case "logic" -> node.id() + "[/\"" + label + "\"/]";
      default -> node.id() + "[\"" + label + "\"]";
    };
  }

  private static String exportLabel(GraphNode node) {
    Map<String, @Nullable Object> data = Json.map(node.stored().get("data"));
    Map<String, @Nullable Object> module = data == null ? null : Json.map(data.get("module_data"));
    String icon = module == null ? "" : Loose.text(module.get("icon"));
    if (icon.isEmpty()) return node.name();
    return (BrandIcons.contains(icon) ? "fab" : "fas") + ":fa-" + icon + "  " + node.name();
  }

  /** What a node is called in a {@link #drawing}, for lines that are added to it. */
  public static String drawnId(String id) {
    return "n" + id.replaceAll("[^A-Za-z0-9]", "_");
  }

  private static String drawnLabel(GraphNode node) {
    StringJoiner text = new StringJoiner(" ");
    String name = node.name().isEmpty() ? node.moduleId() : node.name();
    for (String word : name.strip().split("\\s+", -1)) text.add(word);
    StringBuilder harmless = new StringBuilder();
    text.toString()
        .codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || " .,:;_-+/()'!?=".indexOf(c) >= 0)
                harmless.appendCodePoint(c);
              else harmless.append("#").append(c).append(";");
            });
    return harmless.toString();
  }
}
