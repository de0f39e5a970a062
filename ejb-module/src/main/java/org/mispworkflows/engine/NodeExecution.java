package org.mispworkflows.engine;

import java.util.ArrayList;
import java.util.List;
import org.mispworkflows.data.NodeFilter;
import org.mispworkflows.data.RoamingTree;
import org.mispworkflows.engine.Plan.Node;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.PathFilters;
import org.mispworkflows.spi.RoamingData;
import org.mispworkflows.spi.RunInfo;

/** One execution of one node. Not thread-safe. */
public final class NodeExecution implements Execution {

  /** More would drown the record; a module that notes each of 100,000 attributes is cut short. */
  private static final int MAX_NOTES = 100;

  private final Node node;
  private final RoamingTree data;
  private final PathFilters filters;
  private final MispConnection misp;
  private final RunInfo run;
  private final List<String> notes = new ArrayList<>();

  /**
   * Prepares an execution.
   *
   * @param data as the filters show it
   */
  NodeExecution(
      Node node, RoamingTree data, PathFilters filters, MispConnection misp, RunInfo run) {
    this.node = node;
    this.data = data;
    this.filters = filters;
    this.misp = misp;
    this.run = run;
  }

  @Override
  public RoamingData data() {
    return data;
  }

  @Override
  public List<RoamingData> items() {
    return node.filter()
        .map(filter -> filter.select(data.root()))
        .orElseGet(() -> NodeFilter.allAttributes(data.root()));
  }

  @Override
  public PathFilters filters() {
    return filters;
  }

  @Override
  public boolean filtered() {
    return node.filter().isPresent();
  }

  @Override
  public MispConnection misp() {
    return misp;
  }

  @Override
  public RunInfo run() {
    return run;
  }

  @Override
  public void note(String message) {
    if (notes.size() < MAX_NOTES) notes.add(message);
    else if (notes.size() == MAX_NOTES) notes.add("… (more than " + MAX_NOTES + " messages)");
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
