package org.mispworkflows.module.action;

import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.ModuleDescriptor;

/** How far something in an event is distributed. */
enum Distribution {
  @Key(value = "0", label = "Your organisation only")
  ORGANISATION,
  @Key(value = "1", label = "This community only")
  COMMUNITY,
  @Key(value = "2", label = "Connected communities")
  CONNECTED,
  @Key(value = "3", label = "All communities")
  ALL,
  @Key(value = "4", label = "Sharing group")
  SHARING_GROUP,
  @Key(value = "5", label = "Inherit event")
  INHERIT;

  /** As MISP stores it. */
  String key() {
    return ModuleDescriptor.option(this).key();
  }
}
