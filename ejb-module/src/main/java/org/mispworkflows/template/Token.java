package org.mispworkflows.template;

/**
 * A piece of a template.
 *
 * @param text as written, without the quotes of a string
 * @param value of a number or string, else the text
 * @param offset where it starts in the source with normalised line ends
 */
record Token(Kind kind, String text, Object value, int offset, int line) {

  enum Kind {
    DATA,
    PRINT_BEGIN,
    PRINT_END,
    TAG_BEGIN,
    TAG_END,
    NAME,
    STRING,
    INTEGER,
    DECIMAL,
    OPERATOR,
    END
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** How messages name it. */
  String described() {
    return switch (kind) {
      case DATA -> "text";
      case PRINT_BEGIN -> "`{{`";
      case PRINT_END -> "`}}`";
      case TAG_BEGIN -> "`{%`";
      case TAG_END -> "`%}`";
      case STRING -> "a text";
      case NAME, INTEGER, DECIMAL, OPERATOR -> "`" + text + "`";
      case END -> "the end of the template";
    };
  }
}
