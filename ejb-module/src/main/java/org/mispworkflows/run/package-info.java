/**
 * The corridor that every trigger takes: {@link org.mispworkflows.run.Triggers} accepts it as a
 * {@link org.mispworkflows.run.Run}, a durable row; {@link org.mispworkflows.run.Runner} walks its
 * plan and writes down what came of it.
 */
@NullMarked
package org.mispworkflows.run;

import org.jspecify.annotations.NullMarked;
