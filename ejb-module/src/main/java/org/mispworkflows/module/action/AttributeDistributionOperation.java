package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Set;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Sets how far attributes are distributed. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "attribute_distribution_operation",
    name = "Attribute distribution operation",
    description = "Sets the distribution of the attributes that pass the node's filter, or of all.",
    icon = "edit",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class AttributeDistributionOperation
    implements ActionModule<AttributeDistributionOperation.Params> {

  record Params(
      @Param("0") Distribution distribution,
      @Param(
              value = "[]",
              single = true,
              label = "Sharing group",
              catalogue = Catalogue.SHARING_GROUPS,
              placeholder = "Pick a sharing group",
              showIf = "distribution=4")
          List<String> sharingGroupId) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    boolean group = params.distribution() == Distribution.SHARING_GROUP;
    if (group && params.sharingGroupId().isEmpty())
      return ModuleResult.failed("No sharing group was chosen to distribute the attributes to.");
    String sharingGroup = group ? params.sharingGroupId().get(0) : "0";
    return Writes.editAttributes(
        x,
        Set.of("distribution", "sharing_group_id"),
        attribute -> {
          attribute.put("distribution", params.distribution().key());
          attribute.put("sharing_group_id", sharingGroup);
        });
  }
}
