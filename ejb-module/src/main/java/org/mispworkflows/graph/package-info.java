/** The stored document: a lossless view of MISP's Drawflow form, its checks and its pictures. */
@NullMarked
package org.mispworkflows.graph;

import org.jspecify.annotations.NullMarked;
