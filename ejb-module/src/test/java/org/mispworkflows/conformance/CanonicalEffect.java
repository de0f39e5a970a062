package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** Effects in the form in which both sides can be compared. */
final class CanonicalEffect {

  /** What tells how the reference works inside, and nothing about the effect. */
  private static final Set<String> INTERNAL = Set.of("worker", "queue", "job_id", "workflow_id");

  private static final Set<String> DATA =
      Set.of("body", "data", "attribute", "filteredItems", "matchingData");

  private CanonicalEffect() {}

  static boolean isData(String key) {
    return DATA.contains(key);
  }

  static Map<String, @Nullable Object> of(@Nullable Object effect, @Nullable Object normalized) {
    Map<String, @Nullable Object> canonical = new LinkedHashMap<>();
    Map<String, @Nullable Object> map = Json.map(effect);
    if (map == null) return canonical;
    String kind = Loose.text(map.get("kind"));
    map.forEach(
        (key, value) -> {
          if (!INTERNAL.contains(key)) canonical.put(key, canonical(kind, key, value, normalized));
        });
    switch (kind) {
      case "http" -> {
        if ("form".equals(canonical.remove("encoding")) || isForm(canonical))
          canonical.put("body", fieldTexts(canonical.get("body")));
        else canonical.put("body", Trees.queued(canonical.get("body")));
      }
      case "event.detach_tags", "attribute.detach_tags" -> canonical.remove("relationship_type");
      case "event.attach_tags", "attribute.attach_tags" -> {
        canonical.putIfAbsent("relationship_type", "");
        if (canonical.get("local") == null) canonical.put("local", false);
      }
      default -> {}
    }
    return canonical;
  }

  private static @Nullable Object canonical(
      String kind, String key, @Nullable Object value, @Nullable Object normalized) {
    if ("=normalized".equals(value) || "=input".equals(value)) return normalized;
    if (kind.equals("job.enqueue") && key.equals("node_id")) return Loose.text(value);
    if (kind.equals("attribute.decay_lookup") && key.equals("models"))
      return Loose.isTree(value) ? value : new ArrayList<>(List.of(Loose.text(value)));
    if (key.equals("headers")) return headers(value);
    if (key.equals("local") && Loose.isTree(value)) return null;
    if (key.equals("tags") && !Loose.isTree(value)) return List.of();
    if (key.endsWith("_id") && value instanceof Number) return Loose.text(value);
    if (key.equals("attribute")) {
      Map<String, @Nullable Object> attribute = new LinkedHashMap<>();
      Map<String, @Nullable Object> map = Json.map(value);
      if (map != null) attribute.putAll(map);
      attribute.remove("timestamp");
      return attribute;
    }
    return value;
  }

  /** By lower-case name; the user agent names the product. */
  private static Map<String, @Nullable Object> headers(@Nullable Object headers) {
    Map<String, @Nullable Object> byName = new TreeMap<>();
    Map<String, @Nullable Object> map = Json.map(headers);
    if (map != null) map.forEach((name, value) -> byName.put(name.toLowerCase(Locale.ROOT), value));
    byName.remove("user-agent");
    byName.remove(""); // which nobody can send
    return byName;
  }

  private static boolean isForm(Map<String, @Nullable Object> effect) {
    return Loose.text(Loose.child(effect.get("headers"), "content-type")).contains("form");
  }

  /** A form has texts only; nulls and empty lists are no fields. */
  private static @Nullable Object fieldTexts(@Nullable Object body) {
    Map<String, @Nullable Object> map = Json.map(body);
    if (map != null || body instanceof List<?>) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      if (map != null) map.forEach((key, value) -> putField(fields, key, value));
      else if (body instanceof List<?> list)
        for (int i = 0; i < list.size(); i++) putField(fields, Integer.toString(i), list.get(i));
      return fields;
    }
    if (body instanceof Boolean b) return b ? "1" : "0";
    return body instanceof String text
        ? Surroundings.formFields(text)
        : body == null ? null : Loose.text(body);
  }

  private static void putField(
      Map<String, @Nullable Object> fields, String key, @Nullable Object value) {
    Object text = value instanceof String ? value : fieldTexts(value);
    boolean empty = text == null || text instanceof Map<?, ?> map && map.isEmpty();
    if (!empty) fields.put(key, text);
  }
}
