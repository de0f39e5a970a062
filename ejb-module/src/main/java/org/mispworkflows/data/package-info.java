/**
 * The roaming data: its language of paths and conditions, its filtered views, and MISP's core
 * format.
 */
@NullMarked
package org.mispworkflows.data;

import org.jspecify.annotations.NullMarked;
