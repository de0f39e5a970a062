package org.mispworkflows.it.custom;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** A custom module whose jar lacks a class. */
@Stateless
@ModuleInfo(id = "incomplete", name = "Incomplete")
public class Incomplete implements ActionModule<Incomplete.Params> {
  record Params(@Param("only") LeftOut leftOut) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    return ModuleResult.done();
  }
}
