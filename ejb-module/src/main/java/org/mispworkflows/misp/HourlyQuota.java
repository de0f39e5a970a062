package org.mispworkflows.misp;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How often each module was asked in this hour by the clock. Thread-safe. */
final class HourlyQuota {

  private final InstantSource clock;
  private final Map<String, Integer> asked = new HashMap<>();
  private Instant hour = Instant.EPOCH;

  HourlyQuota(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts a question.
   *
   * @param allowed how many there may be in an hour; 0: any number
   * @return empty when it may be asked, else when the next may be
   */
  synchronized Optional<Instant> take(String module, int allowed) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
    if (!now.equals(hour)) asked.clear();
    hour = now;
    int before = asked.getOrDefault(module, 0);
    if (allowed > 0 && before >= allowed) return Optional.of(hour.plus(1, ChronoUnit.HOURS));
    asked.put(module, before + 1);
    return Optional.empty();
  }

  /** A question that was counted was not asked after all. */
  synchronized void giveBack(String module) {
    asked.computeIfPresent(module, (name, count) -> count - 1);
  }
}
