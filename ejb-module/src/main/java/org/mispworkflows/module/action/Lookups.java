package org.mispworkflows.module.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.CoreFormat;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.RoamingData;

/** What the modules have in common that bring something into the data from outside. */
final class Lookups {

  private Lookups() {}

  /** The node fails, since its work can only be done by MISP. */
  static ModuleResult.Effect notConnected(String undone) {
    return ModuleResult.failed("No MISP instance is connected, so " + undone + ".");
  }

  /**
   * The attributes among the items that pass the node's filter. The event and an object stand for
   * the attributes in them; what else is no attribute, a tag say, is left out.
   */
  static List<Map<String, @Nullable Object>> attributes(Execution x) {
    List<Map<String, @Nullable Object>> attributes = new ArrayList<>();
    for (RoamingData item : x.items()) {
      Map<String, @Nullable Object> map = item.root();
      Object inside =
          map.containsKey("_AttributeFlattened")
              ? map.get("_AttributeFlattened")
              : map.get("Attribute");
      for (Object candidate : inside == null ? List.of(map) : Loose.values(inside)) {
        Map<String, @Nullable Object> attribute = Json.map(candidate);
        if (attribute != null && isAttribute(attribute)) attributes.add(attribute);
      }
    }
    return attributes;
  }

  /** A proposal looks like the attribute that it would make; it has the old one's id besides. */
  private static boolean isAttribute(Map<String, @Nullable Object> item) {
    return item.get("type") != null && item.get("value") != null && !item.containsKey("old_id");
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
