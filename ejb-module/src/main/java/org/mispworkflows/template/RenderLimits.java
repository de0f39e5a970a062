package org.mispworkflows.template;

import java.time.Duration;

/**
 * How much one rendering may use; whatever exceeds a limit ends in a {@link TemplateException} that
 * names it.
 *
 * @param maxOutputChars longest text, in UTF-16 units, that the output or any value in between may
 *     have
 * @param maxSteps statements, calls and elements handled; building text costs one step for every 16
 *     chars, so that this bounds memory too
 * @param maxDepth nesting of macro calls, recursive loops and printed data
 * @param maxTime wall-clock time of one rendering
 */
public record RenderLimits(int maxOutputChars, int maxSteps, int maxDepth, Duration maxTime) {

  /** 1,000,000 chars, 1,000,000 steps, 100 levels, 2 seconds. */
  public static final RenderLimits DEFAULT =
      new RenderLimits(1_000_000, 1_000_000, 100, Duration.ofSeconds(2));

  public RenderLimits {
    requirePositive(maxOutputChars, "maxOutputChars");
    requirePositive(maxSteps, "maxSteps");
    requirePositive(maxDepth, "maxDepth");
    if (maxTime.isNegative() || maxTime.isZero()) {
      throw new IllegalArgumentException("maxTime must be positive, not " + maxTime);
    }
  }

  private static void requirePositive(int value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
