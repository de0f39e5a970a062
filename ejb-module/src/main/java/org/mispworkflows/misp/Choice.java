package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something to pick.
 *
 * @param value what a parameter stores
 * @param label for people
 * @param about more for people, empty when there is nothing more to say
 * @param searched value, label and more, in lower case
 * @param named how many characters of what is searched are value and label
 */
public record Choice(String value, String label, String about, String searched, int named) {

  /** Descriptions of some lists are essays. */
  private static final int LONGEST = 200;

  /** One whose searched text follows from the others. */
  public static Choice of(String value, String label, String about) {
    String more = about.strip();
    if (more.length() > LONGEST) more = more.substring(0, LONGEST - 1) + "…";
    String names = (value.equals(label) ? value : value + " " + label).toLowerCase(Locale.ROOT);
    String searched = more.isEmpty() ? names : names + " " + more.toLowerCase(Locale.ROOT);
    return new Choice(value, label, more, searched, names.length());
  }

  /** One that says all by its value. */
  public static Choice of(String value) {
    return of(value, value, "");
  }

  /**
   * The choices of these values, in their order; a value that none has is its own label, since what
   * was stored once stays to be seen.
   */
  static List<Choice> of(List<String> values, List<Choice> all) {
    Map<String, Choice> known = new HashMap<>();
    values.forEach(value -> known.put(value, of(value)));
    for (Choice choice : all) known.computeIfPresent(choice.value(), (value, own) -> choice);
    List<Choice> found = new ArrayList<>();
    values.forEach(value -> found.add(known.getOrDefault(value, of(value))));
    return found;
  }

  /** Whether all words are there: anywhere in value and label, or beginning a word of the rest. */
  boolean hasAll(String[] words) {
    for (String word : words) {
      int at = searched.indexOf(word);
      if (at < 0) return false;
      if (at + word.length() > named && searched.indexOf(" " + word, named) < 0) return false;
    }
    return true;
  }

  /**
   * How well one that has all words fits: 0 is it, 1 begins with what is wanted, 2 has all words in
   * its value or label, 3 is described so.
   */
  int rank(String wanted, String[] words) {
    if (value.equalsIgnoreCase(wanted) || label.equalsIgnoreCase(wanted)) return 0;
    if (begins(value, wanted) || begins(label, wanted)) return 1;
    for (String word : words) {
      if (searched.indexOf(word) + word.length() > named) return 3;
    }
    return 2;
  }

  private static boolean begins(String text, String wanted) {
    return text.regionMatches(true, 0, wanted, 0, wanted.length());
  }
}
