package org.mispworkflows.template;

import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads numbers in texts as Python's int() and float() do. */
final class NumberParser {
  private static final int MAX_DIGITS = 4_300;
  private static final String DIGITS = "[0-9](?:_?[0-9])*";
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(?:"
              + DIGITS
              + "\\.?(?:"
              + DIGITS
              + ")?|\\."
              + DIGITS
              + ")(?:[eE][+-]?"
              + DIGITS
              + ")?");
  private static final Pattern SPECIAL = Pattern.compile("[+-]?(?:inf|infinity|nan)");
  private static final Pattern ALPHANUMERIC = Pattern.compile("[0-9a-z](?:_?[0-9a-z])*");

  private NumberParser() {}

  /** Null if the text is no integer of that base; base 0: as its prefix says. */
  static @Nullable BigInteger integer(String text, int base) {
    String digits = asciiDigits(text).toLowerCase(Locale.ROOT);
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int radix = base;
    int prefixed = digits.length() > 1 && digits.startsWith("0") ? radixOf(digits.charAt(1)) : 0;
    if (prefixed > 0 && (base == prefixed || base == 0)) {
      radix = prefixed;
      digits = digits.substring(digits.startsWith("_", 2) ? 3 : 2);
    } else if (base == 0) {
      radix = 10;
      if (digits.startsWith("0") && !digits.replace("_", "").replace("0", "").isEmpty()) {
        return null;
      }
    }
    if (radix < 2
        || radix > 36
        || digits.length() > 2 * MAX_DIGITS
        || !ALPHANUMERIC.matches(digits)) {
      return null;
    }
    digits = digits.replace("_", "");
    int top = radix;
    boolean valid = digits.chars().allMatch(c -> Character.digit(c, top) >= 0);
    if (!valid || digits.length() > MAX_DIGITS) {
      return null;
    }
    BigInteger number = new BigInteger(digits, radix);
    return negative ? number.negate() : number;
  }

  private static int radixOf(char prefix) {
    return prefix == 'x' ? 16 : prefix == 'o' ? 8 : prefix == 'b' ? 2 : 0;
  }

  /** Null if the text is no number. */
  static @Nullable Double decimal(String text) {
    String digits = asciiDigits(text);
    String lower = digits.toLowerCase(Locale.ROOT);
    if (SPECIAL.matches(lower)) {
      double size = lower.endsWith("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
      return lower.startsWith("-") ? -size : size;
    }
    return DECIMAL.matches(digits) ? Double.valueOf(digits.replace("_", "")) : null;
  }

  /** Without spaces around, and with the digits of other scripts as ASCII ones. */
  private static String asciiDigits(String text) {
    String stripped = Strings.strip(text, "", true, true);
    if (stripped.chars().allMatch(c -> c < 128)) {
      return stripped;
    }
    StringBuilder out = new StringBuilder();
    stripped
        .codePoints()
        .forEach(c -> out.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
    return out.toString();
  }
}
