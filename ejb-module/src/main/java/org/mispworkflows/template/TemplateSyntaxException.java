package org.mispworkflows.template;

/**
 * A text is not a template, or uses what is not supported; the message says where and what to do.
 */
public final class TemplateSyntaxException extends RuntimeException {
  private final int line;
  private final int column;

  TemplateSyntaxException(int line, int column, String reason) {
    super("line " + line + ", column " + column + ": " + reason);
    this.line = line;
    this.column = column;
  }

  /** Line of the template, counted from 1. */
  public int line() {
    return line;
  }

  /** Column in that line, in UTF-16 units counted from 1. */
  public int column() {
    return column;
  }
}
