package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Lets MISP enrich its event, and goes on with what has become of it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "enrich-event",
    name = "Enrich Event",
    description =
        "Lets MISP enrich the event, or those of its attributes that pass the node's filter, with a module of its own. What is found is saved there, then the whole event is loaded again.",
    icon = "asterisk",
    version = "0.2",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class EnrichEvent implements ActionModule<EnrichEvent.Params> {

  /** As in MISP, which callers read. */
  static final String NO_MODULE = "No enrichmnent module selected";

  record Params(
      @Param(label = "Module", placeholder = "mmdb_lookup", catalogue = Catalogue.MODULES)
          String modules) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    String module = params.modules().strip();
    if (module.isEmpty()) return failed(NO_MODULE);
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return failed(Writes.NO_EVENT);
    if (!x.misp().connected()) return Lookups.notConnected("the event can't be enriched there");
    List<String> uuids = x.filtered() ? uuids(x) : List.of();
    if (x.filtered() && uuids.isEmpty()) return Writes.nothingMatched(x);
    MispElement element = MispElement.event(event);
    if (x.run().dryRun())
      return Lookups.dry(x, "the event would be enriched with the module " + module);
    x.misp().enrich(element, List.of(module), uuids);
    Lookups.reload(x, element);
    return ModuleResult.done();
  }

  private static List<String> uuids(Execution x) {
    return Writes.attributes(x).stream()
        .map(attribute -> MispElement.attribute(attribute).uuid())
        .filter(uuid -> !uuid.isEmpty())
        .toList();
  }
}
