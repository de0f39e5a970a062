package org.mispworkflows.conformance;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.mispworkflows.graph.Dot;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.graph.Mermaid;

/** The texts that diagrams are drawn from, to the letter. */
final class DiagramsFamily implements Family {

  @Override
  public String name() {
    return "diagrams";
  }

  @Override
  public Verdict judge(Case observed) {
    Graph graph = Graph.of(observed.input().get("graph"));
    String mermaid = Mermaid.export(graph);
    String dot = Dot.export(graph);
    boolean same =
        Objects.equals(observed.expected().get("mermaid"), mermaid)
            && Objects.equals(observed.expected().get("dot"), dot);
    return Verdict.of(
        same, Optional.empty(), observed.expected(), Map.of("mermaid", mermaid, "dot", dot));
  }
}
