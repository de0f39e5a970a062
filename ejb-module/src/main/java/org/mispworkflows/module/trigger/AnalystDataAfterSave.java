package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After a note, an opinion or a relationship was saved. */
@Stateless
@ModuleInfo(
    id = "analyst-data-after-save",
    name = "Analyst Data After Save",
    description =
        "After a note, an opinion or a relationship of an analyst was saved. Fired by newer MISPs.",
    icon = "sticky-note",
    coreFormat = true)
@TriggerInfo(scope = "analyst-data")
public class AnalystDataAfterSave implements TriggerModule<None> {}
