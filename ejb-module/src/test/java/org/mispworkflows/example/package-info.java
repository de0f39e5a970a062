/** The module of docs/write-a-module.md. */
@NullMarked
package org.mispworkflows.example;

import org.jspecify.annotations.NullMarked;
