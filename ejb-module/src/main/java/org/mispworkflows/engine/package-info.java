/**
 * Runs workflows: compiles a graph to a {@link org.mispworkflows.engine.Plan} once a revision and
 * walks it once a run. Knows nothing of databases, queues or the web; plain JUnit tests it.
 */
@NullMarked
package org.mispworkflows.engine;

import org.jspecify.annotations.NullMarked;
