package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Says no. */
@Stateless
@ModuleInfo(
    id = "stop-execution",
    name = "Stop execution",
    description =
        "Ends the whole run. What a blocking trigger was about to do (publish, save, query) is refused with the message.",
    icon = "ban",
    version = "0.2",
    blocking = true,
    outputs = 0)
public class StopExecution implements ActionModule<StopExecution.Params> {

  record Params(
      @Param(
              value = "Execution stopped",
              label = "Stop message",
              placeholder = "Execution stopped",
              jinja = true)
          String message) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    return new ModuleResult.Stopped(
        params.message().isEmpty() ? "Execution stopped" : params.message());
  }
}
