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
  private final List<String> notes = new ArrayList<>();

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

  /**
   * Paths to actions that a failure before them kept from running: their edges as {@code
   * source:output:connection:target}.
   */
  void pathsBlocked(List<List<String>> paths) {
    blockedPaths.addAll(paths);
  }

  /** Something that people should know and that no node says. */
  void note(String message) {
    notes.add(message);
  }

  /** What people should know and no node says: that an event had to be made up, say. */
  public List<String> notes() {
    return Collections.unmodifiableList(notes);
  }

  /** Every execution, in order; the trigger isn't one. */
  public List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** The paths to actions that failures kept from running, in order; cut off where it is many. */
  public List<List<String>> blockedPaths() {
    return Collections.unmodifiableList(blockedPaths);
  }
}
