package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.done;
import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.MispModulesSettings;
import org.mispworkflows.config.Settings;
import org.mispworkflows.misp.MispModule;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispException;
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
    List<MispModule> offered;
    try {
      offered = service.modules();
    } catch (MispException e) {
      if (!names.stream().allMatch(name -> settings.ofModule(name, MispModulesSettings.LENIENT)))
        throw e;
      x.note("Read as MISP does, nothing was asked: " + e.getMessage());
      return done();
    }
    List<MispModule> chosen = new ArrayList<>();
    for (String name : names) {
      MispModule module =
          offered.stream().filter(m -> m.name().equals(name)).findFirst().orElse(null);
      if (module == null) return failed("The misp-modules service has no module `" + name + "`.");
      if (!module.isEnrichment()) {
        return failed(
            "The module `"
                + name
                + "` of the misp-modules service is for "
                + String.join(", ", module.kinds())
                + ": it can't be asked about attributes.");
      }
      chosen.add(module);
    }
    return new Enrichment(service, settings, x).of(attributes, chosen, event.get("id"));
  }

  @Override
  public List<Diagnosis> diagnose() {
    List<Diagnosis> found = new ArrayList<>(service.diagnose());
    if (!found.isEmpty()) return found;
    try {
      if (service.modules().stream().noneMatch(MispModule::isEnrichment))
        found.add(Diagnosis.warning("The misp-modules service offers no enrichment modules."));
    } catch (MispException e) {
      found.add(Diagnosis.warning(String.valueOf(e.getMessage())));
    }
    return found;
  }
}
