package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/**
 * Before an enrichment module is queried; the payload names the module in _module. Can refuse the
 * query.
 */
@Stateless
@ModuleInfo(
    id = "enrichment-before-query",
    name = "Enrichment Before Query",
    description =
        "Before an enrichment module is queried; the payload names the module in _module. Can refuse the query.",
    icon = "asterisk",
    blocking = true,
    coreFormat = true)
@TriggerInfo(scope = "others")
public class EnrichmentBeforeQuery implements TriggerModule<None> {}
