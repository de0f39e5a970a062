package org.mispworkflows.misp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results of enrichment modules, by question, as JSON text. Those that weren't asked for the
 * longest make room. Thread-safe.
 */
final class KeptResults {

  /** Of all results together, in characters. */
  private static final long MOST = 50_000_000;

  /** One that is longer would drive out too many others. */
  private static final int LONGEST = 1_000_000;

  private final int entries;
  private final InstantSource clock;
  private final Map<String, Kept> byQuestion = new LinkedHashMap<>(64, 0.75f, true);
  private long length;

  private record Kept(String text, Instant until) {}

  /**
   * Empty.
   *
   * @param entries how many are kept at most
   */
  KeptResults(int entries, InstantSource clock) {
    this.entries = entries;
    this.clock = clock;
  }

  /** What the question was answered; null when that isn't known, or too old. */
  synchronized @Nullable String find(String question) {
    Kept kept = byQuestion.get(question);
    if (kept == null) return null;
    if (clock.instant().isBefore(kept.until())) return kept.text();
    length -= kept.text().length();
    byQuestion.remove(question);
    return null;
  }

  /** Keeps an answer for a while, unless it is very long. */
  synchronized void keep(String question, String text, Duration time) {
    if (text.length() > LONGEST) return;
    Kept before = byQuestion.put(question, new Kept(text, clock.instant().plus(time)));
    length += text.length() - (before == null ? 0 : before.text().length());
    Iterator<Kept> eldest = byQuestion.values().iterator();
    while (byQuestion.size() > entries || length > MOST) {
      length -= eldest.next().text().length();
      eldest.remove();
    }
  }
}
