/**
 * Expressions in CEL, the Common Expression Language, for parameters that ask a question of the
 * data: {@link org.mispworkflows.template.cel.Expression} compiles once and answers many times.
 *
 * <p>The language is the one of the CEL library; what is added here are the data as it travels
 * (read in place), limits that no expression can swallow, and messages for people. An expression
 * reaches plain JSON and nothing else.
 */
@NullMarked
package org.mispworkflows.template.cel;

import org.jspecify.annotations.NullMarked;
