/** The modules that do something. One file a module, named after it. */
@NullMarked
package org.mispworkflows.module.action;

import org.jspecify.annotations.NullMarked;
