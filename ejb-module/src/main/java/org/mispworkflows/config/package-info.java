/** What an admin sets: the settings from outside, and the switches of modules and triggers. */
@NullMarked
package org.mispworkflows.config;

import org.jspecify.annotations.NullMarked;
