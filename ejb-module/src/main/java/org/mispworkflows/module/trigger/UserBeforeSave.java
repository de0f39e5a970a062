package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** Before a user is saved. Can refuse it. Passwords and keys in the payload are masked. */
@Stateless
@ModuleInfo(
    id = "user-before-save",
    name = "User Before Save",
    description =
        "Before a user is saved. Can refuse it. Passwords and keys in the payload are masked.",
    icon = "user-plus",
    blocking = true)
@TriggerInfo(scope = "user")
public class UserBeforeSave implements TriggerModule<None> {}
