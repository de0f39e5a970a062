package org.mispworkflows.web.api;

import java.util.List;

/** A request that can't be understood. */
final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  BadInputException(int status, String detail) {
    super(detail);
    problem = Problem.of(status, detail);
  }

  BadInputException(List<Problem.Violation> violations) {
    super(violations.toString());
    problem = Problem.of(400, "Some fields are wrong; see `violations`.", violations);
  }

  Problem problem() {
    return problem;
  }
}
