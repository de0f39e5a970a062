package org.mispworkflows.conformance;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes of one case. */
public sealed interface Verdict {

  /** The same result. */
  record Matched() implements Verdict {}

  /**
   * Another result, for a reason that was written down beforehand.
   *
   * @param decision its id, D1 …
   */
  record DeclaredDifference(String decision) implements Verdict {}

  /**
   * Another result, unexplained.
   *
   * @param what expected and got, for people
   */
  record Mismatch(String what) implements Verdict {}

  /** Same or not; if not, perhaps declared. */
  static Verdict of(
      boolean same, Optional<String> decision, @Nullable Object expected, @Nullable Object actual) {
    if (same) return new Matched();
    return decision
        .<Verdict>map(DeclaredDifference::new)
        .orElseGet(
            () ->
                new Mismatch(
                    "expected " + Trees.brief(expected) + " but got " + Trees.brief(actual)));
  }
}
