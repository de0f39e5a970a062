package org.mispworkflows.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the cases of one family came out. */
public final class Tally {

  private final String family;
  private final Map<String, Integer> declared = new TreeMap<>();
  private final Map<String, String> mismatches = new LinkedHashMap<>();
  private int matched;

  /** Judges every case of a family. */
  public static Tally of(Family family, List<Case> cases) {
    Tally tally = new Tally(family.name());
    for (Case observed : cases) tally.add(observed, verdict(family, observed));
    return tally;
  }

  private static Verdict verdict(Family family, Case observed) {
    try {
      return family.judge(observed);
    } catch (RuntimeException e) {
      return new Verdict.Mismatch("it threw " + e);
    }
  }

  private Tally(String family) {
    this.family = family;
  }

  private void add(Case observed, Verdict verdict) {
    if (verdict instanceof Verdict.Mismatch mismatch)
      mismatches.put(observed.name(), mismatch.what());
    else if (verdict instanceof Verdict.DeclaredDifference d)
      declared.merge(d.decision(), 1, Integer::sum);
    else matched++;
  }

  /** Case name to what went wrong. */
  public Map<String, String> mismatches() {
    return mismatches;
  }

  /** For the report: counts, and what differs where. */
  public Map<String, @Nullable Object> toTree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("matched", matched);
    tree.put("declaredDifference", differences());
    tree.put("mismatch", mismatches.size());
    tree.put("declared", declared);
    tree.put("mismatches", mismatches);
    return tree;
  }

  private int differences() {
    return declared.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    String numbers =
        String.format(
            "%-18s %5d matched / %4d declared difference / %4d mismatch",
            family, matched, differences(), mismatches.size());
    return declared.isEmpty() ? numbers : numbers + "   " + declared;
  }
}
