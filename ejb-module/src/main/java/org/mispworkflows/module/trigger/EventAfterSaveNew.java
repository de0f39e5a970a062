package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After a new event was saved for the first time. */
@Stateless
@ModuleInfo(
    id = "event-after-save-new",
    name = "Event After Save New",
    description = "After a new event was saved for the first time.",
    icon = "envelope",
    coreFormat = true)
@TriggerInfo(scope = "event")
public class EventAfterSaveNew implements TriggerModule<None> {}
