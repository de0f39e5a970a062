package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** Before an event, or anything in it, is saved. Can refuse the save. */
@Stateless
@ModuleInfo(
    id = "event-before-save",
    name = "Event Before Save",
    description = "Before an event, or anything in it, is saved. Can refuse the save.",
    icon = "envelope",
    blocking = true,
    coreFormat = true)
@TriggerInfo(
    scope = "event",
    overhead = Overhead.HIGH,
    overheadReason =
        "Runs each time an event or anything in it is about to be saved, and the save waits for it: pulling a feed fires it many times.")
public class EventBeforeSave implements TriggerModule<None> {}
