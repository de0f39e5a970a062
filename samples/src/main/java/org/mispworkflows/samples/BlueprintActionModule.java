package org.mispworkflows.samples;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;

/** The smallest action: leaves the data as they are and says how many items it was given. */
@Stateless
@ModuleInfo(
    id = "blueprint-action-module",
    name = "Blueprint action module",
    description =
        "A sample to begin an action of your own with. Changes nothing and notes how many items it was given.",
    icon = "shapes")
public class BlueprintActionModule implements ActionModule<None> {

  @Override
  public ModuleResult.Effect execute(None none, Execution x) {
    x.note("Was given " + x.items().size() + " items");
    return ModuleResult.done();
  }
}
