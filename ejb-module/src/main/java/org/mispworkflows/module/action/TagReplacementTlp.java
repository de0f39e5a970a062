package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.mispworkflows.data.TagReplacement;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;

/** Gives the tags of the TLP taxonomy their right spelling. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "tag_replacement_tlp",
    name = "Tag Replacement - TLP",
    description =
        "Attaches, for any spelling of a TLP tag, the one of the taxonomy, such as tlp:red, and can remove the old one.",
    icon = "tags",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class TagReplacementTlp implements ActionModule<TagReplacing.Params> {

  @Override
  public ModuleResult.Effect execute(TagReplacing.Params params, Execution x) {
    return TagReplacing.execute(TagReplacement.TLP, params, x);
  }
}
