package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;

/**
 * Each connection becomes a run of its own, with its own copy of the data; the present path ends.
 */
@Stateless
@ModuleInfo(
    id = "concurrent-task",
    name = "Concurrent Task",
    description =
        "Ends this path and starts a run of its own for each connection, with its own copy of the data. Nobody waits for them.",
    icon = "random",
    manyConnections = true)
public class ConcurrentTask implements LogicModule<None> {

  @Override
  public ModuleResult.Route route(None none, Execution x) {
    return new ModuleResult.Fork();
  }
}
