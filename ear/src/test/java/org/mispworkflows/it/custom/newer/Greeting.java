package org.mispworkflows.it.custom.newer;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** The next version of the custom module, under the same name. */
@Stateless
@ModuleInfo(id = "greeting", name = "Greeting", version = "2")
public class Greeting implements ActionModule<Greeting.Params> {
  record Params(@Param(value = "Good day", jinja = true) String words) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    x.note("Newer: " + params.words());
    return ModuleResult.done();
  }
}
