package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Tags;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.Locality;
import org.mispworkflows.spi.MispElement;
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
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return ModuleResult.failed(Writes.NO_EVENT);
    boolean ofEvent = params.scope() == Scope.EVENT;
    if (ofEvent && !Writes.passes(x)) return Writes.nothingMatched(x);
    List<Map<String, @Nullable Object>> attributes = ofEvent ? List.of() : Writes.attributes(x);
    if (!ofEvent && attributes.isEmpty()) return Writes.nothingMatched(x);
    boolean reachable = Writes.reachMisp(x);
    if (ofEvent) {
      if (reachable) tell(params, x, MispElement.event(event));
      x.note(
          change(params, event)
              ? "The event's tags were changed"
              : "The event's tags were so already");
      Tags.refreshAll(event);
      return ModuleResult.done();
    }
    return Writes.each(
        x,
        attributes,
        attribute -> {
          if (reachable) tell(params, x, MispElement.attribute(attribute));
          if (!change(params, attribute)) return false;
          Tags.refresh(event, attribute);
          return true;
        });
  }

  private static void tell(Params params, Execution x, MispElement element) {
    if (params.action() == Action.REMOVE) {
      x.misp().detachTags(element, params.tags(), params.locality());
    } else {
      boolean local = params.locality() == Locality.LOCAL;
      x.misp().attachTags(element, params.tags(), local, params.relationshipType());
    }
  }

  private static boolean change(Params params, Map<String, @Nullable Object> element) {
    return params.action() == Action.ADD
        ? Tags.add(element, params.tags(), params.locality(), params.relationshipType())
        : Tags.remove(element, params.tags(), params.locality());
  }
}
