package org.mispworkflows.module.logic;

import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.Key;

/** What a filter of a path is called, so that it can be replaced and removed. */
enum FilterLabel {
  @Key(value = "A", label = "Label A")
  A,
  @Key(value = "B", label = "Label B")
  B,
  @Key(value = "C", label = "Label C")
  C,
  @Key(value = "D", label = "Label D")
  D,
  @Key(value = "E", label = "Label E")
  E,
  @Key(value = "F", label = "Label F")
  F;

  /** MISP accepts any text; all that aren't among ours are one and the same here. */
  static String of(@Nullable FilterLabel label) {
    return label == null ? "?" : label.name();
  }
}
