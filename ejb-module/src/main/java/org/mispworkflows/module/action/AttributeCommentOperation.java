package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.Template;

/** Sets the comment of the matching attributes. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "Module_attribute_comment_operation",
    name = "Attribute comment operation",
    description =
        "Sets the comment of the attributes that pass the node's filter, or of all. The template sees the attribute as __currentAttribute.",
    icon = "edit",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class AttributeCommentOperation implements ActionModule<AttributeCommentOperation.Params> {

  record Params(
      @Param(
              jinja = true,
              multiline = true,
              placeholder = "Seen in {{ Event.info }}: {{ __currentAttribute.value }}")
          Template comment) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    return Writes.setField(
        x, "comment", attribute -> Writes.rendered(params.comment(), x, attribute));
  }
}
