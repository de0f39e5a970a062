package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.mispworkflows.data.TagReplacement;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;

/** Gives the tags of the PAP taxonomy their right spelling. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "tag_replacement_pap",
    name = "Tag Replacement - PAP",
    description =
        "Attaches, for any spelling of a PAP tag, the one of the taxonomy, such as PAP:RED, and can remove the old one.",
    icon = "tags",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class TagReplacementPap implements ActionModule<TagReplacing.Params> {

  @Override
  public ModuleResult.Effect execute(TagReplacing.Params params, Execution x) {
    return TagReplacing.execute(TagReplacement.PAP, params, x);
  }
}
