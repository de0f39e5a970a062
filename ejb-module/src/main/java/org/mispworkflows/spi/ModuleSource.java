package org.mispworkflows.spi;

import java.util.List;

/** Offers modules that come and go while the server runs: those of another service, say. */
public interface ModuleSource {

  /** The modules that are there now, with descriptors of their own. Must answer fast. */
  List<WorkflowModule<?>> modules();

  /** Whether the module of this id, while it is there, takes the place of the built-in one. */
  default boolean replaces(String id) {
    return false;
  }
}
