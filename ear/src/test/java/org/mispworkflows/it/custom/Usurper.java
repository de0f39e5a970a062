package org.mispworkflows.it.custom;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;

/** A custom module with the id of a built-in one. */
@Stateless
@ModuleInfo(id = "tag-if", name = "Usurper", outputs = 2)
public class Usurper implements LogicModule<None> {
  @Override
  public ModuleResult.Route route(None none, Execution x) {
    return ModuleResult.when(false);
  }
}
