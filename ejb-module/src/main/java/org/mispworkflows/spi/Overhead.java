package org.mispworkflows.spi;

/** How often a trigger fires on a busy instance. */
public enum Overhead {
  LOW,
  MEDIUM,
  HIGH
}
