/** MISP and its helpers, as this server calls them. */
@NullMarked
package org.mispworkflows.misp;

import org.jspecify.annotations.NullMarked;
