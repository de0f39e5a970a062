package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Methods of texts that give texts. */
final class TextMethods {
  private TextMethods() {}

  private interface Body {
    Object apply(Run run, String text, Args args);
  }

  static void addTo(Operation.Table table) {
    plain(table, "upper", "/", (run, s, a) -> Strings.upper(s));
    plain(table, "lower", "/", (run, s, a) -> Strings.lower(s));
    plain(table, "casefold", "/", (run, s, a) -> casefold(s));
    plain(table, "capitalize", "/", (run, s, a) -> Strings.capitalize(s));
    plain(table, "title", "/", (run, s, a) -> title(s));
    plain(table, "swapcase", "/", (run, s, a) -> swapCase(s));
    plain(table, "strip", "/chars=none", (run, s, a) -> strip(s, a, true, true));
    plain(table, "lstrip", "/chars=none", (run, s, a) -> strip(s, a, true, false));
    plain(table, "rstrip", "/chars=none", (run, s, a) -> strip(s, a, false, true));
    plain(
        table,
        "removeprefix",
        "/prefix",
        (run, s, a) -> s.startsWith(a.text(0)) ? s.substring(a.text(0).length()) : s);
    plain(
        table,
        "removesuffix",
        "/suffix",
        (run, s, a) -> s.endsWith(a.text(0)) ? s.substring(0, s.length() - a.text(0).length()) : s);
    plain(table, "zfill", "/width", (run, s, a) -> zeroFill(run, s, a.integer(0)));
    plain(table, "expandtabs", "tabsize=8", (run, s, a) -> expandTabs(run, s, a.integer(0)));
    plain(table, "split", "sep=none, maxsplit=-1", (run, s, a) -> split(run, s, a));
    plain(table, "rsplit", "sep=none, maxsplit=-1", (run, s, a) -> splitFromEnd(run, s, a));
    plain(table, "splitlines", "keepends=false", (run, s, a) -> lines(run, s, a.truth(0)));
    plain(table, "partition", "/sep", (run, s, a) -> partition(s, a, true));
    plain(table, "rpartition", "/sep", (run, s, a) -> partition(s, a, false));
    table.add("ljust", "/width, fillchar=' '", (run, s, a) -> pad(run, s, a, 0));
    table.add("rjust", "/width, fillchar=' '", (run, s, a) -> pad(run, s, a, 2));
    table.add("center", "/width, fillchar=' '", (run, s, a) -> pad(run, s, a, 1));
    table.add("join", "/iterable", TextMethods::join);
    table.add("replace", "/old, new, count=-1", TextMethods::replace);
    table.addOpen("format", (run, s, a) -> BraceFormat.format(run, s, a));
    table.add("format_map", "/mapping", (run, s, a) -> BraceFormat.formatMap(run, s, a.at(0)));
  }

  /** On markup, the texts that come out are markup too. */
  private static void plain(Operation.Table table, String name, String signature, Body body) {
    table.add(
        name,
        signature,
        (run, value, args) -> {
          Object result = body.apply(run, Strings.text(value), args);
          if (!(value instanceof Markup) || !(result instanceof List<?> parts)) {
            return result instanceof String text ? Markup.like(value, text) : result;
          }
          OwnList marked = new OwnList();
          parts.forEach(part -> marked.add(new Markup((String) part)));
          return result instanceof Tuple ? Tuple.copyOf(marked) : marked;
        });
  }

  private static String casefold(String text) {
    if (text.codePoints().anyMatch(c -> c > 0xff)) {
      throw Failure.of("`.casefold` is only supported for Western texts; use `| lower`");
    }
    return Strings.lower(text).replace("\u00df", "ss").replace('\u00b5', '\u03bc');
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean inWord = false;
    for (int c : text.codePoints().toArray()) {
      String character = Character.toString(c);
      out.append(inWord ? Strings.lower(character) : Strings.title(character));
      inWord = TextQueries.isCased(c);
    }
    return out.toString();
  }

