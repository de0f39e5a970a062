package org.mispworkflows.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Python's format() of one value: {@code [[fill]align][sign][#][0][width][,][.precision][type]}.
 */
final class FormatSpec {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\\d{1,6})?([,_])?(?:\\.(\\d{1,6}))?([a-zA-Z%])?",
          Pattern.DOTALL);

  private final String spec;
  private final String fill;
  private final String align;
  private final String sign;
  private final boolean alternate;
  private final int width;
  private final String grouping;
  private final int precision;
  private final char type;

  private FormatSpec(String spec, Matcher parts) {
    this.spec = spec;
    boolean zero = parts.group(5) != null;
    this.fill = or(parts.group(1), zero ? "0" : " ");
    this.align = or(parts.group(2), zero ? "0" : "");
    this.sign = or(parts.group(3), "");
    this.alternate = parts.group(4) != null;
    this.width = Integer.parseInt(or(parts.group(6), "0"));
    this.grouping = or(parts.group(7), "");
    this.precision = Integer.parseInt(or(parts.group(8), "-1"));
    this.type = or(parts.group(9), "\0").charAt(0);
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  static String format(Run run, Object value, String spec) {
    if (spec.isEmpty()) {
      return Values.str(run, value);
    }
    Matcher parts = SYNTAX.matcher(spec);
    if (!parts.matches()) {
      throw Failure.value("`" + spec + "` is not a format");
    }
    FormatSpec format = new FormatSpec(spec, parts);
    run.reserve((long) format.width + Math.max(0, format.precision));
    if (Strings.isText(value)) {
      return format.text(Strings.text(value));
    }
    if (!Numbers.isNumber(value)) {
      throw Failure.type(Values.kind(value) + " can't be formatted with `" + spec + "`");
    }
    boolean decimal = value instanceof Double || "eEfFgG%".indexOf(format.type) >= 0;
    return decimal ? format.decimal(Numbers.toDouble(value)) : format.integer(value);
  }

  private String text(String text) {
    if ((type != 0 && type != 's')
        || !sign.isEmpty()
        || alternate
        || !grouping.isEmpty()
        || align.equals("=")) {
      throw unsupported("a text");
    }
    boolean cut = precision >= 0 && precision < Strings.length(text);
    return pad("", cut ? Strings.substring(text, 0, precision) : text, "<");
  }

  private String integer(Object value) {
    if (precision >= 0) {
      throw unsupported("an integer");
    }
    int radix =
        switch (type) {
          case 0, 'd' -> 10;
          case 'b' -> 2;
          case 'o' -> 8;
          case 'x', 'X' -> 16;
          default -> throw unsupported("an integer");
        };
    if (grouping.equals(",") && radix != 10) {
      throw unsupported("an integer");
    }
    String digits = group(Numbers.toBig(value).abs().toString(radix), radix == 10 ? 3 : 4);
    String prefix = alternate && radix != 10 ? "0" + type : "";
    digits = type == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
    return pad(sign(Numbers.toBig(value).signum() < 0) + prefix, digits, ">");
  }

  private String decimal(double value) {
    if (alternate || (type == 0 && precision >= 0)) {
      throw unsupported("a decimal number");
    }
    int digits = precision < 0 ? 6 : precision;
    String text =
        switch (type) {
          case 0 -> Decimals.repr(value);
          case 'e', 'E' -> Decimals.scientific(value, digits);
          case 'f', 'F' -> Decimals.fixed(value, digits);
          case 'g', 'G' -> Decimals.general(value, digits);
          case '%' -> Decimals.fixed(value * 100, digits) + "%";
          default -> throw unsupported("a decimal number");
        };
    boolean negative = text.startsWith("-");
    text = negative ? text.substring(1) : text;
    text = Character.isUpperCase(type) ? text.toUpperCase(Locale.ROOT) : text;
    int whole = 0;
    while (whole < text.length() && Character.isDigit(text.charAt(whole))) {
      whole++;
    }
    return pad(sign(negative), group(text.substring(0, whole), 3) + text.substring(whole), ">");
  }

  private String group(String digits, int size) {
    if (grouping.isEmpty()) {
      return digits;
    }
    if (fill.equals("0") && !align.isEmpty()) {
      throw unsupported("grouped digits");
    }
    StringBuilder grouped = new StringBuilder(digits);
    for (int i = digits.length() - size; i > 0; i -= size) {
      grouped.insert(i, grouping);
    }
    return grouped.toString();
  }

  private String sign(boolean negative) {
    return negative ? "-" : sign.equals("-") ? "" : sign;
  }

  private String pad(String prefix, String text, String usual) {
    // A zero before the width aligns numbers like =, but leaves texts where they are.
    String side =
        align.equals("0") ? (usual.equals(">") ? "=" : usual) : align.isEmpty() ? usual : align;
    int missing = Math.max(0, width - prefix.length() - Strings.length(text));
    int left = side.equals(">") ? missing : side.equals("^") ? missing / 2 : 0;
    if (side.equals("=")) {
      return prefix + fill.repeat(missing) + text;
    }
    return fill.repeat(left) + prefix + text + fill.repeat(missing - left);
  }

  private Failure unsupported(String what) {
    return Failure.value("the format `" + spec + "` is not supported for " + what);
  }
}
