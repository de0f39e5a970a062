package org.mispworkflows.module.action;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.RoamingData;
import org.mispworkflows.spi.Template;
import org.mispworkflows.template.TemplateException;

/** What the modules have in common that change something in MISP and in the roaming data. */
final class Writes {

  static final String NO_EVENT = "The data holds no event.";

  private Writes() {}

  /** Whether MISP is to be told; if not, the node's record says so. */
  static boolean reachMisp(Execution x) {
    if (x.run().dryRun()) {
      x.note("Only the roaming data was changed: this is a dry run");
      return false;
    }
    if (x.misp().connected()) return true;
    x.note("Only the roaming data was changed: the run has no MISP connection");
    return false;
  }

  /** Nothing is to be done, since nothing passes the node's filter. */
  static ModuleResult.Effect nothingMatched(Execution x) {
    x.note(
        (x.filtered()
                ? "0 items matched the node's filter"
                : x.filters().isEmpty()
                    ? "The event has no attributes"
                    : "0 attributes are visible through the filters of the path")
            + ": nothing was changed");
    return ModuleResult.done();
  }

  /**
   * Whether the event itself is to be worked on: the node has no filter, or something passes it.
   */
  static boolean passes(Execution x) {
    return !x.filtered() || !x.items().isEmpty();
  }

  /** The event of data in core format; null when there is none. */
  static @Nullable Map<String, @Nullable Object> event(Execution x) {
    return Json.map(x.data().root().get("Event"));
  }

  /**
   * Does something with each attribute; one that MISP refuses doesn't stop the others. It is a
   * failure when MISP refuses all.
   *
   * @param change says whether it changed the attribute
   */
  static ModuleResult.Effect each(
      Execution x,
      List<Map<String, @Nullable Object>> attributes,
      Predicate<Map<String, @Nullable Object>> change) {
    int changed = 0;
    List<String> refused = new ArrayList<>();
    for (Map<String, @Nullable Object> attribute : attributes) {
      try {
        if (change.test(attribute)) changed++;
      } catch (MispException e) {
        refused.add("attribute " + MispElement.attribute(attribute).id() + ": " + e.getMessage());
      }
    }
    x.note(changed + " of " + attributes.size() + " attributes changed");
    if (!attributes.isEmpty() && refused.size() == attributes.size())
      return new ModuleResult.Failed(refused);
    refused.forEach(x::note);
    return ModuleResult.done();
  }

  /**
   * The attributes among the items that pass the node's filter. The event and an object stand for
   * the attributes in them; what else is no attribute, a tag or a proposal say, is left out.
   */
  static List<Map<String, @Nullable Object>> attributes(Execution x) {
    List<Map<String, @Nullable Object>> attributes = new ArrayList<>();
    for (RoamingData item : x.items()) {
      Map<String, @Nullable Object> map = item.root();
      Object inside = map.get("_AttributeFlattened");
      if (inside == null) inside = map.get("Attribute");
      if (inside == null && isAttribute(map)) attributes.add(map);
      for (Object attribute : Loose.values(inside)) {
        Map<String, @Nullable Object> found = Json.map(attribute);
        if (found != null) attributes.add(found);
      }
    }
    return attributes;
  }

  private static boolean isAttribute(Map<String, @Nullable Object> item) {
    return item.get("type") != null && item.get("value") != null && !item.containsKey("old_id");
  }

  /**
   * Sets one field of each attribute that passes the node's filter, and saves them, as {@link
   * #editAttributes} does. All values are found before the first is set: one that can't be found
   * fails the node and leaves everything as it was.
   *
   * @param valueOf may throw a {@link TemplateException}, or an {@link IllegalArgumentException}
   *     that says what is wrong with a value
   */
  static ModuleResult.Effect setField(
      Execution x,
      String field,
      Function<Map<String, @Nullable Object>, @Nullable Object> valueOf) {
    List<@Nullable Object> values = new ArrayList<>();
    List<Map<String, @Nullable Object>> attributes = attributes(x);
    for (Map<String, @Nullable Object> attribute : attributes) {
      try {
        values.add(valueOf.apply(attribute));
      } catch (TemplateException | IllegalArgumentException e) {
        String fails = e instanceof TemplateException ? "the template fails in " : "";
        return ModuleResult.failed(
            "Nothing was changed, because of attribute "
                + MispElement.attribute(attribute).id()
                + ": "
                + fails
                + e.getMessage());
      }
    }
    Iterator<@Nullable Object> next = values.iterator();
    return editAttributes(
        x, attributes, Set.of(field), attribute -> attribute.put(field, next.next()));
  }

  /**
   * Changes each attribute that passes the node's filter, and saves them. One that MISP refuses
   * becomes again what it was; it is a failure when MISP refuses all.
   *
   * @param fields which keys {@code change} may change
   */
  static ModuleResult.Effect editAttributes(
      Execution x, Set<String> fields, Consumer<Map<String, @Nullable Object>> change) {
    return editAttributes(x, attributes(x), fields, change);
  }

  /** The same with attributes that the module picked. */
  static ModuleResult.Effect editAttributes(
      Execution x,
      List<Map<String, @Nullable Object>> attributes,
      Set<String> fields,
      Consumer<Map<String, @Nullable Object>> change) {
    Map<String, @Nullable Object> event = event(x);
    if (event == null) return ModuleResult.failed(NO_EVENT);
    if (attributes.isEmpty()) return nothingMatched(x);
    List<Map<String, @Nullable Object>> before = new ArrayList<>();
    int changed = 0;
    for (Map<String, @Nullable Object> attribute : attributes) {
      Map<String, @Nullable Object> old = picked(attribute, fields);
      change.accept(attribute);
      before.add(old);
      if (!old.equals(picked(attribute, fields))) changed++;
    }
    x.note(changed + " of " + attributes.size() + " attributes changed");
    if (!reachMisp(x)) return ModuleResult.done();
    Map<Integer, String> refused;
    try {
      refused = x.misp().saveAttributes(MispElement.event(event), attributes, fields);
    } catch (MispException e) {
      for (int i = 0; i < attributes.size(); i++) restore(attributes.get(i), before.get(i), fields);
      throw e;
    }
    List<String> errors = new ArrayList<>();
    refused.forEach(
        (index, why) -> {
          Map<String, @Nullable Object> attribute = attributes.get(index);
          restore(attribute, before.get(index), fields);
          errors.add(
              "MISP refused attribute " + MispElement.attribute(attribute).id() + ": " + why);
        });
    if (refused.size() == attributes.size()) return new ModuleResult.Failed(errors);
    errors.forEach(x::note);
    return ModuleResult.done();
  }

  private static void restore(
      Map<String, @Nullable Object> attribute,
      Map<String, @Nullable Object> before,
      Set<String> fields) {
    attribute.keySet().removeAll(fields);
    attribute.putAll(before);
  }

  /** A template's text for one attribute, which it sees as {@code __currentAttribute}. */
  static String rendered(Template template, Execution x, Map<String, @Nullable Object> attribute) {
    Map<String, @Nullable Object> root = new HashMap<>(x.data().root());
    root.put("__currentAttribute", attribute);
    return template.render(root);
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
