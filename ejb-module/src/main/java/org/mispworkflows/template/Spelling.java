package org.mispworkflows.template;

import java.util.Collection;
import java.util.Comparator;

/** Finds what was meant by a misspelled name. */
final class Spelling {
  private Spelling() {}

  /** {@code ; did you mean `x`?}, or nothing if no name is near. */
  static String hint(String name, Collection<String> names) {
    return names.stream()
        .filter(candidate -> distance(name, candidate) <= (candidate.length() > 3 ? 2 : 1))
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .map(candidate -> "; did you mean `" + candidate + "`?")
        .orElse("");
  }

  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
