package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Set;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Sets or removes the IDS flag of the matching attributes. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "attribute_ids_flag_operation",
    name = "Attribute IDS Flag operation",
    description =
        "Sets or removes the IDS flag of the attributes that pass the node's filter, or of all.",
    icon = "edit",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
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
    boolean flag = params.action() == Action.ADD;
    return Writes.editAttributes(x, Set.of("to_ids"), attribute -> attribute.put("to_ids", flag));
  }
}
