package org.mispworkflows.template;

/** What a template can call. */
interface Callable {

  Object call(Run run, Args args);

  /** What printing it gives, empty if it can't be printed. */
  default String printed() {
    return "";
  }
}
