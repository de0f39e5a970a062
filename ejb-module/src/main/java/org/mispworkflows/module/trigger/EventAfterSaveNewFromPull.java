package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After a new event came in by a pull; fires in place of Event After Save New. */
@Stateless
@ModuleInfo(
    id = "event-after-save-new-from-pull",
    name = "Event After Save New From Pull",
    description = "After a new event came in by a pull; fires in place of Event After Save New.",
    icon = "envelope",
    coreFormat = true)
@TriggerInfo(scope = "event")
public class EventAfterSaveNewFromPull implements TriggerModule<None> {}
