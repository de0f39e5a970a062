package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Asks MISP which attributes are on its warninglists. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "attach-warninglist",
    name = "Attach warninglist",
    description =
        "Asks MISP which of the attributes that pass the node's filter, or of all, are on its warninglists; only those with the IDS flag. What is found is kept in the data as `warnings` of the attributes and of the event; nothing is saved.",
    icon = "exclamation-triangle",
    version = "0.2",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class AttachWarninglist implements ActionModule<AttachWarninglist.Params> {

  private static final String WARNINGS = "warnings";

  record Params(
      @Param(
              value = "ALL",
              placeholder = "ALL, or names of warninglists",
              catalogue = Catalogue.WARNINGLIST_NAMES,
              also = "ALL")
          List<String> warninglists) {

    boolean wants(Map<String, @Nullable Object> warning) {
      return warninglists.contains("ALL")
          || warninglists.contains(Loose.text(warning.get("warninglist_name")));
    }
  }

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (params.warninglists().isEmpty()) return failed("No warninglist module selected");
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return failed(Writes.NO_EVENT);
    if (!x.misp().connected()) return Lookups.notConnected("its warninglists can't be asked");
    List<Map<String, @Nullable Object>> attributes =
        Writes.attributes(x).stream().filter(a -> Loose.truthy(a.get("to_ids"))).toList();
    List<List<Map<String, @Nullable Object>>> found =
        attributes.isEmpty() ? List.of() : x.misp().warnings(attributes);
    Map<String, Object> ofEvent = new LinkedHashMap<>();
    int listed = 0;
    for (int i = 0; i < found.size(); i++) {
      List<Map<String, @Nullable Object>> warnings =
          found.get(i).stream().filter(params::wants).toList();
      if (warnings.isEmpty()) continue;
      attributes.get(i).put(WARNINGS, new ArrayList<>(warnings));
      warnings.forEach(w -> ofEvent.putIfAbsent(Loose.text(w.get("warninglist_id")), list(w)));
      listed++;
    }
    event.put(WARNINGS, new ArrayList<>(ofEvent.values()));
    x.note(listed + " of " + attributes.size() + " attributes with IDS flag are on a warninglist");
    return ModuleResult.done();
  }

  private static Object list(Map<String, @Nullable Object> warning) {
    Map<String, @Nullable Object> list = new LinkedHashMap<>();
    for (String key : List.of("id", "name", "category"))
      list.put(key, warning.get("warninglist_" + key));
    return list;
  }
}
