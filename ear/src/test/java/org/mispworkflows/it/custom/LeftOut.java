package org.mispworkflows.it.custom;

/** A class that somebody forgot to put into the jar. */
public enum LeftOut {
  ONLY
}
