package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Python's strings: sequences of code points, with Python's idea of spaces, lines and quotes. */
final class Strings {
  private Strings() {}

  static boolean isText(Object value) {
    return value instanceof String || value instanceof Markup;
  }

  /** The chars of a value that is text. */
  static String text(Object value) {
    return value instanceof Markup markup ? markup.text() : (String) value;
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** UTF-16 offset of a code point index, which must be in 0..length. */
  static int offset(String text, int index) {
    return length(text) == text.length() ? index : text.offsetByCodePoints(0, index);
  }

  static String substring(String text, int from, int to) {
    return text.substring(offset(text, from), offset(text, to));
  }

  static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  static boolean isBlank(String text) {
    return text.codePoints().allMatch(Strings::isSpace);
  }

  static boolean isWordPart(int c) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || Character.getType(c) == Character.OTHER_NUMBER
        || Character.getType(c) == Character.LETTER_NUMBER;
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** First character in title case, the others in lower case. */
  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int end = text.offsetByCodePoints(0, 1);
    // Lower case depends on the neighbours (final sigma), so it is taken from the whole.
    String tail = lower(text).substring(lower(text.substring(0, end)).length());
    return title(text.substring(0, end)) + tail;
  }

  static String title(String character) {
    String upper = upper(character);
    return upper.codePointCount(0, upper.length()) > 1
        ? capitalizeExpanded(upper)
        : Character.toString(Character.toTitleCase(character.codePointAt(0)));
  }

  private static String capitalizeExpanded(String upper) {
    int end = upper.offsetByCodePoints(0, 1);
    return upper.substring(0, end) + lower(upper.substring(end));
  }

  static String strip(String text, String chars, boolean left, boolean right) {
    int from = 0;
    int to = text.length();
    while (left && from < to && strips(text.codePointAt(from), chars)) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (right && to > from && strips(text.codePointBefore(to), chars)) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  /** {@code chars} empty: white space. */
  private static boolean strips(int c, String chars) {
    return chars.isEmpty() ? isSpace(c) : chars.indexOf(c) >= 0;
  }

  static List<String> splitLines(String text, boolean keepEnds) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && !isLineEnd(text.charAt(end))) {
        end++;
      }
      int next = Math.min(end + 1, text.length());
      if (text.startsWith("\r\n", end)) {
        next++;
      }
      lines.add(text.substring(start, keepEnds ? next : end));
      start = next;
    }
    return lines;
  }

  private static boolean isLineEnd(char c) {
    return (c >= '\n' && c <= '\r')
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  /** Python's repr(): the quotes that need fewer escapes, nothing unprintable. */
  static String repr(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == quote || c == '\\') {
        out.append('\\').appendCodePoint(c);
      } else if (c == '\n' || c == '\r' || c == '\t') {
        out.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
      } else if (isPrintable(c)) {
        out.appendCodePoint(c);
      } else if (c < 0x100) {
        out.append(String.format(Locale.ROOT, "\\x%02x", c));
      } else {
        out.append(String.format(Locale.ROOT, c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
      }
    }
    return out.append(quote).toString();
  }

  static boolean isPrintable(int c) {
    if (c >= ' ' && c < 0x7f) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Order by code points, which differs from Java's for characters beyond U+FFFF. */
  static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Character.isSurrogate(x) == Character.isSurrogate(y)
            ? Character.compare(x, y)
            : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
