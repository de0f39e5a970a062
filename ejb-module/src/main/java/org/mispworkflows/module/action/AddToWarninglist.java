package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Objects;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Adds the values of attributes to a warninglist of MISP. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "add_to_warninglist",
    name = "Add to warninglist",
    description =
        "Adds the values of the attributes that pass the node's filter, or of all, to a custom warninglist of MISP.",
    icon = "exclamation-triangle",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class AddToWarninglist implements ActionModule<AddToWarninglist.Params> {

  record Params(
      @Param(
              placeholder = "Pick an active custom warninglist",
              single = true,
              catalogue = Catalogue.CUSTOM_WARNINGLISTS)
          List<String> warninglist) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (params.warninglist().isEmpty()) return ModuleResult.failed("No warninglist selected");
    if (!x.misp().connected()) return Lookups.notConnected("nothing was added to its warninglist");
    List<String> values =
        Writes.attributes(x).stream()
            .map(attribute -> Loose.text(Objects.requireNonNull(attribute.get("value"))))
            .distinct()
            .toList();
    if (values.isEmpty()) return Writes.nothingMatched(x);
    String list = params.warninglist().get(0);
    if (x.run().dryRun())
      return Lookups.dry(x, values.size() + " values would be added to warninglist " + list);
    x.misp().addToWarninglist(list, values);
    x.note("Warninglist " + list + " has these " + values.size() + " values now");
    return ModuleResult.done();
  }
}
