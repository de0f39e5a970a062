package org.mispworkflows.template;

/** One rendering: counts what it uses and remembers the line it is at. */
final class Run {
  private static final int STEPS_BETWEEN_CLOCK_CHECKS = 1_000;
  private static final int CHARS_PER_STEP = 16;

  private final RenderLimits limits;
  private final long start = System.nanoTime();
  private long steps;
  private long nextClockCheck = STEPS_BETWEEN_CLOCK_CHECKS;
  private int depth;
  private int line = 1;

  Run(RenderLimits limits) {
    this.limits = limits;
  }

  int line() {
    return line;
  }

  void at(int line) {
    this.line = line;
  }

  void step() {
    steps(1);
  }

  void steps(long count) {
    steps += count;
    if (steps > limits.maxSteps()) {
      throw Failure.of(
          "the template does too much: more than "
              + limits.maxSteps()
              + " steps (maxSteps); loop over less or simplify it");
    }
    if (steps >= nextClockCheck) {
      nextClockCheck = steps + STEPS_BETWEEN_CLOCK_CHECKS;
      if (System.nanoTime() - start > limits.maxTime().toNanos()) {
        throw Failure.of(
            "the template takes longer than "
                + limits.maxTime().toMillis()
                + " ms (maxTime); loop over less or simplify it");
      }
    }
  }

  /** To be called before a text of that length is built. */
  void reserve(long chars) {
    grow(0, chars);
  }

  /** To be called before that many chars are added to a text. */
  void grow(long length, long added) {
    if (length + added > limits.maxOutputChars()) {
      throw Failure.of(
          "a text gets longer than " + limits.maxOutputChars() + " characters (maxOutputChars)");
    }
    steps(added / CHARS_PER_STEP);
  }

  void enter() {
    if (++depth > limits.maxDepth()) {
      throw Failure.of(
          "nested deeper than "
              + limits.maxDepth()
              + " levels (maxDepth): a macro or loop that calls itself, or very deep data");
    }
  }

  void leave() {
    depth--;
  }
}
