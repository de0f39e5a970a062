/** The modules that choose a path. One file a module, named after it. */
@NullMarked
package org.mispworkflows.module.logic;

import org.jspecify.annotations.NullMarked;
