/** Who is calling: a person with a session, or a program with an API key. */
@NullMarked
package org.mispworkflows.web.security;

import org.jspecify.annotations.NullMarked;
