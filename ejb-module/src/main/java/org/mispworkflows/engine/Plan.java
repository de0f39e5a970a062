package org.mispworkflows.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.NodeFilter;
import org.mispworkflows.graph.GraphNode;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.ModuleType;

/**
 * A workflow revision, ready to run: modules found, parameters bound, edges as references.
 * Immutable once compiled; shared by all threads.
 *
 * @param trigger where a run starts; null when the graph has no trigger node
 * @param nodes by id
 * @param complete whether all modules were known; one that isn't may turn up later
 */
public record Plan(@Nullable Node trigger, Map<String, Node> nodes, boolean complete) {

  /** One node, and what it leads to. */
  public static final class Node {
    private final GraphNode stored;
    private final String moduleId;
    private final ModuleType type;
    private final boolean blocking;
    private final @Nullable NodeFilter filter;
    private final Step step;
    private List<List<Node>> outputs = List.of();

    Node(
        GraphNode stored,
        String moduleId,
        ModuleType type,
        boolean blocking,
        @Nullable NodeFilter filter,
        Step step) {
      this.stored = stored;
      this.moduleId = moduleId;
      this.type = type;
      this.blocking = blocking;
      this.filter = filter;
      this.step = step;
    }

    /** Connects the node; once, while the plan is compiled. */
    void leadsTo(List<List<Node>> targets) {
      outputs = targets;
    }

    /** As the graph names it. */
    public String id() {
      return stored.id();
    }

    /** The node of the graph. */
    public GraphNode stored() {
      return stored;
    }

    /** Of the module that it runs. */
    public String moduleId() {
      return moduleId;
    }

    /** What the module is; an unknown module is what the node says it is. */
    public ModuleType type() {
      return type;
    }

    /** Whether its failure ends the run. */
    public boolean blocking() {
      return blocking;
    }

    /** The filter of its own. */
    public Optional<NodeFilter> filter() {
      return Optional.ofNullable(filter);
    }

    /** The module's call. */
    public Step step() {
      return step;
    }

    /** {@code outputs().get(0)} is what {@code output_1} leads to, connections in order. */
    public List<List<Node>> outputs() {
      return outputs;
    }

    @Override
    public String toString() {
      return moduleId + " (" + id() + ")";
    }
  }

  /** A module's call with its parameters bound; never throws. */
  @FunctionalInterface
  public interface Step {
    /** Runs the module once. */
    ModuleResult run(NodeExecution execution);
  }
}
