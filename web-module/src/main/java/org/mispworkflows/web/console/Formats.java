package org.mispworkflows.web.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How times, durations and figures are written. Times are those of the server's zone, as in its
 * log.
 */
@Named("format")
@ApplicationScoped
public class Formats {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /** A time in a table: {@code 2026-11-24 02:11:28}; empty for null. */
  public String time(@Nullable Instant instant) {
    return instant == null ? "" : TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  /** A time as programs want it. */
  public String iso(@Nullable Instant instant) {
    return instant == null ? "" : instant.toString();
  }

  /**
   * A duration: {@code 0.4 ms}, {@code 12 ms}, {@code 1.5 s}, {@code 3 min 5 s}; empty for null.
   */
  public String millis(@Nullable Long millis) {
    return millis == null ? "" : micros(millis * 1000);
  }

  /** As {@link #millis}, from microseconds. */
  public String micros(long micros) {
    if (micros < 10_000) return String.format(Locale.ROOT, "%.1f ms", micros / 1000.0);
    if (micros < 1_000_000) return micros / 1000 + " ms";
    if (micros < 60_000_000) return String.format(Locale.ROOT, "%.1f s", micros / 1_000_000.0);
    return micros / 60_000_000 + " min " + micros / 1_000_000 % 60 + " s";
  }

  /** A count with separators: {@code 4,333}. */
  public String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
