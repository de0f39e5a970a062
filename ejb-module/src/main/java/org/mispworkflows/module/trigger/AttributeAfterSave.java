package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After an attribute was saved. */
@Stateless
@ModuleInfo(
    id = "attribute-after-save",
    name = "Attribute After Save",
    description = "After an attribute was saved.",
    icon = "cube",
    coreFormat = true)
@TriggerInfo(
    scope = "attribute",
    overhead = Overhead.HIGH,
    overheadReason =
        "Runs once for each attribute that is saved: pulling a feed or synchronising a large event fires it thousands of times.")
public class AttributeAfterSave implements TriggerModule<None> {}
