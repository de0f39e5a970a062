package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After an event, or anything in it, was saved. */
@Stateless
@ModuleInfo(
    id = "event-after-save",
    name = "Event After Save",
    description = "After an event, or anything in it, was saved.",
    icon = "envelope",
    coreFormat = true)
@TriggerInfo(
    scope = "event",
    overhead = Overhead.HIGH,
    overheadReason =
        "Runs each time an event or anything in it is saved: pulling a feed or synchronising a large event fires it many times.")
public class EventAfterSave implements TriggerModule<None> {}
