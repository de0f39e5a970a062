package org.mispworkflows.spi;

/**
 * Where a workflow starts: something that happens in MISP.
 *
 * @param <P> the trigger node's parameters
 */
public interface TriggerModule<P extends Record> extends WorkflowModule<P> {

  /** Whether the payload meets the conditions of the trigger node; if not, the run is skipped. */
  default boolean accepts(P params, Execution execution) {
    return true;
  }
}
