package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After an event report was saved. */
@Stateless
@ModuleInfo(
    id = "event-report-after-save",
    name = "Event Report After Save",
    description = "After an event report was saved.",
    icon = "file-alt",
    coreFormat = true)
@TriggerInfo(scope = "event-report")
public class EventReportAfterSave implements TriggerModule<None> {}
