/** Who may come in: accounts of the console, API keys, and their roles. */
@NullMarked
package org.mispworkflows.security;

import org.jspecify.annotations.NullMarked;
