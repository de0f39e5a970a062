package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A page of what a search found.
 *
 * @param items of this page
 * @param total how many there are on all pages
 * @param warning why this may not be all that there is now; empty: it is
 */
public record Found(List<Choice> items, int total, String warning) {

  private static final int RANKS = 4;

  /** The same, with a doubt; an empty one is none. */
  Found but(String doubt) {
    return doubt.isEmpty() ? this : new Found(items, total, doubt);
  }

  /**
   * Searches: all words must be there, in any order and case. What fits best comes first, else the
   * order stays.
   *
   * @param query empty: all
   * @param page from 1
   */
  public static Found in(List<Choice> all, String query, int page, int size) {
    String wanted = query.strip().toLowerCase(Locale.ROOT);
    List<Choice> found = wanted.isEmpty() ? all : matching(all, wanted);
    long from = Math.min((page - 1L) * size, found.size());
    long to = Math.min(from + size, found.size());
    return new Found(List.copyOf(found.subList((int) from, (int) to)), found.size(), "");
  }

  private static List<Choice> matching(List<Choice> all, String wanted) {
    String[] words = wanted.split("\\s+", -1);
    List<ArrayList<Choice>> ranks = Stream.generate(ArrayList<Choice>::new).limit(RANKS).toList();
    for (Choice choice : all) {
      if (choice.hasAll(words)) ranks.get(choice.rank(wanted, words)).add(choice);
    }
    return ranks.stream().flatMap(List::stream).toList();
  }
}
