/** Workflows and their revisions: stored, checked at each save, compiled once a revision. */
@NullMarked
package org.mispworkflows.workflow;

import org.jspecify.annotations.NullMarked;
