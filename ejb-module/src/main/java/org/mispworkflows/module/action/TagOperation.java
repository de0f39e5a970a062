package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Tags;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.RoamingData;

/** Adds tags to the event or its attributes, or removes them. */
@Stateless
@ModuleInfo(
    id = "tag_operation",
    name = "Tag operation",
    description =
        "Adds tags to the event or to the attributes that pass the node's filter, or removes them.",
    icon = "tags",
    version = "0.2",
    coreFormat = true,
    nodeFilter = true)
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
      @Param(value = "local", label = "Tag locality") Tags.Locality locality,
      @Param(placeholder = "Pick a tag") List<String> tags,
      @Param(showIf = "action=add") String relationshipType) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (params.tags().isEmpty()) return ModuleResult.failed("No tag was chosen.");
    Map<String, @Nullable Object> event = Json.map(x.data().root().get("Event"));
    if (event == null) return ModuleResult.failed("The data holds no event.");
    List<RoamingData> items =
        params.scope() == Scope.EVENT && !x.filtered() ? List.of() : x.items();
    if (params.scope() == Scope.EVENT) {
      if (x.filtered() && items.isEmpty()) {
        x.note("0 items matched the node's filter: nothing was changed");
        return ModuleResult.done();
      }
      x.note(
          change(params, event)
              ? "The event's tags were changed"
              : "The event's tags were so already");
      Tags.refreshAll(event);
    } else {
      int changed = 0;
      for (RoamingData item : items) {
        if (!change(params, item.root())) continue;
        Tags.refresh(event, item.root());
        changed++;
      }
      x.note("Tags of " + changed + " of " + items.size() + " attributes changed");
    }
    if (!x.misp().connected())
      x.note("Only the roaming data was changed: the run has no MISP connection");
    return ModuleResult.done();
  }

  private static boolean change(Params params, Map<String, @Nullable Object> element) {
    return params.action() == Action.ADD
        ? Tags.add(element, params.tags(), params.locality(), params.relationshipType())
        : Tags.remove(element, params.tags(), params.locality());
  }
}
