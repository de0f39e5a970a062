package org.mispworkflows.workflow;

import jakarta.ejb.ApplicationException;

/** Somebody else saved the workflow in the meantime; nothing was changed. */
@ApplicationException(rollback = true)
public class StaleWorkflowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Names the two versions. */
  public StaleWorkflowException(long expected, long actual) {
    super(
        "The workflow was changed by somebody else: your edit began at version "
            + expected
            + ", it is now at version "
            + actual
            + ". Load it again and repeat your edit; nothing was overwritten.");
  }
}
