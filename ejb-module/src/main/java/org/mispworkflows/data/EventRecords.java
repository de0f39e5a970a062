package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.MispConnection;

/**
 * Finds the records around what a trigger is about: the event, the attribute, its object. What
 * can't be looked up is made up of what the payload tells.
 */
final class EventRecords {

  private static final String EVENT = "Event";
  private static final String ATTRIBUTE = "Attribute";
  private static final String OBJECT = "Object";

  private final MispConnection misp;
  private final Consumer<String> note;

  EventRecords(MispConnection misp, Consumer<String> note) {
    this.misp = misp;
    this.note = note;
  }

  /**
   * The record of an event, without attributes and objects. Empty when MISP doesn't know the event;
   * without a connection: what is known, made up with the id.
   */
  Map<String, @Nullable Object> parent(@Nullable Object id, Map<String, @Nullable Object> known) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    Map<String, @Nullable Object> event = Json.map(known.get(EVENT));
    if (misp.connected()) {
      if (Loose.truthy(id)) misp.event(Loose.text(id)).ifPresent(record::putAll);
      event = Json.map(record.get(EVENT));
      if (event == null) return new LinkedHashMap<>();
    } else {
      if (event == null && !Loose.truthy(id)) return record;
      event = event == null ? new LinkedHashMap<>() : event;
      if (Loose.truthy(id)) event.putIfAbsent("id", id);
      record.put(EVENT, event);
      if (known.get("EventTag") != null) record.put("EventTag", known.get("EventTag"));
      note.accept(
          "No MISP is connected: of event "
              + Loose.text(first(event.get("id"), event.get("uuid")))
              + " only what the payload tells is known.");
    }
    for (String key : List.of(ATTRIBUTE, OBJECT)) {
      record.remove(key);
      event.remove(key);
    }
    return record;
  }

  /**
   * Puts an attribute into its event's record: inside its object, if it has one that can be found.
   */
  Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> record,
      @Nullable Map<String, @Nullable Object> attribute,
      Map<String, @Nullable Object> beside) {
    if (attribute == null) return record;
    Map<String, @Nullable Object> object = null;
    if (Loose.truthy(attribute.get("object_id"))) {
      String id = Loose.text(attribute.get("object_id"));
      object = Json.map(misp.object(id).orElse(beside).get(OBJECT));
    }
    if (object == null) {
      put(record, ATTRIBUTE, attribute);
    } else {
      object.put(ATTRIBUTE, listOf(attribute));
      put(record, OBJECT, object);
    }
    return record;
  }

  /**
   * The record of an attribute, by id or UUID. Empty when MISP doesn't know it; without a
   * connection: what is known.
   */
  Map<String, @Nullable Object> attribute(
      @Nullable Object attributeId, Map<String, @Nullable Object> known) {
    if (!misp.connected()) return known;
    Optional<Map<String, @Nullable Object>> found =
        Loose.truthy(attributeId) ? misp.attribute(Loose.text(attributeId)) : Optional.empty();
    return found.orElse(Map.of());
  }

  /** The record of an attribute of which the id alone is known. */
  static Map<String, @Nullable Object> stub(@Nullable Object attributeId) {
    Map<String, @Nullable Object> attribute = new LinkedHashMap<>();
    attribute.put("id", attributeId);
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put(ATTRIBUTE, attribute);
    return record;
  }

  /** Puts something into the record of an event, if there is one. */
  static void put(
      Map<String, @Nullable Object> record, String key, Map<String, @Nullable Object> value) {
    if (record.get(EVENT) != null) record.put(key, listOf(value));
  }

  static List<@Nullable Object> listOf(Object only) {
    List<@Nullable Object> list = new ArrayList<>(1);
    list.add(only);
    return list;
  }

  static @Nullable Object first(@Nullable Object preferred, @Nullable Object other) {
    return preferred == null ? other : preferred;
  }
}
