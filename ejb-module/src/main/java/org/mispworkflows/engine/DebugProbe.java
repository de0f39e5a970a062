package org.mispworkflows.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches the walks of a workflow whose debug mode is on. What it is shown changes afterwards: it
 * copies what it keeps. It doesn't throw and doesn't wait.
 */
public interface DebugProbe {

  /** Nobody watches. */
  DebugProbe NONE =
      new DebugProbe() {
        @Override
        public boolean watches() {
          return false;
        }

        @Override
        public void begins(@Nullable Object original, Map<String, @Nullable Object> normalized) {}

        @Override
        public void executed(
            Plan.Node node, Fault fault, List<String> errors, Map<String, @Nullable Object> data) {}

        @Override
        public void ends(Walk.Result result) {}
      };

  /** Why a node's module didn't get as far as an answer. */
  enum Fault {
    NONE,
    DISABLED,
    UNKNOWN,
    THREW
  }

  /** Whether it is worth a copy of the payload. */
  default boolean watches() {
    return true;
  }

  /**
   * A trigger has fired.
   *
   * @param original the payload as it came
   * @param normalized in core format, where the trigger promises it
   */
  void begins(@Nullable Object original, Map<String, @Nullable Object> normalized);

  /**
   * A node was executed.
   *
   * @param errors what it said went wrong
   * @param data as the node sees them, afterwards
   */
  void executed(
      Plan.Node node, Fault fault, List<String> errors, Map<String, @Nullable Object> data);

  /** The walk is over. */
  void ends(Walk.Result result);
}
