/**
 * All that a module, built in or custom, imports. Depends on the JDK and JSpecify only and is also
 * published as a client jar, so that a custom module compiles against nothing else.
 */
@NullMarked
package org.mispworkflows.spi;

import org.jspecify.annotations.NullMarked;
