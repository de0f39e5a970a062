package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Asks the misp-modules service about attributes; needs no MISP. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "attach-enrichment",
    name = "Attach enrichment",
    description =
        "Asks modules of the misp-modules service about the attributes that pass the node's filter, or about all. The results are kept in the data as `enrichment` of each attribute; nothing is saved.",
    icon = "asterisk",
    version = "0.3",
    coreFormat = true,
    nodeFilter = true)
public class AttachEnrichment implements ActionModule<AttachEnrichment.Params> {

  record Params(
      @Param(
              label = "Modules",
              placeholder = "Pick enrichment modules",
              catalogue = Catalogue.MODULES)
          List<String> modules) {}

  @Inject private MispModules service;
  @Inject private Settings settings;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    List<String> names = params.modules().stream().filter(name -> !name.isBlank()).toList();
    if (names.isEmpty()) return failed(EnrichEvent.NO_MODULE);
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return failed(Writes.NO_EVENT);
    List<Map<String, @Nullable Object>> attributes = Writes.attributes(x);
    if (attributes.isEmpty()) return Writes.nothingMatched(x);
    List<MispModules.Module> offered = service.modules();
    List<MispModules.Module> chosen = new ArrayList<>();
    for (String name : names) {
      MispModules.Module module =
          offered.stream().filter(m -> m.name().equals(name)).findFirst().orElse(null);
      if (module == null) return failed("The misp-modules service has no module `" + name + "`.");
      chosen.add(module);
    }
    return new Enrichment(service, settings, x).of(attributes, chosen, event.get("id"));
  }

  @Override
  public List<Diagnosis> diagnose() {
    if (!settings.get(Settings.MISP_MODULES_URL).equals(Settings.OFF)) return List.of();
    return List.of(
        Diagnosis.error(
            "No misp-modules service is configured: set "
                + Settings.MISP_MODULES_URL.fullKey()
                + " to its address to use this module."));
  }
}
