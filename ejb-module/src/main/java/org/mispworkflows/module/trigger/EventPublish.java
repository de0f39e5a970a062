package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** Before an event is published. Can refuse the publication. */
@Stateless
@ModuleInfo(
    id = "event-publish",
    name = "Event Publish",
    description = "Before an event is published. Can refuse the publication.",
    icon = "upload",
    blocking = true,
    coreFormat = true)
@TriggerInfo(scope = "event")
public class EventPublish implements TriggerModule<None> {}
