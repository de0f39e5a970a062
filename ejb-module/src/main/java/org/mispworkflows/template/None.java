package org.mispworkflows.template;

/** JSON's null, so that Java's null never travels through an expression. */
enum None {
  NONE
}
