package org.mispworkflows.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled yes-or-no question in CEL, such as {@code event.Attribute.exists(a, a.type ==
 * 'ip-src')}. A parameter of this type is compiled when the workflow is saved; a malformed one is
 * refused then.
 */
public interface CelExpression {

  /** As it was written. */
  String text();

  /**
   * Asks the question of a tree of {@code Map}, {@code List}, text, numbers, booleans and null. The
   * keys of its root are the variables.
   *
   * @throws RuntimeException when there is no answer: a key is missing, the answer isn't a boolean,
   *     a limit is exceeded. Let it pass: the node fails with its message, and its path ends.
   */
  boolean holds(Map<String, @Nullable Object> root);
}
