package org.mispworkflows.spi;

/** Where a tag is known: on this instance only, or wherever the event goes. */
public enum Locality {
  LOCAL,
  GLOBAL,
  ANY
}
