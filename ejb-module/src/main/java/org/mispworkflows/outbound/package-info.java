/**
 * The doors to the outside. Nothing else in the product opens a connection to a place that a
 * workflow's author chose.
 */
@NullMarked
package org.mispworkflows.outbound;

import org.jspecify.annotations.NullMarked;
