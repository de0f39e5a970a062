package org.mispworkflows.template;

/** What goes wrong inside a rendering; {@link Jinja#render} adds the line. */
final class Failure extends RuntimeException {

  /** Only as fine as template code can tell: {@code int} and {@code float} forgive some of them. */
  enum Kind {
    TYPE,
    VALUE,
    OVERFLOW,
    OTHER
  }

  private final Kind kind;

  private Failure(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  static Failure type(String message) {
    return new Failure(Kind.TYPE, message);
  }

  static Failure value(String message) {
    return new Failure(Kind.VALUE, message);
  }

  static Failure overflow(String message) {
    return new Failure(Kind.OVERFLOW, message);
  }

  static Failure of(String message) {
    return new Failure(Kind.OTHER, message);
  }

  Kind kind() {
    return kind;
  }
}
