package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After a proposal was saved. */
@Stateless
@ModuleInfo(
    id = "shadow-attribute-after-save",
    name = "Shadow Attribute After Save",
    description = "After a proposal was saved.",
    icon = "comment",
    coreFormat = true)
@TriggerInfo(
    scope = "shadow-attribute",
    overhead = Overhead.MEDIUM,
    overheadReason =
        "Runs once for each proposal that is saved: synchronising proposals fires it many times.")
public class ShadowAttributeAfterSave implements TriggerModule<None> {}
