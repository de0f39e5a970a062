package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import java.util.List;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.RoamingData;

/** Sets or removes the IDS flag of the matching attributes. */
@Stateless
@ModuleInfo(
    id = "attribute_ids_flag_operation",
    name = "Attribute IDS Flag operation",
    description =
        "Sets or removes the IDS flag of the attributes that pass the node's filter, or of all.",
    icon = "edit",
    coreFormat = true,
    nodeFilter = true)
public class AttributeIdsFlagOperation implements ActionModule<AttributeIdsFlagOperation.Params> {

  enum Action {
    @Key(label = "Set IDS flag")
    ADD,
    @Key(label = "Remove IDS flag")
    REMOVE
  }

  record Params(@Param(value = "add", label = "To IDS flag") Action action) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    List<RoamingData> attributes = x.items();
    boolean flag = params.action() == Action.ADD;
    int changed = 0;
    for (RoamingData attribute : attributes) {
      if (!Boolean.valueOf(flag).equals(attribute.root().put("to_ids", flag))) changed++;
    }
    x.note(
        "IDS flag "
            + (flag ? "set" : "removed")
            + ": "
            + changed
            + " of "
            + attributes.size()
            + " attributes changed");
    if (!x.misp().connected())
      x.note("Only the roaming data was changed: the run has no MISP connection");
    return ModuleResult.done();
  }
}
