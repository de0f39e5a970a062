package org.mispworkflows.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Python's {@code '%05.1f of %s' % values}. */
final class PercentFormat {
  private final Run run;
  private final Object template;
  private final String format;
  private final Object values;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int used;

  private PercentFormat(Run run, Object template, Object values) {
    this.run = run;
    this.template = template;
    this.format = Strings.text(template);
    this.values = values;
  }

  /** {@code values}: a tuple with one value for each {@code %}, a mapping, or a single value. */
  static Object format(Run run, Object template, Object values) {
    return Markup.like(template, new PercentFormat(run, template, values).text());
  }

  private String text() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      int end = percent < 0 ? format.length() : percent;
      run.grow(out.length(), (long) end - at);
      out.append(format, at, end);
      at = end;
      if (percent >= 0) {
        at++;
        run.step();
        field();
      }
    }
    boolean mayBeUnused =
        values instanceof Map<?, ?> || values instanceof List<?> || values instanceof Undefined;
    if (values instanceof Tuple tuple ? used < tuple.size() : used == 0 && !mayBeUnused) {
      throw Failure.type("the text has fewer `%` than there are values for it");
    }
    return out.toString();
  }

  private void field() {
    if (peek() == '%') {
      at++;
      out.append('%');
      return;
    }
    Object value = null;
    if (peek() == '(') {
      value = byKey();
    }
    StringBuilder flags = new StringBuilder();
    while (peek() != 0 && "#0- +".indexOf(peek()) >= 0) {
      flags.append(next());
    }
    int width = number(0);
    if (width < 0) {
      flags.append('-');
      width = Math.abs(width);
    }
    int precision = -1;
    if (peek() == '.') {
      at++;
      precision = Math.max(0, number(0));
    }
    while (peek() == 'h' || peek() == 'l' || peek() == 'L') {
      at++;
    }
    run.reserve((long) width + Math.max(0, precision));
    char type = next();
    NumberText number = new NumberText(flags.toString(), width, precision);
    String text = convert(type, value == null ? nextValue() : value, number);
    run.grow(out.length(), text.length());
    out.append(text);
  }

  private Object byKey() {
    int close = format.indexOf(')', at);
    if (close < 0 || !(values instanceof Map<?, ?> map)) {
      throw Failure.type("`%(name)s` needs a mapping with the values");
    }
    String key = format.substring(at + 1, close);
    at = close + 1;
    Object value = Values.get(map, key);
    if (value == null) {
      throw Failure.of("there is no value `" + key + "` for `%(" + key + ")`");
    }
    return value;
  }

  private int number(int otherwise) {
    if (peek() == '*') {
      at++;
      return Args.of(nextValue()).integer(0);
    }
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at - start > 9) {
      throw Failure.value("a width or precision in a `%` format is too big");
    }
    return at == start ? otherwise : Integer.parseInt(format.substring(start, at));
  }

  private Object nextValue() {
    if (values instanceof Tuple tuple ? used < tuple.size() : used == 0) {
      return values instanceof Tuple tuple ? tuple.get(used++) : first();
    }
    throw Failure.type("the text has more `%` than there are values for it");
  }

  private Object first() {
    used++;
    return values;
  }

  private String convert(char type, Object value, NumberText number) {
    return switch (type) {
      case 's' ->
          number.text(
              template instanceof Markup ? Markup.escape(run, value) : Values.str(run, value));
      case 'r' -> number.text(escaped(Values.repr(run, value)));
      case 'd', 'i', 'u' -> number.integer(truncated(value), 10, "");
      case 'x' -> number.integer(integer(value), 16, "0x");
      case 'X' -> number.integer(integer(value), 16, "0X").toUpperCase(Locale.ROOT);
      case 'o' -> number.integer(integer(value), 8, "0o");
      case 'e', 'f', 'g' -> number.decimal(decimal(value), type);
      case 'E', 'F', 'G' ->
          number.decimal(decimal(value), Character.toLowerCase(type)).toUpperCase(Locale.ROOT);
      case 'c' -> new NumberText(number.flags(), number.width(), -1).text(character(value));
      default ->
          throw Failure.value("`%" + type + "` is not a format; write `%%` for a percent sign");
    };
  }

  private String escaped(String text) {
    return template instanceof Markup ? Markup.escape(text) : text;
  }

  private static Object truncated(Object value) {
    return value instanceof Double number ? Numbers.truncate(number) : integer(value);
  }

  private static Object integer(Object value) {
    if (!Numbers.isInteger(value)) {
      throw Failure.type(
          "this `%` format needs an integer, not " + Values.kind(value) + "; use `| int`");
    }
    return value;
  }

  private static double decimal(Object value) {
    if (!Numbers.isNumber(value)) {
      throw Failure.type(
          "this `%` format needs a number, not " + Values.kind(value) + "; use `| float`");
    }
    return Numbers.toDouble(value);
  }

  private static String character(Object value) {
    if (Strings.isText(value) && Strings.length(Strings.text(value)) == 1) {
      return Strings.text(value);
    }
    long code = Numbers.clamp(integer(value), Integer.MAX_VALUE);
    if (!Character.isValidCodePoint((int) code)) {
      throw Failure.overflow("`%c` needs the code of a character");
    }
    return Character.toString((int) code);
  }

  private char peek() {
    return at < format.length() ? format.charAt(at) : 0;
  }

  private char next() {
    if (at == format.length()) {
      throw Failure.value("the text ends inside a `%` format; write `%%` for a percent sign");
    }
    return format.charAt(at++);
  }
}
