/** The REST API: resources, the shapes they answer with, and problems by RFC 9457. */
@NullMarked
package org.mispworkflows.web.api;

import org.jspecify.annotations.NullMarked;
