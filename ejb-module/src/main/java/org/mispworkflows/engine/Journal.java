package org.mispworkflows.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mispworkflows.engine.Plan.Node;
import org.mispworkflows.spi.ModuleResult;

/** What a walk did, node by node. Append-only. */
public final class Journal {

  private final List<Entry> entries = new ArrayList<>();
  private final List<List<String>> blockedPaths = new ArrayList<>();

  /**
   * One execution of one node.
   *
   * @param node which
   * @param result what its module said
   * @param nanos how long it took
   * @param notes what the module wrote down
   */
  public record Entry(Node node, ModuleResult result, long nanos, List<String> notes) {}

  void executed(Node node, ModuleResult result, long nanos, List<String> notes) {
    entries.add(new Entry(node, result, nanos, notes));
  }

  /** A path that was cut by a failure: its edges as {@code source:output:connection:target}. */
  void pathBlocked(List<String> edges) {
    blockedPaths.add(edges);
  }

  /** Every execution, in order; the trigger isn't one. */
  public List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** The paths that failures cut, in order. */
  public List<List<String>> blockedPaths() {
    return Collections.unmodifiableList(blockedPaths);
  }
}
