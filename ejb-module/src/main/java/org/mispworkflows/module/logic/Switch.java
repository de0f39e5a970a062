package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import java.util.List;
import org.mispworkflows.data.Condition;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Goes on at the output of the first case that is among what a path selects. */
@Stateless
@ModuleInfo(
    id = "switch",
    name = "Switch",
    description =
        "Has an output for each case, in order, and a last one for everything else. Goes on at the first case that is among the selected values.",
    icon = "random",
    outputs = -1)
public class Switch implements LogicModule<Switch.Params> {

  record Params(
      @Param(required = true, label = "Data selector", placeholder = "Event.threat_level_id")
          HashPath hashPath,
      @Param(value = "[]", required = true, placeholder = "tlp:red") List<String> cases) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    Object selected = params.hashPath().extract(x.data().root());
    int number = 1;
    for (String value : params.cases()) {
      if (Condition.IN.holds(selected, value)) break;
      number++;
    }
    return new ModuleResult.Output(number, List.of());
  }

  @Override
  public int outputs(Params params) {
    return params.cases().size() + 1;
  }
}
