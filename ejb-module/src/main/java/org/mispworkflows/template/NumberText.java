package org.mispworkflows.template;

/**
 * Flags, width and precision of a {@code %} format.
 *
 * @param flags some of {@code #0- +}
 * @param width characters at least, 0 for no padding
 * @param precision -1 if not given
 */
record NumberText(String flags, int width, int precision) {

  String text(String text) {
    boolean cut = precision >= 0 && precision < Strings.length(text);
    return pad("", cut ? Strings.substring(text, 0, precision) : text, ' ');
  }

  String integer(Object value, int radix, String prefix) {
    boolean negative = Numbers.toBig(value).signum() < 0;
    String digits = Numbers.toBig(value).abs().toString(radix);
    digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
    return pad(sign(negative) + (has('#') ? prefix : ""), digits, has('0') ? '0' : ' ');
  }

  String decimal(double value, char type) {
    int digits = precision < 0 ? 6 : precision;
    if (has('#')) {
      throw Failure.value("the flag # is not supported in `%" + type + "`");
    }
    String text =
        switch (type) {
          case 'e' -> Decimals.scientific(value, digits);
          case 'f' -> Decimals.fixed(value, digits);
          default -> Decimals.general(value, digits);
        };
    boolean negative = text.startsWith("-");
    return pad(sign(negative), negative ? text.substring(1) : text, has('0') ? '0' : ' ');
  }

  private String sign(boolean negative) {
    return negative ? "-" : has('+') ? "+" : has(' ') ? " " : "";
  }

  private String pad(String prefix, String text, char fill) {
    int missing = Math.max(0, width - prefix.length() - Strings.length(text));
    if (has('-')) {
      return prefix + text + " ".repeat(missing);
    }
    String padding = String.valueOf(fill).repeat(missing);
    return fill == '0' ? prefix + padding + text : padding + prefix + text;
  }

  private boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }
}
