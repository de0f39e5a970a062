package org.mispworkflows.template;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Methods of texts that count, find or tell. */
final class TextQueries {
  private static final String BOUNDS = ", start=none, end=none";

  private TextQueries() {}

  static void addTo(Operation.Table table) {
    table.add("startswith", "/prefix" + BOUNDS, (run, s, a) -> affix(s, a, true));
    table.add("endswith", "/suffix" + BOUNDS, (run, s, a) -> affix(s, a, false));
    table.add("find", "/sub" + BOUNDS, (run, s, a) -> find(s, a, true));
    table.add("rfind", "/sub" + BOUNDS, (run, s, a) -> find(s, a, false));
    table.add("index", "/sub" + BOUNDS, (run, s, a) -> requireFound(find(s, a, true)));
    table.add("rindex", "/sub" + BOUNDS, (run, s, a) -> requireFound(find(s, a, false)));
    table.add("count", "/sub" + BOUNDS, (run, s, a) -> count(s, a));
    all(table, "isalpha", Character::isLetter);
    all(table, "isalnum", c -> c != '_' && Strings.isWordPart(c));
    all(table, "isdecimal", Character::isDigit);
    all(table, "isdigit", TextQueries::isDigit);
    all(table, "isnumeric", TextQueries::isNumeric);
    all(table, "isspace", Strings::isSpace);
    table.add("isascii", "/", (run, s, a) -> Strings.text(s).chars().allMatch(c -> c < 128));
    table.add(
        "isprintable",
        "/",
        (run, s, a) -> Strings.text(s).codePoints().allMatch(Strings::isPrintable));
    table.add("islower", "/", (run, s, a) -> isLower(Strings.text(s)));
    table.add("isupper", "/", (run, s, a) -> isUpper(Strings.text(s)));
    table.add("istitle", "/", (run, s, a) -> isTitle(Strings.text(s)));
  }

  /** True for texts that aren't empty and have only such characters. */
  private static void all(Operation.Table table, String name, IntPredicate predicate) {
    table.add(
        name,
        "/",
        (run, s, a) ->
            !Strings.text(s).isEmpty() && Strings.text(s).codePoints().allMatch(predicate));
  }

  static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }

  static boolean isLower(String text) {
    return text.codePoints().anyMatch(Character::isLowerCase)
        && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
  }

  static boolean isUpper(String text) {
    return text.codePoints().anyMatch(Character::isUpperCase)
        && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
  }

  private static boolean isTitle(String text) {
    boolean inWord = false;
    boolean any = false;
    for (int c : text.codePoints().toArray()) {
      boolean capital = Character.isUpperCase(c) || Character.isTitleCase(c);
      if (inWord ? capital : Character.isLowerCase(c)) {
        return false;
      }
      inWord = isCased(c);
      any |= inWord;
    }
    return any;
  }

  private static boolean isDigit(int c) {
    if (Character.getType(c) == Character.OTHER_NUMBER) {
      throw Failure.of("`.isdigit` is not supported for " + Character.toString(c));
    }
    return Character.isDigit(c);
  }

  private static boolean isNumeric(int c) {
    if (Character.isIdeographic(c)) {
      throw Failure.of("`.isnumeric` is not supported for " + Character.toString(c));
    }
    return Character.isDigit(c)
        || Character.getType(c) == Character.LETTER_NUMBER
        || Character.getType(c) == Character.OTHER_NUMBER;
  }

  private static boolean affix(Object value, Args args, boolean prefix) {
    List<?> candidates = args.at(0) instanceof Tuple tuple ? tuple : List.of(args.text(0));
    String part = region(Strings.text(value), args);
    for (Object candidate : candidates) {
      if (!Strings.isText(candidate)) {
        throw Failure.type("texts start and end with texts, not " + Values.kind(candidate));
      }
      String text = Strings.text(candidate);
      if (part != null && (prefix ? part.startsWith(text) : part.endsWith(text))) {
        return true;
      }
    }
    return false;
  }

  private static Object find(Object value, Args args, boolean first) {
    String text = Strings.text(value);
    String part = region(text, args);
    if (part == null) {
      return -1L;
    }
    int at = first ? part.indexOf(args.text(0)) : part.lastIndexOf(args.text(0));
    return at < 0 ? -1L : (long) start(text, args) + Strings.length(part.substring(0, at));
  }

  private static Object requireFound(Object index) {
    if (index.equals(-1L)) {
      throw Failure.value("the text has no such part; `.find` gives -1 instead of failing");
    }
    return index;
  }

  private static Object count(Object value, Args args) {
    String part = region(Strings.text(value), args);
    String sub = args.text(0);
    if (part == null || sub.isEmpty()) {
      return part == null ? 0L : Strings.length(part) + 1L;
    }
    long count = 0;
    for (int at = part.indexOf(sub); at >= 0; at = part.indexOf(sub, at + sub.length())) {
      count++;
    }
    return count;
  }

  /** The part between start and end, null if start is beyond either of the ends. */
  private static @Nullable String region(String text, Args args) {
    int length = Strings.length(text);
    int start = start(text, args);
    int end = args.integer(2, length);
    end = Math.max(0, Math.min(length, end < 0 ? end + length : end));
    return start > end ? null : Strings.substring(text, start, end);
  }

  private static int start(String text, Args args) {
    int start = args.integer(1, 0);
    return Math.max(0, start < 0 ? start + Strings.length(text) : start);
  }
}
