package org.mispworkflows.template;

import jakarta.ejb.ApplicationException;
import org.jspecify.annotations.Nullable;

/** A template can't be rendered with this data; the message starts with the line. */
@ApplicationException
public final class TemplateException extends RuntimeException {
  private final int line;

  TemplateException(int line, String reason, @Nullable Throwable cause) {
    super("line " + line + ": " + reason, cause);
    this.line = line;
  }

  /** Line of the template, counted from 1. */
  public int line() {
    return line;
  }
}
