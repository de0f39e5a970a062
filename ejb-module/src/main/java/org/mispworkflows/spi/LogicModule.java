package org.mispworkflows.spi;

/**
 * Chooses where the path goes on. Has no way to fail: what it can't tell is the "else" output, with
 * a reason.
 *
 * @param <P> the node's parameters
 */
public interface LogicModule<P extends Record> extends WorkflowModule<P> {

  /** Looks at the data and names the way on. */
  ModuleResult.Route route(P params, Execution execution);
}
