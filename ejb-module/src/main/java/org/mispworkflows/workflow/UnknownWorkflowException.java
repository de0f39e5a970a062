package org.mispworkflows.workflow;

import jakarta.ejb.ApplicationException;

/** There is no workflow of that id. */
@ApplicationException(rollback = true)
public class UnknownWorkflowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Names the id. */
  public UnknownWorkflowException(long id) {
    super("There is no workflow " + id + ".");
  }
}