  private static String swapCase(String text) {
    StringBuilder out = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      String character = Character.toString(c);
      out.append(
          Character.isUpperCase(c)
              ? Strings.lower(character)
              : Character.isLowerCase(c) ? Strings.upper(character) : character);
    }
    return out.toString();
  }

  private static String strip(String text, Args args, boolean left, boolean right) {
    if (args.isNone(0)) {
      return Strings.strip(text, "", left, right);
    }
    return args.text(0).isEmpty() ? text : Strings.strip(text, args.text(0), left, right);
  }

  private static String zeroFill(Run run, String text, int width) {
    run.reserve(width);
    String zeros = "0".repeat(Math.max(0, width - Strings.length(text)));
    boolean signed = text.startsWith("-") || text.startsWith("+");
    return signed ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
  }

  private static String expandTabs(Run run, String text, int size) {
    run.reserve((long) text.length() * Math.max(1, size));
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int c : text.codePoints().toArray()) {
      if (c == '\t') {
        int spaces = size > 0 ? size - column % size : 0;
        out.append(" ".repeat(spaces));
        column += spaces;
      } else {
        out.appendCodePoint(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return out.toString();
  }

  private static String separator(String text) {
    if (text.isEmpty()) {
      throw Failure.value("the separator can't be empty");
    }
    return text;
  }

  static OwnList split(Run run, String text, Args args) {
    int left = args.integer(1) < 0 ? Integer.MAX_VALUE : args.integer(1);
    boolean spaces = args.isNone(0);
    String separator = spaces ? "" : separator(args.text(0));
    OwnList parts = new OwnList();
    int start = spaces ? skipSpaces(text, 0) : 0;
    for (; left > 0; left--) {
      run.step();
      int end = spaces ? nextSpace(text, start) : text.indexOf(separator, start);
      if (end < 0) {
        break;
      }
      parts.add(text.substring(start, end));
      start = spaces ? skipSpaces(text, end) : end + separator.length();
    }
    if (!spaces || start < text.length()) {
      parts.add(text.substring(start));
    }
    return parts;
  }

  private static int skipSpaces(String text, int from) {
    int at = from;
    while (at < text.length() && Strings.isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int nextSpace(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (Strings.isSpace(text.charAt(at))) {
        return at;
      }
    }
    return -1;
  }

  private static OwnList splitFromEnd(Run run, String text, Args args) {
    int left = args.integer(1) < 0 ? Integer.MAX_VALUE : args.integer(1);
    boolean spaces = args.isNone(0);
    String separator = spaces ? " " : separator(args.text(0));
    List<Object> parts = new ArrayList<>();
    int end = spaces ? skipSpacesBack(text, text.length()) : text.length();
    for (; left > 0; left--) {
      run.step();
      int start =
          spaces ? previousSpace(text, end) : text.lastIndexOf(separator, end - separator.length());
      if (start < 0) {
        break;
      }
      parts.add(text.substring(start + separator.length(), end));
      end = spaces ? skipSpacesBack(text, start) : start;
    }
    if (!spaces || end > 0) {
      parts.add(text.substring(0, end));
    }
    Collections.reverse(parts);
    return new OwnList(parts);
  }

  private static int skipSpacesBack(String text, int from) {
    int at = from;
    while (at > 0 && Strings.isSpace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static int previousSpace(String text, int from) {
    for (int at = from - 1; at >= 0; at--) {
      if (Strings.isSpace(text.charAt(at))) {
        return at;
      }
    }
    return -1;
  }

  private static OwnList lines(Run run, String text, boolean keepEnds) {
    List<String> lines = Strings.splitLines(text, keepEnds);
    run.steps(lines.size());
    return new OwnList(lines);
  }

  private static Tuple partition(String text, Args args, boolean first) {
    String separator = separator(args.text(0));
    int at = first ? text.indexOf(separator) : text.lastIndexOf(separator);
    if (at < 0) {
      return first ? Tuple.of(text, "", "") : Tuple.of("", "", text);
    }
    return Tuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
  }

  /** {@code side}: 0 keeps the text left, 1 centers it, 2 moves it right. */
  private static Object pad(Run run, Object value, Args args, int side) {
    String fill = args.text(1);
    if (Strings.length(fill) != 1) {
      throw Failure.type("the fill character must be one character long");
    }
    return Markup.like(value, pad(run, Strings.text(value), args.integer(0), fill, side));
  }

  static String pad(Run run, String text, int width, String fill, int side) {
    run.reserve((long) Math.max(0, width) * fill.length());
    int missing = Math.max(0, width - Strings.length(text));
    int left = side == 1 ? missing / 2 + (missing & width & 1) : side == 0 ? 0 : missing;
    return fill.repeat(left) + text + fill.repeat(missing - left);
  }

  private static Object join(Run run, Object value, Args args) {
    StringBuilder joined = new StringBuilder();
    String separator = "";
    for (Iterator<Object> items = Sequences.iterate(args.at(0)); items.hasNext(); ) {
      Object item = items.next();
      run.step();
      if (!Strings.isText(item) && !(value instanceof Markup)) {
        throw Failure.type(
            "join() takes texts only, not " + Values.kind(item) + "; use the filter `| join`");
      }
      String text = value instanceof Markup ? Markup.escape(run, item) : Strings.text(item);
      run.grow(joined.length(), (long) separator.length() + text.length());
      joined.append(separator).append(text);
      separator = Strings.text(value);
    }
    return Markup.like(value, joined.toString());
  }

  private static Object replace(Run run, Object value, Args args) {
    String by = value instanceof Markup ? Markup.escape(run, args.at(1)) : args.text(1);
    return Markup.like(value, replace(run, Strings.text(value), args.text(0), by, args.integer(2)));
  }

  /** {@code count} negative: all of them. An empty {@code old} is found between all characters. */
  static String replace(Run run, String text, String old, String by, int count) {
    StringBuilder out = new StringBuilder();
    int copied = 0;
    int at = text.indexOf(old);
    for (int left = count; at >= 0 && left != 0; left--) {
      run.grow(out.length(), (long) at - copied + by.length());
      out.append(text, copied, at).append(by);
      copied = at + old.length();
      if (old.isEmpty() && at == text.length()) {
        break;
      }
      at = old.isEmpty() ? text.offsetByCodePoints(at, 1) : text.indexOf(old, copied);
    }
    run.grow(out.length(), (long) text.length() - copied);
    return out.append(text, copied, text.length()).toString();
  }
}
