package org.mispworkflows.web.console;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** Remembers an error instead of sending it, so that a page of our own can be shown. */
final class ErrorsHeldBack extends HttpServletResponseWrapper {

  private int error;

  ErrorsHeldBack(HttpServletResponse response) {
    super(response);
  }

  /** The status that was to be sent; 0: none. */
  int error() {
    return error;
  }

  @Override
  public void sendError(int status) {
    error = status;
  }

  @Override
  public void sendError(int status, String message) {
    error = status;
  }
}
