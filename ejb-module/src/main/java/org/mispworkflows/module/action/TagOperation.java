package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.Locality;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Adds tags to the event or its attributes, or removes them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "tag_operation",
    name = "Tag operation",
    description =
        "Adds tags to the event or to the attributes that pass the node's filter, or removes them.",
    icon = "tags",
    version = "0.2",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class TagOperation implements ActionModule<TagOperation.Params> {

  enum Scope {
    EVENT,
    @Key(label = "Attributes")
    ATTRIBUTE
  }

  enum Action {
    @Key(label = "Add tags")
    ADD,
    @Key(label = "Remove tags")
    REMOVE
  }

  record Params(
      @Param("event") Scope scope,
      @Param("add") Action action,
      @Param(value = "local", label = "Tag locality") Locality locality,
      @Param(placeholder = "Pick a tag", catalogue = Catalogue.TAGS) List<String> tags,
      @Param(showIf = "action=add") String relationshipType) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (params.tags().isEmpty()) return ModuleResult.failed("No tag was chosen.");
    return new Tagging(
            params.tags(),
            params.action() == Action.ADD,
            params.scope() == Scope.EVENT,
            params.locality(),
            params.relationshipType())
        .carryOut(x);
  }
}
