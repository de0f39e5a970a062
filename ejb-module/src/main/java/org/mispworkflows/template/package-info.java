/**
 * A small, safe and strict Jinja2 for the templates in workflow parameters: {@link
 * org.mispworkflows.template.Jinja} compiles once and renders many times.
 *
 * <p>It gives what Jinja2 3.1 (sandboxed, no autoescape, lenient undefined) gives, or it refuses:
 * at compile time if a tag, filter, test or function is not supported, while rendering otherwise.
 * The data is plain JSON (maps, lists, text, numbers, booleans, null); nothing but that can be
 * reached.
 */
@NullMarked
package org.mispworkflows.template;

import org.jspecify.annotations.NullMarked;
