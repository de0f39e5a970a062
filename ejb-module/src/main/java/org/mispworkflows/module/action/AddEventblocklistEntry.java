package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Puts the event on MISP's list of events that it doesn't take in. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "add_eventblocklist_entry",
    name = "Add Event Blocklist entry",
    description = "Adds the event to MISP's blocklist: once deleted, it isn't taken in again.",
    icon = "ban",
    coreFormat = true,
    misp = true)
public class AddEventblocklistEntry implements ActionModule<AddEventblocklistEntry.Params> {

  record Params(
      @Param(value = "Event.uuid", label = "Path of the event's UUID") HashPath uuidHashPath,
      @Param(value = "Event.info", label = "Path of the event's info", id = "eventinfo_hash_path")
          HashPath eventInfoHashPath,
      @Param(value = "Blocked from workflow", label = "Comment") String blockComment) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    String uuid = first(params.uuidHashPath(), x);
    if (uuid.isEmpty()) {
      return ModuleResult.failed(
          "There is no UUID at `" + params.uuidHashPath().text() + "`: no event was blocked.");
    }
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("event_uuid", uuid);
    entry.put("event_info", first(params.eventInfoHashPath(), x));
    entry.put("event_orgc", Loose.text(Loose.child(creator(x), "name")));
    entry.put("comment", params.blockComment());
    if (x.run().dryRun()) return Lookups.dry(x, "event " + uuid + " would be blocked");
    if (x.misp().connected()) x.misp().blockEvent(entry);
    else x.note("The event was not blocked: the run has no MISP connection");
    return ModuleResult.done();
  }

  private static @Nullable Object creator(Execution x) {
    return Loose.child(Writes.event(x), "Orgc");
  }

  /** The first text that a path leads to; empty when it leads nowhere or was left empty. */
  private static String first(HashPath path, Execution x) {
    if (path.isEmpty()) return "";
    for (Object value : x.data().extract(path)) {
      if (value != null && !Loose.isTree(value)) return Loose.text(value);
    }
    return "";
  }
}
