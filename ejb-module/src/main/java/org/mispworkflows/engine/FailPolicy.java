package org.mispworkflows.engine;

import java.util.Locale;

/** What a caller who waits is told when a run fails by a fault, not by a stop node. */
public enum FailPolicy {
  /** "No", as MISP does. */
  CLOSED,
  /** "Go on". */
  OPEN;

  /** As the API says it: {@code closed}, {@code open}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
