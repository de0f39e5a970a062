package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After a sighting was saved. */
@Stateless
@ModuleInfo(
    id = "sighting-after-save",
    name = "Sighting After Save",
    description = "After a sighting was saved.",
    icon = "eye",
    coreFormat = true)
@TriggerInfo(
    scope = "sighting",
    overhead = Overhead.MEDIUM,
    overheadReason =
        "Runs once for each sighting: a sensor that reports sightings automatically fires it many times.")
public class SightingAfterSave implements TriggerModule<None> {}
