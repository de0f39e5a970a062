package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After an object was saved. */
@Stateless
@ModuleInfo(
    id = "object-after-save",
    name = "Object After Save",
    description = "After an object was saved.",
    icon = "cubes",
    coreFormat = true)
@TriggerInfo(
    scope = "object",
    overhead = Overhead.HIGH,
    overheadReason =
        "Runs once for each object that is saved: pulling a feed or synchronising a large event fires it many times.")
public class ObjectAfterSave implements TriggerModule<None> {}
