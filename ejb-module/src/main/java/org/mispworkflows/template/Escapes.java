package org.mispworkflows.template;

/** Python's escapes in a quoted text. */
final class Escapes {
  private static final String SINGLE = "ntrabfv\\'\"";
  private static final String MEANING = "\n\t\r\u0007\b\f\u000b\\'\"";

  private final Source source;
  private final int offset;
  private final String written;
  private final StringBuilder out = new StringBuilder();
  private int at;

  Escapes(Source source, int offset, String written) {
    this.source = source;
    this.offset = offset;
    this.written = written;
  }

  String text() {
    while (at < written.length()) {
      char c = written.charAt(at++);
      if (c == '\\' && at < written.length()) {
        escape(written.charAt(at++));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private void escape(char c) {
    int simple = SINGLE.indexOf(c);
    if (simple >= 0) {
      out.append(MEANING.charAt(simple));
    } else if (c == 'x' || c == 'u' || c == 'U') {
      code(c == 'x' ? 2 : c == 'u' ? 4 : 8);
    } else if (c >= '0' && c <= '7') {
      octal(c - '0');
    } else if (c == 'N' || c > 127) {
      throw source.error(offset + at - 2, "`\\" + c + "` is not supported; write the character");
    } else if (c != '\n') {
      out.append('\\').append(c);
    }
  }

  private void code(int digits) {
    int code = -1;
    if (at + digits <= written.length()) {
      String hex = written.substring(at, at + digits);
      boolean valid = hex.chars().allMatch(d -> d < 128 && Character.digit(d, 16) >= 0);
      code = valid ? (int) Math.min(Long.parseLong(hex, 16), Integer.MAX_VALUE) : -1;
    }
    if (!Character.isValidCodePoint(code) || (code >= 0xd800 && code < 0xe000)) {
      throw source.error(
          offset + at - 2, "the escape needs " + digits + " hex digits of a character");
    }
    out.appendCodePoint(code);
    at += digits;
  }

  private void octal(int first) {
    int code = first;
    int end = Math.min(written.length(), at + 2);
    while (at < end && written.charAt(at) >= '0' && written.charAt(at) <= '7') {
      code = code * 8 + written.charAt(at++) - '0';
    }
    out.appendCodePoint(code);
  }
}
