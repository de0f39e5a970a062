package org.mispworkflows.template.cel;

import org.mispworkflows.template.RenderLimits;

/** What one evaluation has used up. Not thread-safe. */
final class Budget {

  /**
   * A part evaluated, an element looked at, an entry of a list put together, 16 characters read:
   * enough to ask ten things of each of 100,000 attributes.
   */
  private static final int MAX_STEPS = 10_000_000;

  private static final int STEPS_BETWEEN_CLOCK_CHECKS = 1_000;
  private static final int CHARS_PER_STEP = 16;

  /** Some seconds, for a text that is made to be searched slowly; far less for others. */
  private static final long MAX_SEARCH = 10_000_000_000L;

  private final RenderLimits limits;
  private final long start = System.nanoTime();
  private long steps;
  private long nextClockCheck = STEPS_BETWEEN_CLOCK_CHECKS;

  Budget(RenderLimits limits) {
    this.limits = limits;
  }

  /**
   * A limit is exceeded. An error, since CEL takes any exception for a value, which {@code ||},
   * {@code &&} and loops may swallow.
   */
  static final class ExceededError extends Error {
    private static final long serialVersionUID = 1;

    private ExceededError(String message) {
      super(message, null, false, false);
    }
  }

  void step() {
    steps(1);
  }

  void steps(long count) {
    steps += count;
    if (steps > MAX_STEPS) {
      throw new ExceededError(
          "the expression does too much: more than " + MAX_STEPS + " steps; loop over less");
    }
    if (steps < nextClockCheck) return;
    nextClockCheck = steps + STEPS_BETWEEN_CLOCK_CHECKS;
    if (System.nanoTime() - start > limits.maxTime().toNanos()) {
      throw new ExceededError(
          "the expression takes longer than "
              + limits.maxTime().toMillis()
              + " ms (template.max-time); loop over less");
    }
  }

  /** To be called before a text of that length is looked into. */
  void read(int length) {
    steps(length / CHARS_PER_STEP);
  }

  /** To be called before a text is searched for something; it may take one times the other. */
  void search(long length, long effort) {
    if (length * effort > MAX_SEARCH)
      throw new ExceededError("too long a text is searched for too long a thing");
  }

  /** To be called when a text of that length was made. */
  void made(int length) {
    if (length > limits.maxOutputChars()) {
      throw new ExceededError(
          "the expression makes a text longer than "
              + limits.maxOutputChars()
              + " characters (template.max-output-chars)");
    }
    read(length);
  }
}
