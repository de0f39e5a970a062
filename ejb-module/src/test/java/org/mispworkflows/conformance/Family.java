package org.mispworkflows.conformance;

/** One kind of observation: how to repeat it here and when the outcome is the same. */
public interface Family {

  /** The vector file's name without its ending. */
  String name();

  /** Repeats one observation. An exception that gets out is a mismatch. */
  Verdict judge(Case observed);
}
