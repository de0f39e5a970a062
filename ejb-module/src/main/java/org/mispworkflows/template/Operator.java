package org.mispworkflows.template;

import java.util.List;

/** The calculating operators. */
enum Operator {
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  FLOOR_DIVIDE("//"),
  MODULO("%"),
  POWER("**");

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  Object apply(Run run, Object a, Object b) {
    if (this == MODULO && Strings.isText(a)) {
      return PercentFormat.format(run, a, b);
    }
    Undefined.refuse(a, b, "`" + sign + "` can't be applied");
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      return calculate(a, b);
    }
    if (this == ADD && Strings.isText(a) && Strings.isText(b)) {
      return join(run, a, b);
    }
    if (this == ADD && isSequence(a) && isSequence(b) && a instanceof Tuple == b instanceof Tuple) {
      OwnList items = Sequences.drain(run, a);
      items.addAll(Sequences.drain(run, b));
      return a instanceof Tuple ? Tuple.copyOf(items) : items;
    }
    if (this == MULTIPLY && Numbers.isInteger(b) && (Strings.isText(a) || isSequence(a))) {
      return Sequences.repeat(run, a, b);
    }
    if (this == MULTIPLY && Numbers.isInteger(a) && (Strings.isText(b) || isSequence(b))) {
      return Sequences.repeat(run, b, a);
    }
    throw Failure.type(
        "`"
            + sign
            + "` can't be applied to "
            + Values.kind(a)
            + " and "
            + Values.kind(b)
            + "; convert with `| int` or `| string`, or join texts with `~`");
  }

  private Object calculate(Object a, Object b) {
    return switch (this) {
      case ADD -> Numbers.add(a, b);
      case SUBTRACT -> Numbers.subtract(a, b);
      case MULTIPLY -> Numbers.multiply(a, b);
      case DIVIDE -> Numbers.divide(a, b);
      case FLOOR_DIVIDE -> Numbers.floorDivide(a, b);
      case MODULO -> Numbers.modulo(a, b);
      case POWER -> Numbers.power(a, b);
    };
  }

  private static boolean isSequence(Object value) {
    return value instanceof List<?> && !(value instanceof Range);
  }

  private static Object join(Run run, Object a, Object b) {
    boolean markup = a instanceof Markup || b instanceof Markup;
    String left = markup ? Markup.escape(run, a) : Strings.text(a);
    String right = markup ? Markup.escape(run, b) : Strings.text(b);
    run.reserve((long) left.length() + right.length());
    return markup ? new Markup(left + right) : left + right;
  }

  /** Unary minus or plus. */
  static Object sign(Object value, boolean negative) {
    Undefined.refuse(value, null, "it has no negative");
    if (!Numbers.isNumber(value)) {
      throw Failure.type(Values.kind(value) + " has no sign; convert it with `| int` first");
    }
    return negative
        ? Numbers.negate(value)
        : value instanceof Boolean ? Numbers.add(value, 0L) : value;
  }
}
