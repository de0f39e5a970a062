package org.mispworkflows.run;

import jakarta.ejb.ApplicationException;

/** There is no trigger of that id. */
@ApplicationException
public class UnknownTriggerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Names the id. */
  public UnknownTriggerException(String id) {
    super("There is no trigger `" + id + "`; GET /api/v1/triggers lists those that there are.");
  }
}
