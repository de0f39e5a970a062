package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After somebody posted in a discussion. */
@Stateless
@ModuleInfo(
    id = "post-after-save",
    name = "Post After Save",
    description = "After somebody posted in a discussion.",
    icon = "comment")
@TriggerInfo(scope = "post")
public class PostAfterSave implements TriggerModule<None> {}
