package org.mispworkflows.template;

import org.jspecify.annotations.Nullable;

/** A helper object with attributes: {@code loop}, a namespace, a macro. */
interface Fields {

  /** Value of an attribute, null if there is none of that name. */
  @Nullable Object field(String name);
}
