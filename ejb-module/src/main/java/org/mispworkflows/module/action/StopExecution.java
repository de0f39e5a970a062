package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.Template;
import org.mispworkflows.template.TemplateException;

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

  private static final String DEFAULT = "Execution stopped";

  record Params(
      @Param(value = DEFAULT, label = "Stop message", placeholder = DEFAULT, jinja = true)
          Template message) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    String message;
    try {
      message = params.message().render(x.data().root());
    } catch (TemplateException e) {
      // a veto stands, whatever is wrong with its words
      message = DEFAULT + " (the message can't be shown: " + e.getMessage() + ")";
    }
    return new ModuleResult.Stopped(message.isEmpty() ? DEFAULT : message);
  }
}
