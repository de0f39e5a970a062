package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;

/** Publishes the event. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "publish-event",
    name = "Publish Event",
    description =
        "Publishes the event. In a workflow that runs because an event is published, it runs itself again.",
    icon = "upload",
    misp = true)
public class PublishEvent implements ActionModule<None> {

  @Override
  public ModuleResult.Effect execute(None none, Execution x) {
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return ModuleResult.failed(Writes.NO_EVENT);
    if (Writes.reachMisp(x) && !x.misp().publish(MispElement.event(event))) {
      x.note(
          "MISP has queued the publishing, but the event isn't published yet: its workers are busy, or a workflow there stopped it");
    }
    event.put("published", true);
    return ModuleResult.done();
  }
}
