package org.mispworkflows.spi;

import java.util.Locale;

/** The three kinds of nodes. */
public enum ModuleType {
  TRIGGER,
  LOGIC,
  ACTION;

  /**
   * As it is stored in a node and spoken in the API: {@code trigger}, {@code logic}, {@code
   * action}.
   */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
