package org.mispworkflows.module.action;

import org.mispworkflows.spi.Locality;

/** How a tag is attached: where it is known afterwards. */
enum TagLocality {
  LOCAL(Locality.LOCAL),
  GLOBAL(Locality.GLOBAL);

  private final Locality locality;

  TagLocality(Locality locality) {
    this.locality = locality;
  }

  Locality locality() {
    return locality;
  }
}
