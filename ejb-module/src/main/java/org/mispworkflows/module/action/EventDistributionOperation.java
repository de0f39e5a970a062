package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Sets how far the event is distributed. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "Module_event_distribution_operation",
    name = "Event distribution operation",
    description = "Sets the distribution of the event.",
    icon = "edit",
    coreFormat = true,
    misp = true)
public class EventDistributionOperation implements ActionModule<EventDistributionOperation.Params> {

  enum Freeze {
    @Key(label = "Set a new timestamp and unpublish")
    MODIFY,
    @Key(label = "Keep the timestamp and the published state")
    FREEZE
  }

  enum Distribution {
    @Key("0")
    ORGANISATION,
    @Key("1")
    COMMUNITY,
    @Key("2")
    CONNECTED,
    @Key("3")
    ALL,
    @Key(value = "4", label = "Sharing group")
    SHARING_GROUP
  }

  record Params(
      @Param(value = "modify", label = "Timestamp and published state") Freeze freeze,
      @Param(value = "0", placeholder = "Pick a distribution") Distribution distribution,
      @Param(
              value = "[]",
              single = true,
              label = "Sharing group",
              placeholder = "Pick a sharing group",
              showIf = "distribution=4",
              catalogue = Catalogue.SHARING_GROUPS)
          List<String> sharingGroupId) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return ModuleResult.failed(Writes.NO_EVENT);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("distribution", ModuleDescriptor.option(params.distribution()).key());
    fields.put("sharing_group_id", event.get("sharing_group_id"));
    if (params.distribution() == Distribution.SHARING_GROUP) {
      if (params.sharingGroupId().isEmpty())
        return ModuleResult.failed("No sharing group was chosen to distribute the event to.");
      fields.put("sharing_group_id", params.sharingGroupId().get(0));
    }
    Map<String, @Nullable Object> saved = new LinkedHashMap<>(fields);
    if (params.freeze() == Freeze.FREEZE) {
      saved.put("timestamp", event.get("timestamp"));
      saved.put("published", event.get("published"));
    } else {
      fields.put("published", false);
    }
    if (Writes.reachMisp(x) && !x.misp().saveEvent(MispElement.event(event), saved)) {
      x.note(
          "MISP gave the event a new timestamp and unpublished it: over its REST interface it can't keep them");
    }
    event.putAll(fields);
    x.note("The distribution of the event is now " + fields.get("distribution"));
    return ModuleResult.done();
  }
}
