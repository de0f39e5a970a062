/** Starts the application for people: {@code mvn package -Prun}. Not part of the EAR. */
@NullMarked
package org.mispworkflows.launch;

import org.jspecify.annotations.NullMarked;
