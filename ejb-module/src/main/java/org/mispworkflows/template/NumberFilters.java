package org.mispworkflows.template;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Filters of numbers. */
final class NumberFilters {
  private NumberFilters() {}

  static void addTo(Operation.Table table) {
    table.add("abs", "/", (run, v, a) -> abs(v));
    table.add("round", "precision=0, method='common'", NumberFilters::round);
    table.add("int", "default=0, base=10", (run, v, a) -> integer(v, a.at(0), a.integer(1)));
    table.add(
        "float", "default=none", (run, v, a) -> decimal(v, a.isNone(0) ? (Object) 0.0 : a.at(0)));
    table.add("filesizeformat", "binary=false", (run, v, a) -> fileSize(v, a.truth(0)));
  }

  private static Object requireNumber(Object value) {
    Undefined.refuse(value, null, "it can't be calculated with");
    if (!Numbers.isNumber(value)) {
      throw Failure.type(
          "this filter needs a number, not " + Values.kind(value) + "; use `| int` or `| float`");
    }
    return value;
  }

  private static Object abs(Object value) {
    boolean negative = Numbers.compare(requireNumber(value), 0L) == -1;
    boolean minusZero = value instanceof Double number && number == 0;
    return negative
        ? Numbers.negate(value)
        : minusZero ? (Object) 0.0 : Operator.sign(value, false);
  }

  private static Object round(Run run, Object value, Args args) {
    int precision = args.integer(0);
    int method = List.of("common", "ceil", "floor").indexOf(args.text(1));
    if (method < 0) {
      throw Failure.of("`round` knows the methods 'common', 'ceil' and 'floor'");
    }
    requireNumber(value);
    if (method == 0) {
      return Numbers.round(value, precision);
    }
    Object scale = Numbers.power(10L, (long) precision);
    Object scaled = Numbers.multiply(value, scale);
    if (scaled instanceof Double number) {
      scaled = Numbers.truncate(method == 1 ? Math.ceil(number) : Math.floor(number));
    }
    return Numbers.divide(scaled, scale);
  }

  private static Object integer(Object value, Object otherwise, int base) {
    Undefined.refuse(value, null, "it is no integer");
    if (Numbers.isNumber(value) && !(value instanceof Double number && number.isNaN())) {
      return value instanceof Double number
          ? Numbers.truncate(number)
          : Operator.sign(value, false);
    }
    if (!Strings.isText(value)) {
      return otherwise;
    }
    BigInteger parsed = NumberParser.integer(Strings.text(value), base);
    if (parsed != null) {
      return Numbers.of(parsed);
    }
    Double decimal = NumberParser.decimal(Strings.text(value));
    return decimal == null || decimal.isNaN() || decimal.isInfinite()
        ? otherwise
        : Numbers.truncate(decimal);
  }

  private static Object decimal(Object value, Object otherwise) {
    Undefined.refuse(value, null, "it is no number");
    @Nullable Double number = parse(value);
    return number == null ? otherwise : number;
  }

  private static @Nullable Double parse(Object value) {
    if (Numbers.isNumber(value)) {
      return Numbers.toDouble(value);
    }
    return Strings.isText(value) ? NumberParser.decimal(Strings.text(value)) : null;
  }

  private static String fileSize(Object value, boolean binary) {
    Undefined.refuse(value, null, "it is no size");
    Double bytes = parse(value);
    if (bytes == null) {
      throw Failure.value("`filesizeformat` needs a number of bytes, not " + Values.kind(value));
    }
    int base = binary ? 1024 : 1000;
    if (bytes == 1) {
      return "1 Byte";
    }
    if (bytes < base) {
      return Values.digits((Number) Numbers.truncate(bytes)) + " Bytes";
    }
    String prefixes = "kMGTPEZY";
    int power = 1;
    while (power < prefixes.length() && !(bytes < unit(base, power + 1))) {
      power++;
    }
    String prefix = prefixes.substring(power - 1, power).toUpperCase(Locale.ROOT);
    String unit = binary ? prefix + "iB" : (power == 1 ? "k" : prefix) + "B";
    return Decimals.fixed(base * bytes / unit(base, power + 1), 1) + " " + unit;
  }

  private static double unit(int base, int power) {
    return BigInteger.valueOf(base).pow(power).doubleValue();
  }
}
