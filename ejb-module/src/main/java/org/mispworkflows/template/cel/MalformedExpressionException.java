package org.mispworkflows.template.cel;

/** A text is not a CEL expression that gives a boolean; the message says where and why. */
public final class MalformedExpressionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  MalformedExpressionException(int line, int column, String reason) {
    super("line " + line + ", column " + column + ": " + reason);
  }
}
