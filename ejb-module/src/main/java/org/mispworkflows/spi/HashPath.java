package org.mispworkflows.spi;

import org.jspecify.annotations.Nullable;

/**
 * A parsed data selector such as {@code Event.Attribute.{n}.value}. A parameter of this type is
 * parsed when the workflow is saved; a malformed one is refused then.
 */
public interface HashPath {

  /** As it was written. */
  String text();

  /** Whether nothing was written: such a path selects the whole data. */
  default boolean isEmpty() {
    return text().isEmpty();
  }

  /**
   * Selects from a tree of {@code Map}, {@code List}, text, numbers, booleans and null.
   *
   * @return the matches in order, a {@code List}; a literal path that leads to a map gives that
   *     {@code Map} itself
   */
  Object extract(@Nullable Object data);
}
