package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;

/** Copies the data as a node sees them. */
@ModuleInfo(id = "probe", name = "Probe")
public final class Probe implements ActionModule<None> {

  private final List<@Nullable Object> views = new ArrayList<>();

  @Override
  public ModuleResult.Effect execute(None none, Execution x) {
    views.add(Trees.copy(x.data().root()));
    return ModuleResult.done();
  }

  /** What was seen, once per execution. */
  List<@Nullable Object> views() {
    return views;
  }
}
