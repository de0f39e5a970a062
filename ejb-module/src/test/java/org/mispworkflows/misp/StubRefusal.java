package org.mispworkflows.misp;

/** MISP says no: a status and a message. */
final class StubRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  StubRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** What MISP answers where its code breaks. */
  static StubRefusal internalError() {
    return new StubRefusal(500, "An Internal Error Has Occurred.");
  }

  /** The answer of MISP's access list. */
  static StubRefusal noPermission() {
    return new StubRefusal(403, "You do not have permission to use this functionality.");
  }

  int status() {
    return status;
  }
}
