package org.mispworkflows.template.cel;

import jakarta.ejb.ApplicationException;

/**
 * An expression has no answer for this data; the message says why and, where that is known, at
 * which place. An application exception, so that it leaves a module as it is, without a stack trace
 * in the server's log: data that lacks a key is no fault of the server.
 */
@ApplicationException
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ExpressionException(String message, Throwable cause) {
    super(message, cause);
  }

  ExpressionException(String message) {
    super(message);
  }
}
