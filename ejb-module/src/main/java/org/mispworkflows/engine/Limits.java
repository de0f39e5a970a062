package org.mispworkflows.engine;

import java.time.Duration;
import org.mispworkflows.template.RenderLimits;

/**
 * What one run may use up.
 *
 * @param nodes how many nodes it may execute
 * @param blockingTime how long a run may take while somebody waits
 * @param template what one template may use up
 */
public record Limits(int nodes, Duration blockingTime, RenderLimits template) {

  /** Enough for everything sane. */
  public static final Limits DEFAULT =
      new Limits(100_000, Duration.ofSeconds(30), RenderLimits.DEFAULT);
}
