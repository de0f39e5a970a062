package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.List;

/** Filters of texts. */
final class TextFilters {
  private TextFilters() {}

  private interface Body {
    String apply(Run run, String text, Args args);
  }

  static void addTo(Operation.Table table) {
    soft(table, "upper", "", (run, s, a) -> Strings.upper(s));
    soft(table, "lower", "", (run, s, a) -> Strings.lower(s));
    soft(table, "capitalize", "", (run, s, a) -> Strings.capitalize(s));
    soft(table, "string", "", (run, s, a) -> s);
    soft(table, "center", "width=80", (run, s, a) -> TextMethods.pad(run, s, a.integer(0), " ", 1));
    soft(table, "trim", "chars=none", TextFilters::trim);
    table.add("title", "", (run, v, a) -> title(Values.str(run, v)));
    table.add("replace", "old, new, count=none", TextFilters::replace);
    table.add(
        "truncate", "length=255, killwords=false, end='...', leeway=none", TextFilters::truncate);
    table.add("indent", "width=4, first=false, blank=false", TextFilters::indent);
    table.add("wordcount", "", (run, v, a) -> wordCount(Values.str(run, v)));
    table.add(
        "wordwrap",
        "width=79, break_long_words=true, wrapstring=none, break_on_hyphens=true",
        TextFilters::wordWrap);
    table.addOpen("format", TextFilters::format);
  }

  /** Prints the value first; markup stays markup. */
  private static void soft(Operation.Table table, String name, String signature, Body body) {
    table.add(
        name,
        signature,
        (run, value, args) -> Markup.like(value, body.apply(run, Values.str(run, value), args)));
  }

  private static String trim(Run run, String text, Args args) {
    String chars = args.isNone(0) ? "" : args.text(0);
    return chars.isEmpty() && !args.isNone(0) ? text : Strings.strip(text, chars, true, true);
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean separator = i < text.length() && separatesWords(text.charAt(i));
      if (separator || i == text.length()) {
        out.append(titleWord(text.substring(start, i)));
        start = i + 1;
      }
      if (separator) {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static boolean separatesWords(char c) {
    return "-({[<".indexOf(c) >= 0 || Strings.isSpace(c);
  }

  private static String titleWord(String word) {
    if (word.isEmpty()) {
      return word;
    }
    int end = word.offsetByCodePoints(0, 1);
    return Strings.upper(word.substring(0, end)) + Strings.lower(word.substring(end));
  }

  private static Object replace(Run run, Object value, Args args) {
    String old = Values.str(run, args.at(0));
    String by = Values.str(run, args.at(1));
    return TextMethods.replace(run, Values.str(run, value), old, by, args.integer(2, -1));
  }

  private static Object truncate(Run run, Object value, Args args) {
    int length = args.integer(0);
    String end = args.text(2);
    int leeway = args.integer(3, 5);
    int room = length - Strings.length(end);
    if (room < 0 || leeway < 0) {
      throw Failure.of("`truncate` needs a length that its end fits in, and no negative leeway");
    }
    if (Sequences.length(value) <= (long) length + leeway) {
      return value;
    }
    if (!Strings.isText(value)) {
      throw Failure.type("`truncate` needs a text, not " + Values.kind(value));
    }
    String start = Strings.substring(Strings.text(value), 0, room);
    int space = start.lastIndexOf(' ');
    String kept = args.truth(1) || space < 0 ? start : start.substring(0, space);
    return value instanceof Markup ? new Markup(kept + Markup.escape(run, args.at(2))) : kept + end;
  }

  private static Object indent(Run run, Object value, Args args) {
    Undefined.refuse(value, null, "it can't be indented");
    if (!Strings.isText(value)) {
      throw Failure.type("`indent` needs a text, not " + Values.kind(value) + "; use `| string`");
    }
    boolean text = Strings.isText(args.at(0));
    run.reserve(text ? 0 : Math.max(0, args.integer(0)));
    String indention = text ? args.text(0) : " ".repeat(Math.max(0, args.integer(0)));
    StringBuilder out = new StringBuilder(args.truth(1) ? indention : "");
    boolean first = true;
    for (String line : Strings.splitLines(Strings.text(value) + "\n", false)) {
      run.grow(out.length(), (long) line.length() + indention.length() + 1);
      if (!first) {
        out.append('\n').append(line.isEmpty() && !args.truth(2) ? "" : indention);
      }
      out.append(line);
      first = false;
    }
    return Markup.like(value, out.toString());
  }

  private static long wordCount(String text) {
    long words = 0;
    boolean inWord = false;
    for (int c : text.codePoints().toArray()) {
      boolean part = Strings.isWordPart(c);
      words += part && !inWord ? 1 : 0;
      inWord = part;
    }
    return words;
  }

  private static Object wordWrap(Run run, Object value, Args args) {
    Undefined.refuse(value, null, "it can't be wrapped");
    if (!Strings.isText(value)) {
      throw Failure.type("`wordwrap` needs a text, not " + Values.kind(value));
    }
    WordWrap wrap = new WordWrap(run, args.integer(0), args.truth(1), args.truth(3));
    List<String> lines = new ArrayList<>();
    for (String line : Strings.splitLines(Strings.text(value), false)) {
      // A line without words still is a line, though an empty one.
      lines.add(String.join(args.isNone(2) ? "\n" : args.text(2), wrap.wrap(line)));
    }
    String separator = args.isNone(2) ? "\n" : args.text(2);
    run.reserve((long) separator.length() * lines.size());
    return String.join(separator, lines);
  }

  private static Object format(Run run, Object value, Args args) {
    if (args.size() > 0 && !args.named().isEmpty()) {
      throw Failure.of("`format` takes either values or named values, not both");
    }
    OwnMap named = new OwnMap();
    named.putAll(args.named());
    Object values = named.isEmpty() ? Tuple.copyOf(args.positional()) : named;
    Object template = Strings.isText(value) ? value : Values.str(run, value);
    return PercentFormat.format(run, template, values);
  }
}
