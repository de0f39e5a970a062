package org.mispworkflows.conformance;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One observation.
 *
 * @param name unique in its file; for people only, never decided upon
 * @param input what the reference was given; a family may change it
 * @param expected what it made of it
 */
public record Case(
    String name, Map<String, @Nullable Object> input, Map<String, @Nullable Object> expected) {

  /** Whether the reference didn't survive the input. */
  public boolean crashed() {
    return expected.containsKey("crash");
  }

  /** A text of the input; empty when it isn't there. */
  public String text(String key) {
    return input.get(key) instanceof String s ? s : "";
  }
}
