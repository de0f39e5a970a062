package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares one case aspect by aspect: every difference must be allowed by a decision. */
final class Judgement {

  private final Set<String> decisions = new TreeSet<>();
  private final List<String> unexplained = new ArrayList<>();

  /**
   * Notes a difference that a decision allows, or several that are joined by a plus, or one that
   * nothing explains.
   */
  void differs(
      String aspect,
      @Nullable Object expected,
      @Nullable Object actual,
      Optional<String> decision) {
    decision.ifPresentOrElse(
        ids -> decisions.addAll(List.of(ids.split("\\+", -1))),
        () -> unexplained.add(aspect + ": " + Trees.difference(expected, actual)));
  }

  /** Compares by the reading rules. */
  void same(
      String aspect,
      @Nullable Object expected,
      @Nullable Object actual,
      Optional<String> decision) {
    if (!Trees.same(expected, actual)) differs(aspect, expected, actual, decision);
  }

  /** Whether a decision has already explained a difference. */
  boolean isExplained() {
    return !decisions.isEmpty() && unexplained.isEmpty();
  }

  Verdict verdict() {
    if (!unexplained.isEmpty()) return new Verdict.Mismatch(String.join("; ", unexplained));
    if (decisions.isEmpty()) return new Verdict.Matched();
    return new Verdict.DeclaredDifference(String.join("+", decisions));
  }
}
