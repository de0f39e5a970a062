/** How fast the engine is, by itself: no server, no database, no network. */
@NullMarked
package org.mispworkflows.benchmark;

import org.jspecify.annotations.NullMarked;
