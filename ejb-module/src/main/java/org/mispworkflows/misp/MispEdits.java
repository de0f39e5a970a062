package org.mispworkflows.misp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispException;

/**
 * Edits of events and attributes, each read back: what MISP says is stored must be what was sent.
 */
final class MispEdits {

  private static final List<String> KEPT_BY_MISP = List.of("timestamp", "published");

  private final MispRest rest;

  MispEdits(MispRest rest) {
    this.rest = rest;
  }

  /**
   * Many attributes go in one edit of their event; MISP refuses silently what it doesn't like, so
   * the stored attributes in its answer are compared.
   */
  Map<Integer, String> saveAttributes(
      MispElement event, List<Map<String, @Nullable Object>> attributes, Set<String> fields) {
    Map<Integer, String> refused = new TreeMap<>();
    List<Map<String, @Nullable Object>> edits = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      String uuid = Answers.text(attributes.get(i).get("uuid"));
      if (uuid.isEmpty()) refused.put(i, "it has no UUID, so it isn't stored in MISP yet");
      else edits.add(edit(attributes.get(i), fields));
    }
    if (edits.isEmpty()) return refused;
    Map<String, Map<String, @Nullable Object>> stored =
        edits.size() == 1 ? saveOne(edits.get(0)) : saveMany(event, edits);
    for (int i = 0; i < attributes.size(); i++) {
      if (refused.containsKey(i)) continue;
      Map<String, @Nullable Object> wanted = attributes.get(i);
      String why = difference(wanted, stored.get(Answers.text(wanted.get("uuid"))), fields);
      if (!why.isEmpty()) refused.put(i, why);
    }
    return refused;
  }

  /** What an edit says of an attribute: what it is, what changes, and a newer timestamp. */
  static Map<String, @Nullable Object> edit(
      Map<String, @Nullable Object> attribute, Set<String> fields) {
    Map<String, @Nullable Object> edit = new LinkedHashMap<>();
    for (String key : List.of("uuid", "type", "category", "value")) {
      if (attribute.get(key) != null) edit.put(key, attribute.get(key));
    }
    for (String field : fields) edit.put(field, attribute.get(field));
    edit.put("timestamp", newer(attribute.get("timestamp")));
    return edit;
  }

  /** MISP refuses what isn't newer than what it has. */
  private static String newer(@Nullable Object timestamp) {
    long now = Instant.now().getEpochSecond();
    String text = Answers.text(timestamp);
    long known = text.matches("\\d{1,12}") ? Long.parseLong(text) : 0;
    return Long.toString(Math.max(now, known + 1));
  }

  private Map<String, Map<String, @Nullable Object>> saveOne(Map<String, @Nullable Object> edit) {
    String uuid = Answers.text(edit.get("uuid"));
    try {
      Map<String, @Nullable Object> answer =
          rest.add("/attributes/edit/" + MispRest.part(uuid), edit);
      return Map.of(uuid, Answers.map(answer.get("Attribute")));
    } catch (MispException e) {
      return Map.of(uuid, Map.of("refusal", String.valueOf(e.getMessage())));
    }
  }

  private Map<String, Map<String, @Nullable Object>> saveMany(
      MispElement event, List<Map<String, @Nullable Object>> edits) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    if (!event.uuid().isEmpty()) body.put("uuid", event.uuid());
    body.put("timestamp", newer(null));
    body.put("Attribute", edits);
    Map<String, @Nullable Object> answer =
        rest.add("/events/edit/" + MispRest.part(id(event)), Map.of("Event", body));
    Map<String, Map<String, @Nullable Object>> stored = new HashMap<>();
    Map<String, @Nullable Object> saved = Answers.map(answer.get("Event"));
    collect(saved.get("Attribute"), stored);
    for (Map<String, @Nullable Object> object : Answers.maps(saved.get("Object"))) {
      collect(object.get("Attribute"), stored);
    }
    return stored;
  }

  private static void collect(
      @Nullable Object attributes, Map<String, Map<String, @Nullable Object>> stored) {
    for (Map<String, @Nullable Object> attribute : Answers.maps(attributes)) {
      stored.put(Answers.text(attribute.get("uuid")), attribute);
    }
  }

  /** What MISP didn't take over; the timestamp is taken over from MISP. */
  private static String difference(
      Map<String, @Nullable Object> wanted,
      @Nullable Map<String, @Nullable Object> stored,
      Set<String> fields) {
    if (stored == null) return "MISP's event has no such attribute";
    Object refusal = stored.get("refusal");
    if (refusal != null) return refusal.toString();
    for (String field : fields) {
      if (same(wanted.get(field), stored.get(field))) continue;
      return "MISP kept its " + field + ", `" + stored.get(field) + "`";
    }
    if (stored.get("timestamp") != null) wanted.put("timestamp", stored.get("timestamp"));
    return "";
  }

  /** MISP writes numbers and flags as texts now and then, and nothing as null or empty. */
  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return normal(a).equals(normal(b));
  }

  private static String normal(@Nullable Object value) {
    if (value == null) return "";
    if (value instanceof Boolean b) return b ? "1" : "0";
    String text = value.toString();
    return text.equals("true") ? "1" : text.equals("false") ? "0" : text;
  }

  /**
   * Saves fields of the event, then looks whether they are stored. MISP gives each edited event a
   * new timestamp and unpublishes it, so those two are not sent.
   *
   * @return whether they stayed as they should
   */
  boolean saveEvent(MispElement event, Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(fields);
    body.keySet().removeAll(KEPT_BY_MISP);
    Map<String, @Nullable Object> answer =
        rest.add("/events/edit/" + MispRest.part(id(event)), Map.of("Event", body));
    Map<String, @Nullable Object> stored = Answers.map(answer.get("Event"));
    for (Map.Entry<String, @Nullable Object> field : body.entrySet()) {
      boolean group = field.getKey().equals("sharing_group_id");
      if (group && !"4".equals(Answers.text(fields.get("distribution")))) continue;
      if (same(field.getValue(), stored.get(field.getKey()))) continue;
      throw new MispException(
          "MISP `"
              + rest.name()
              + "` said that the event is saved, but kept its "
              + field.getKey()
              + ", `"
              + stored.get(field.getKey())
              + "`.");
    }
    return KEPT_BY_MISP.stream()
        .allMatch(key -> !fields.containsKey(key) || same(fields.get(key), stored.get(key)));
  }

  /** By id where it is known, since that is what MISP's logs show. */
  static String id(MispElement element) {
    String id = element.id().isEmpty() ? element.uuid() : element.id();
    if (id.isEmpty())
      throw new MispException("The data name neither the id nor the UUID of what is to change.");
    return id;
  }
}
