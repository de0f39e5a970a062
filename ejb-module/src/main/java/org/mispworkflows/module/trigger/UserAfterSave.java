package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After a user was saved. Passwords and keys in the payload are masked. */
@Stateless
@ModuleInfo(
    id = "user-after-save",
    name = "User After Save",
    description = "After a user was saved. Passwords and keys in the payload are masked.",
    icon = "user-edit")
@TriggerInfo(scope = "user")
public class UserAfterSave implements TriggerModule<None> {}
