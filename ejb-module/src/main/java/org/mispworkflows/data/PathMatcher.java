package org.mispworkflows.data;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.template.Regex;

/**
 * One bracket of a path, such as {@code [to_ids=true]}: keeps a map or list by one of its entries.
 *
 * @param attribute the entry's key
 * @param operator one of = != &lt; &lt;= &gt; &gt;=; null: the entry is present
 * @param value what the entry is compared with
 * @param regex set when the value is a regular expression and the operator is =
 */
record PathMatcher(
    String attribute, @Nullable String operator, @Nullable String value, @Nullable Pattern regex) {

  /**
   * An entry alone, or an entry, operator and value. Blanks around the operator are allowed; a
   * value that begins with / runs to the next /. Possessive, so that a bracket full of blanks is
   * read once and not once for each blank.
   */
  private static final java.util.regex.Pattern BRACKET =
      java.util.regex.Pattern.compile(
          "\\[(?:([^=><!][^=><!\\]]*+)"
              + "|([^=><!](?:[^=><!\\]]*[^=><!\\]\\s])?+)\\s*+([><!]?=|[><])\\s*(/.*?/|[^\\]]+))\\]");

  static List<PathMatcher> parse(String brackets, String path) {
    List<PathMatcher> matchers = new ArrayList<>();
    Matcher m = BRACKET.matcher(brackets);
    while (m.find()) {
      String attribute = m.group(1) == null ? m.group(2) : m.group(1);
      String operator = m.group(3);
      String value = m.group(4);
      boolean isRegex = "=".equals(operator) && value != null && value.startsWith("/");
      matchers.add(
          new PathMatcher(attribute, operator, value, isRegex ? compile(value, path) : null));
    }
    return List.copyOf(matchers);
  }

  private static Pattern compile(String literal, String path) {
    int end = closingSlash(literal);
    if (end < 0)
      throw new MalformedPathException(
          path, "the regular expression " + literal + " has no closing /", -1);
    if (literal.indexOf('/', end + 1) > 0) {
      throw new MalformedPathException(
          path, "a slash ends the regular expression " + literal + "; write \\/", -1);
    }
    int flags = 0;
    for (char flag : literal.substring(end + 1).trim().toCharArray()) {
      flags |=
          switch (flag) {
            case 'i' -> Pattern.CASE_INSENSITIVE;
            case 's' -> Pattern.DOTALL;
            case 'm' -> Pattern.MULTILINE;
            case 'u' -> 0;
            default ->
                throw new MalformedPathException(
                    path, "the flag " + flag + " is unknown; use i, s, m or u", -1);
          };
    }
    try {
      return Regex.compile(literal.substring(1, end), flags);
    } catch (IllegalArgumentException e) {
      throw new MalformedPathException(path, "in " + literal + " " + e.getMessage(), -1);
    }
  }

  private static int closingSlash(String literal) {
    for (int i = 1; i < literal.length(); i++) {
      if (literal.charAt(i) == '\\') i++;
      else if (literal.charAt(i) == '/') return i;
    }
    return -1;
  }

  boolean matches(@Nullable Object item) {
    Object entry = Loose.child(item, attribute);
    if (operator == null) return entry != null;
    if (entry == null && !Loose.has(item, attribute)) return false;
    if (entry instanceof Boolean b)
      entry = Loose.isNumeric(value) ? (b ? "1" : "0") : (b ? "true" : "false");
    if (regex != null) return regex.matcher(Loose.text(entry)).find();
    return switch (operator) {
      case "=" -> Loose.equal(entry, value);
      case "!=" -> !Loose.equal(entry, value);
      case "<" -> Loose.compare(entry, value) < 0;
      case "<=" -> Loose.compare(entry, value) <= 0;
      case ">" -> Loose.compare(value, entry) < 0;
      case ">=" -> Loose.compare(value, entry) <= 0;
      default -> throw new AssertionError(operator);
    };
  }
}
