/** Where workflows start: what happens in MISP. One file a module, named after it. */
@NullMarked
package org.mispworkflows.module.trigger;

import org.jspecify.annotations.NullMarked;
