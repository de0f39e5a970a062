package org.mispworkflows.template;

import org.jspecify.annotations.Nullable;

/**
 * The value of a name or key that isn't there: prints as nothing, loops over nothing, counts as
 * false; all else fails.
 *
 * @param reason a sentence without end, as "`Event.foo` is undefined"
 */
record Undefined(String reason) {

  static Undefined named(String source) {
    return new Undefined("`" + source + "` is undefined");
  }

  /** Fails if one of the operands is undefined. */
  static void refuse(Object left, @Nullable Object right, String use) {
    if (left instanceof Undefined undefined) {
      throw undefined.failure(use);
    }
    if (right instanceof Undefined undefined) {
      throw undefined.failure(use);
    }
  }

  Failure failure(String use) {
    return Failure.of(reason + ", so " + use + " (give it a value with `| default(...)`)");
  }
}
