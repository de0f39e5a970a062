package org.mispworkflows.module.action;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.CoreFormat;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleResult;

/** What the modules have in common that bring something into the data from outside. */
final class Lookups {

  private Lookups() {}

  /** The node fails, since its work can only be done by MISP. */
  static ModuleResult.Effect notConnected(String undone) {
    return ModuleResult.failed("No MISP instance is connected, so " + undone + ".");
  }

  /** The node is done without having done anything, since nothing may be changed in MISP. */
  static ModuleResult.Effect dry(Execution x, String undone) {
    x.note("Dry run, nothing was changed in MISP: " + undone);
    return ModuleResult.done();
  }

  /**
   * Puts the event as MISP has it now in the place of the data, in core format whatever the trigger
   * says. Keys that begin with an underscore stay.
   *
   * @throws MispException when MISP doesn't give the event; the data stays as it is
   */
  static void reload(Execution x, MispElement event) {
    String id = event.id().isEmpty() ? event.uuid() : event.id();
    Optional<Map<String, @Nullable Object>> found =
        id.isEmpty() ? Optional.empty() : x.misp().fullEvent(id);
    Map<String, @Nullable Object> now =
        found.orElseThrow(
            () ->
                new MispException(
                    "MISP gave no event `"
                        + id
                        + "`: it isn't there, or the connection's user may not see it."));
    now = CoreFormat.convert(now, "event", x.misp(), x::note);
    Map<String, @Nullable Object> root = x.data().root();
    root.keySet().removeIf(key -> !key.startsWith("_"));
    root.putAll(now);
    x.note("Event " + id + " was loaded from MISP");
  }
}
