package org.mispworkflows.spi;

/**
 * Does something with the data, inside or outside MISP. Never chooses a path.
 *
 * @param <P> the node's parameters
 */
public interface ActionModule<P extends Record> extends WorkflowModule<P> {

  /**
   * Runs the node once.
   *
   * @throws Exception when something unforeseen happens: the node fails with the exception's
   *     message, the run goes on by the rules for failures
   */
  ModuleResult.Effect execute(P params, Execution execution) throws Exception;
}
