package org.mispworkflows.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions of RE2, none of which takes much room or time to compile. */
public final class Regex {

  private static final int MAX_LENGTH = 1_000;

  /** A group in braces is compiled as often as the braces say, and so are the groups in it. */
  private static final int MAX_REPEATED = 20_000;

  private static final Pattern REPETITION = Pattern.compile("(\\)?)\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

  private Regex() {}

  /**
   * Compiles a regular expression.
   *
   * @throws IllegalArgumentException when it is malformed, too long or repeats too much
   */
  public static Pattern compile(String regex) {
    return compile(regex, 0);
  }

  /**
   * Compiles a regular expression.
   *
   * @param flags of RE2J's {@link Pattern}
   * @throws IllegalArgumentException when it is malformed, too long or repeats too much
   */
  public static Pattern compile(String regex, int flags) {
    if (regex.length() > MAX_LENGTH)
      throw new IllegalArgumentException(
          "a regular expression may have " + MAX_LENGTH + " characters at most");
    if (size(regex) > MAX_REPEATED)
      throw new IllegalArgumentException(
          "the regular expression repeats too much: its numbers in braces multiply");
    try {
      return Pattern.compile(regex, flags);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the regular expression is wrong: " + e.getDescription() + " " + e.getPattern(), e);
    }
  }

  /** Not less than what the compiled form takes, taking every group as if it were in all others. */
  private static double size(String regex) {
    double once = regex.length();
    double times = 1;
    Matcher repetition = REPETITION.matcher(regex);
    while (repetition.find()) {
      String most = repetition.group(3) == null ? "" : repetition.group(3);
      double count = Double.parseDouble(most.isEmpty() ? repetition.group(2) : most);
      if (repetition.group(1).isEmpty()) once += count;
      else times *= Math.max(count, 1);
    }
    return once * times;
  }
}
