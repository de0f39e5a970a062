/** The web console: one backing bean a page, and what the pages share. */
@NullMarked
package org.mispworkflows.web.console;

import org.jspecify.annotations.NullMarked;
