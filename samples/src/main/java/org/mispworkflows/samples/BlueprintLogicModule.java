package org.mispworkflows.samples;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;

/** The smallest question: always answers yes, as MISP's own does. */
@Stateless
@ModuleInfo(
    id = "blueprint-logic-module",
    name = "Blueprint logic module",
    description = "A sample to begin a question of your own with. Always goes on at “then”.",
    icon = "shapes",
    outputs = 2)
public class BlueprintLogicModule implements LogicModule<None> {

  @Override
  public ModuleResult.Route route(None none, Execution x) {
    return ModuleResult.when(true);
  }
}
