package org.mispworkflows.template;

import org.jspecify.annotations.Nullable;

/** {@code namespace(...)}: the one thing an inner block can assign to for the outer ones. */
record Namespace(OwnMap values) implements Fields {

  @Override
  public @Nullable Object field(String name) {
    return values.get(name);
  }
}
