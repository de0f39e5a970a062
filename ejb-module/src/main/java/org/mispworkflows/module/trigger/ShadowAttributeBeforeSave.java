package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** Before a proposal is saved. Can refuse it. */
@Stateless
@ModuleInfo(
    id = "shadow-attribute-before-save",
    name = "Shadow Attribute Before Save",
    description = "Before a proposal is saved. Can refuse it.",
    icon = "comment",
    blocking = true,
    coreFormat = true)
@TriggerInfo(
    scope = "shadow-attribute",
    overhead = Overhead.MEDIUM,
    overheadReason =
        "Runs once for each proposal that is about to be saved, and the save waits for it.")
public class ShadowAttributeBeforeSave implements TriggerModule<None> {}
