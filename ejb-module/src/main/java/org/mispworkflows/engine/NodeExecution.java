package org.mispworkflows.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.NodeFilter;
import org.mispworkflows.data.RoamingTree;
import org.mispworkflows.engine.Plan.Node;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.ModuleResult.Failed;
import org.mispworkflows.spi.PathFilters;
import org.mispworkflows.spi.RoamingData;
import org.mispworkflows.spi.RunInfo;

/** One execution of one node. Not thread-safe. */
public final class NodeExecution implements Execution {

  /** More would drown the record; a module that notes each of 100,000 attributes is cut short. */
  private static final int MAX_NOTES = 100;

  private final Node node;
  private final Supplier<RoamingTree> view;
  private final PathFilters filters;
  private final MispConnection misp;
  private final RunInfo run;
  private final List<String> notes = new ArrayList<>();
  private @Nullable RoamingTree data;
  private DebugProbe.Fault fault = DebugProbe.Fault.NONE;

  /**
   * Prepares an execution.
   *
   * @param view makes the data as the filters show it, for who wants to look
   */
  NodeExecution(
      Node node,
      Supplier<RoamingTree> view,
      PathFilters filters,
      MispConnection misp,
      RunInfo run) {
    this.node = node;
    this.view = view;
    this.filters = filters;
    this.misp = misp;
    this.run = run;
  }

  @Override
  public RoamingData data() {
    return tree();
  }

  private RoamingTree tree() {
    RoamingTree seen = data;
    if (seen == null) {
      seen = view.get();
      data = seen;
    }
    return seen;
  }

  @Override
  public List<RoamingData> items() {
    return node.filter()
        .map(filter -> filter.select(tree().root()))
        .orElseGet(() -> NodeFilter.allAttributes(tree().root()));
  }

  @Override
  public Map<String, RoamingData> itemsByKey() {
    if (node.filter().isPresent()) return node.filter().get().selectByKey(tree().root());
    Map<String, RoamingData> all = new LinkedHashMap<>();
    for (RoamingData item : items()) all.put(String.valueOf(all.size()), item);
    return all;
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

  /** Says that the module didn't get as far as an answer. */
  Failed fault(DebugProbe.Fault why, String error) {
    fault = why;
    return new Failed(List.of(error));
  }

  DebugProbe.Fault fault() {
    return fault;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
