/** Modules to begin with: copy one, give it an id of your own, and fill in what it does. */
@NullMarked
package org.mispworkflows.samples;

import org.jspecify.annotations.NullMarked;
