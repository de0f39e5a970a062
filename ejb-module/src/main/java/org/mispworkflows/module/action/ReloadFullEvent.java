package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;

/** Replaces the roaming data by the whole event, as MISP has it now. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "reload-full-event",
    name = "Reload full Event",
    description =
        "Fetches the whole event from MISP and goes on with it instead of the data so far, of which only keys that begin with an underscore stay.",
    icon = "sync-alt",
    coreFormat = true,
    misp = true)
public class ReloadFullEvent implements ActionModule<ModuleDescriptor.None> {

  @Override
  public ModuleResult.Effect execute(ModuleDescriptor.None params, Execution x) {
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return ModuleResult.failed(Writes.NO_EVENT);
    if (!x.misp().connected()) return Lookups.notConnected("the event can't be loaded from there");
    Lookups.reload(x, MispElement.event(event));
    return ModuleResult.done();
  }
}
