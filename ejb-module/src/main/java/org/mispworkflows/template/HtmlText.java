package org.mispworkflows.template;

import java.util.HashMap;
import java.util.Map;

/** Makes plain text of HTML: tags and comments removed, entities replaced. */
final class HtmlText {
  /** Named entities of U+00A0 to U+00FF, which also count without a semicolon. */
  private static final String LATIN_1 =
      "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn"
          + " sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest"
          + " Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave"
          + " Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave"
          + " Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig"
          + " ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute"
          + " ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

  /** What the numbers 128 to 159 stand for, as browsers read them; \0: the number itself. */
  private static final String WINDOWS_1252 =
      "\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\0\u017d\0"
          + "\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0\u017e\u0178";

  private static final int LONGEST_NAME = 32;
  private static final Map<String, String> ENTITIES = new HashMap<>();

  static {
    char c = '\u00a0';
    for (String name : LATIN_1.split(" ", -1)) {
      ENTITIES.put(name, String.valueOf(c++));
    }
    String[] others = {"amp", "&", "lt", "<", "gt", ">", "quot", "\""};
    for (int i = 0; i < others.length; i += 2) {
      ENTITIES.put(others[i], others[i + 1]);
      ENTITIES.put(Strings.upper(others[i]), others[i + 1]);
    }
    ENTITIES.put("COPY", "\u00a9");
    ENTITIES.put("REG", "\u00ae");
  }

  private final Run run;
  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private HtmlText(Run run, String text) {
    this.run = run;
    this.text = text;
  }

  static String stripTags(Run run, String html) {
    String untagged = withoutTags(withoutComments(run, html));
    StringBuilder words = new StringBuilder();
    for (Object word : TextMethods.split(run, untagged, Args.of(None.NONE, -1L))) {
      words.append(words.length() > 0 ? " " : "").append(word);
    }
    return new HtmlText(run, words.toString()).unescape();
  }

  /** Removing one may make another out of what was around it. */
  private static String withoutComments(Run run, String html) {
    String rest = html;
    int start = rest.indexOf("<!--");
    while (start >= 0) {
      int end = rest.indexOf("-->", start);
      if (end < 0) {
        break;
      }
      run.steps(1 + rest.length() / 64);
      rest = rest.substring(0, start) + rest.substring(end + 3);
      start = rest.indexOf("<!--", Math.max(0, start - 3));
    }
    return rest;
  }

  private static String withoutTags(String html) {
    StringBuilder kept = new StringBuilder(html.length());
    int from = 0;
    int start = html.indexOf('<');
    while (start >= 0) {
      int end = html.indexOf('>', start);
      if (end < 0) {
        break;
      }
      kept.append(html, from, start);
      from = end + 1;
      start = html.indexOf('<', from);
    }
    return kept.append(html, from, html.length()).toString();
  }

  private String unescape() {
    for (int and = text.indexOf('&'); and >= 0; and = text.indexOf('&', at)) {
      run.step();
      out.append(text, at, and);
      at = and + 1;
      if (text.startsWith("#", at)) {
        numbered();
      } else {
        named();
      }
    }
    return out.append(text, at, text.length()).toString();
  }

  private void named() {
    int end = at;
    while (end < text.length()
        && end - at < LONGEST_NAME
        && "\t\n\f <&#;".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String name = text.substring(at, end);
    boolean closed = text.startsWith(";", end);
    if (ENTITIES.containsKey(name)) {
      out.append(ENTITIES.get(name));
      at = closed ? end + 1 : end;
      return;
    }
    if (closed && name.length() > 1 && name.chars().allMatch(Character::isLetterOrDigit)) {
      throw Failure.of("`striptags` doesn't know the entity `&" + name + ";`; use its number");
    }
    for (int length = name.length() - 1; length > 1; length--) {
      String entity = ENTITIES.get(name.substring(0, length));
      if (entity != null) {
        out.append(entity);
        at += length;
        return;
      }
    }
    out.append('&');
  }

  private void numbered() {
    boolean hex = text.startsWith("x", at + 1) || text.startsWith("X", at + 1);
    int radix = hex ? 16 : 10;
    int start = at + (hex ? 2 : 1);
    int end = start;
    int code = 0;
    while (end < text.length() && digit(text.charAt(end), radix) >= 0) {
      code = Math.min(0x110000, code * radix + digit(text.charAt(end), radix));
      end++;
    }
    if (end == start) {
      out.append('&');
      return;
    }
    out.append(character(code));
    at = text.startsWith(";", end) ? end + 1 : end;
  }

  private static int digit(char c, int radix) {
    return c < 128 ? Character.digit(c, radix) : -1;
  }

  private static String character(int code) {
    if (code >= 0x80 && code < 0xa0) {
      char read = WINDOWS_1252.charAt(code - 0x80);
      return Character.toString(read == 0 ? code : read);
    }
    if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
      return "\ufffd";
    }
    boolean control = (code < 0x20 && "\t\n\f\r".indexOf(code) < 0) || code == 0x7f;
    boolean noncharacter = (code & 0xfffe) == 0xfffe || (code >= 0xfdd0 && code < 0xfdf0);
    return control || noncharacter ? "" : Character.toString(code);
  }
}
