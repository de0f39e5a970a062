package org.mispworkflows.module.action;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.RoamingData;

/** What the modules have in common that change something in MISP and in the roaming data. */
final class Writes {

  static final String NO_EVENT = "The data holds no event.";

  private Writes() {}

  /** Whether MISP is to be told; if not, the node's record says so. */
  static boolean reachMisp(Execution x) {
    if (x.misp().connected()) return true;
    x.note("Only the roaming data was changed: the run has no MISP connection");
    return false;
  }

  /** Nothing is to be done, since nothing passes the node's filter. */
  static ModuleResult.Effect nothingMatched(Execution x) {
    x.note("0 items matched the node's filter: nothing was changed");
    return ModuleResult.done();
  }

  /** The event of data in core format; null when there is none. */
  static @Nullable Map<String, @Nullable Object> event(Execution x) {
    return Json.map(x.data().root().get("Event"));
  }

  /**
   * Does something with each item; one that MISP refuses doesn't stop the others. It is a failure
   * when MISP refuses all.
   *
   * @param change says whether it changed the item
   */
  static ModuleResult.Effect each(
      Execution x, List<RoamingData> items, Predicate<Map<String, @Nullable Object>> change) {
    int changed = 0;
    List<String> refused = new ArrayList<>();
    for (RoamingData item : items) {
      try {
        if (change.test(item.root())) changed++;
      } catch (MispException e) {
        refused.add("attribute " + MispElement.attribute(item.root()).id() + ": " + e.getMessage());
      }
    }
    x.note(changed + " of " + items.size() + " attributes changed");
    if (!items.isEmpty() && refused.size() == items.size()) return new ModuleResult.Failed(refused);
    refused.forEach(x::note);
    return ModuleResult.done();
  }

  /**
   * Changes each attribute that passes the node's filter, and saves them. One that MISP refuses
   * becomes again what it was; it is a failure when MISP refuses all.
   *
   * @param fields which keys {@code change} may change
   */
  static ModuleResult.Effect editAttributes(
      Execution x, Set<String> fields, Consumer<Map<String, @Nullable Object>> change) {
    Map<String, @Nullable Object> event = event(x);
    if (event == null) return ModuleResult.failed(NO_EVENT);
    List<RoamingData> items = x.items();
    if (items.isEmpty()) return nothingMatched(x);
    List<Map<String, @Nullable Object>> attributes = new ArrayList<>();
    List<Map<String, @Nullable Object>> before = new ArrayList<>();
    int changed = 0;
    for (RoamingData item : items) {
      Map<String, @Nullable Object> attribute = item.root();
      Map<String, @Nullable Object> old = picked(attribute, fields);
      change.accept(attribute);
      attributes.add(attribute);
      before.add(old);
      if (!old.equals(picked(attribute, fields))) changed++;
    }
    x.note(changed + " of " + items.size() + " attributes changed");
    if (!reachMisp(x)) return ModuleResult.done();
    Map<Integer, String> refused =
        x.misp().saveAttributes(MispElement.event(event), attributes, fields);
    List<String> errors = new ArrayList<>();
    refused.forEach(
        (index, why) -> {
          Map<String, @Nullable Object> attribute = attributes.get(index);
          attribute.keySet().removeAll(fields);
          attribute.putAll(before.get(index));
          errors.add(
              "MISP refused attribute " + MispElement.attribute(attribute).id() + ": " + why);
        });
    if (refused.size() == attributes.size()) return new ModuleResult.Failed(errors);
    errors.forEach(x::note);
    return ModuleResult.done();
  }

  private static Map<String, @Nullable Object> picked(
      Map<String, @Nullable Object> attribute, Set<String> fields) {
    Map<String, @Nullable Object> picked = new HashMap<>();
    for (String field : fields) {
      if (attribute.containsKey(field)) picked.put(field, attribute.get(field));
    }
    return picked;
  }
}
