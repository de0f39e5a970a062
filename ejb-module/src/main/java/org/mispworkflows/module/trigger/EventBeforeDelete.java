package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** Before an event is deleted. Can refuse the deletion. */
@Stateless
@ModuleInfo(
    id = "event-before-delete",
    name = "Event Before Delete",
    description = "Before an event is deleted. Can refuse the deletion. Fired by newer MISPs.",
    icon = "trash",
    blocking = true,
    coreFormat = true)
@TriggerInfo(scope = "event")
public class EventBeforeDelete implements TriggerModule<None> {}
