package org.mispworkflows.spi;

import java.util.List;

/**
 * A kind of node that a workflow is made of. A module implements one of {@link TriggerModule},
 * {@link LogicModule} and {@link ActionModule}, is {@code @Stateless} and carries {@link
 * ModuleInfo}; it is found, never registered.
 *
 * @param <P> the node's parameters: a record, one component a parameter
 */
public interface WorkflowModule<P extends Record> {

  /**
   * What the editor and the engine need to know about this module; derived from its annotations.
   */
  default ModuleDescriptor descriptor() {
    return ModuleDescriptor.of(getClass());
  }

  /**
   * What would keep this module from working right now; empty when nothing does. Must answer fast.
   */
  default List<Diagnosis> diagnose() {
    return List.of();
  }
}
