package org.mispworkflows.spi;

/**
 * Chooses where the path goes on. Has no way to fail: what it can't tell is the "else" output, with
 * a reason. Where neither output would be right, it throws: the path ends there, with the message.
 *
 * @param <P> the node's parameters
 */
public interface LogicModule<P extends Record> extends WorkflowModule<P> {

  /** Looks at the data, without changing it, and names the way on. */
  ModuleResult.Route route(P params, Execution execution);

  /**
   * How many outputs a node with these parameters has. Asked when a workflow is saved, and only
   * where {@link ModuleInfo#outputs} leaves it open and no parameter of the node is a template.
   */
  default int outputs(P params) {
    return descriptor().info().outputs();
  }
}
