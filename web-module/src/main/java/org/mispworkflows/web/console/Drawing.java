package org.mispworkflows.web.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.graph.GraphNode;
import org.mispworkflows.graph.Mermaid;

/**
 * A graph for a page: the text that the browser draws, and the same as a table for those who can't
 * see the drawing.
 */
public final class Drawing {

  private final Graph graph;
  private final StringBuilder text;

  Drawing(Graph graph) {
    this.graph = graph;
    this.text = new StringBuilder(Mermaid.drawing(graph));
  }

  /** Marks nodes: {@code ran}, {@code failed}, {@code error}. */
  Drawing mark(String mark, Collection<String> nodes) {
    for (String id : nodes) {
      if (graph.node(id).isEmpty()) continue;
      text.append("  class ").append(Mermaid.drawnId(id)).append(' ').append(mark).append('\n');
    }
    return this;
  }

  /** Marks the nodes that findings are about. */
  Drawing mark(List<Finding> findings) {
    for (Finding finding : findings) {
      mark(finding.severity().name().toLowerCase(Locale.ROOT), finding.nodes());
    }
    return this;
  }

  /** Mermaid's text. */
  public String getText() {
    return text.toString();
  }

  /** Whether there is nothing to draw. */
  public boolean isBlank() {
    return graph.nodes().isEmpty();
  }

  /** The nodes, in the order in which they are stored. */
  public List<Node> getNodes() {
    return graph.nodes().stream().map(Node::new).toList();
  }

  /** One node in words. */
  public static final class Node {
    private final GraphNode node;

    Node(GraphNode node) {
      this.node = node;
    }

    /** As connections name it. */
    public String getId() {
      return node.id();
    }

    /** For people. */
    public String getName() {
      return node.name().isEmpty() ? node.moduleId() : node.name();
    }

    /** The module that it runs. */
    public String getModuleId() {
      return node.moduleId();
    }

    /** trigger, logic or action. */
    public String getType() {
      return node.moduleType();
    }

    /** Where it leads to: {@code 1 → 3}, output and node. */
    public List<String> getConnections() {
      List<String> all = new ArrayList<>();
      for (GraphNode.Connection c : node.connections()) all.add(c.output() + " → " + c.target());
      return all;
    }
  }
}
