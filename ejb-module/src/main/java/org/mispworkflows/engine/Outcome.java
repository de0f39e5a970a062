package org.mispworkflows.engine;

import java.util.Locale;

/** How a run ended. */
public enum Outcome {
  SUCCESS,
  /** It ended early, by a fault and not by a decision. */
  FAILURE,
  /** A stop node said no. */
  BLOCKED,
  /** The trigger's conditions were not met; nothing ran. */
  SKIPPED,
  CANCELLED,
  /** Given up after too many tries. */
  DEAD;

  /**
   * Whether somebody who waits for the answer may go on: the one rule that every caller asks for.
   */
  public boolean letsCallerGoOn(FailPolicy policy) {
    return switch (this) {
      case SUCCESS, SKIPPED -> true;
      case BLOCKED -> false;
      case FAILURE, CANCELLED, DEAD -> policy == FailPolicy.OPEN;
    };
  }

  /** As the API says it: {@code success}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
