package org.mispworkflows.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Python's decimal texts of doubles; Java's own differ in digits and in when they use exponents.
 */
final class Decimals {
  private static final int MAX_PRECISION = 1_000;

  private Decimals() {}

  /** Shortest text that gives the same double again. */
  static String repr(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return special(number);
    }
    String sign = isNegative(number) ? "-" : "";
    double size = Math.abs(number);
    if (size == Math.rint(size) && size < 1e15) {
      return sign + (long) size + ".0";
    }
    BigDecimal shortest = shortest(size).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    if (point > 16 || point <= -4) {
      return sign + mantissa(digits) + exponent(point - 1);
    }
    if (point <= 0) {
      return sign + "0." + "0".repeat(-point) + digits;
    }
    return digits.length() <= point
        ? sign + digits + "0".repeat(point - digits.length()) + ".0"
        : sign + digits.substring(0, point) + "." + digits.substring(point);
  }

  /** {@code %.<precision>f}. */
  static String fixed(double number, int precision) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return special(number);
    }
    check(precision);
    BigDecimal rounded = exact(number).setScale(precision, RoundingMode.HALF_EVEN);
    return (isNegative(number) ? "-" : "") + rounded.toPlainString();
  }

  /** {@code %.<precision>e}. */
  static String scientific(double number, int precision) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return special(number);
    }
    check(precision);
    String sign = isNegative(number) ? "-" : "";
    if (number == 0) {
      return sign + (precision == 0 ? "0" : "0." + "0".repeat(precision)) + "e+00";
    }
    BigDecimal rounded = round(number, precision + 1);
    String digits = rounded.unscaledValue().toString();
    int exponent = digits.length() - rounded.scale() - 1;
    digits += "0".repeat(Math.max(0, precision + 1 - digits.length()));
    return sign + mantissa(digits.substring(0, precision + 1)) + exponent(exponent);
  }

  /** {@code %.<precision>g}. */
  static String general(double number, int precision) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return special(number);
    }
    check(precision);
    int digits = Math.max(1, precision);
    BigDecimal rounded = round(number, digits);
    int exponent = number == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= digits) {
      String text = scientific(number, digits - 1);
      int mark = text.indexOf('e');
      return trim(text.substring(0, mark)) + text.substring(mark);
    }
    return trim(fixed(number, digits - 1 - exponent));
  }

  private static BigDecimal shortest(double size) {
    // Up to 15 digits any normal double's nearest decimal is its shortest; tiny ones have fewer.
    for (int digits = size < 1e-290 ? 1 : 15; digits < 17; digits++) {
      BigDecimal candidate = round(size, digits);
      if (candidate.doubleValue() == size) {
        return candidate;
      }
    }
    return round(size, 17);
  }

  private static BigDecimal round(double number, int digits) {
    return exact(number).round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  /** Every digit of the size of a double. */
  private static BigDecimal exact(double number) {
    return new BigDecimal(Math.abs(number));
  }

  private static String mantissa(String digits) {
    return digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
  }

  private static String exponent(int exponent) {
    return String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String trim(String text) {
    return text.contains(".")
        ? Strings.strip(Strings.strip(text, "0", false, true), ".", false, true)
        : text;
  }

  private static String special(double number) {
    return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
  }

  private static boolean isNegative(double number) {
    return number < 0 || (number == 0 && 1 / number < 0);
  }

  private static void check(int precision) {
    if (precision > MAX_PRECISION) {
      throw Failure.value("a number can be written with " + MAX_PRECISION + " decimals at most");
    }
  }
}
