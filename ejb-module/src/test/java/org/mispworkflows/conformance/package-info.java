/** Holds the engine against what MISP's own was seen to do: one {@code Family} a vector file. */
@NullMarked
package org.mispworkflows.conformance;

import org.jspecify.annotations.NullMarked;
