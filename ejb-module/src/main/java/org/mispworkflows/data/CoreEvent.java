package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings one event and what MISP's database layer puts beside it into core format: everything
 * inside the event, tags as {@code Tag}, sightings at their attributes, {@code _allTags} and {@code
 * _AttributeFlattened} added. Works in place: the entries of {@code _AttributeFlattened} are the
 * attributes themselves.
 */
final class CoreEvent {

  private static final List<String> MOVED_INTO_THE_EVENT =
      List.of(
          "Org",
          "Orgc",
          "SharingGroup",
          "Attribute",
          "Object",
          "ShadowAttribute",
          "RelatedEvent",
          "Galaxy",
          "EventReport",
          "CryptographicKey",
          "Note",
          "Opinion",
          "Relationship");
  private static final List<String> SHARED_BY_GROUP =
      List.of("EventReport", "Note", "Opinion", "Relationship");

  private final Map<String, @Nullable Object> event;
  private final Map<String, List<@Nullable Object>> sightings;
  private final @Nullable Object related;
  private final List<@Nullable Object> inheritedTags;
  private final List<@Nullable Object> flattened = new ArrayList<>();

  private CoreEvent(Map<String, @Nullable Object> record) {
    Map<String, @Nullable Object> given = Json.map(record.get("Event"));
    event = given == null ? new LinkedHashMap<>() : given;
    for (String key : MOVED_INTO_THE_EVENT) {
      if (record.containsKey(key)) event.put(key, record.get(key));
    }
    sightings = byAttribute(record.get("Sighting"));
    related = record.get("RelatedAttribute");
    event.remove("user_id");
    dropEmptyGroup(event);
    for (String key : SHARED_BY_GROUP) {
      for (Object item : Loose.values(event.get(key))) dropEmptyGroup(Json.map(item));
    }
    unfoldTags(event, record.get("EventTag"));
    inheritedTags = Tags.inherited(event);
  }

  /**
   * The event of a record ({@code {"Event": {…}, "Attribute": […], "EventTag": […], …}}) in core
   * format. An event that is in core format already stays as it is.
   */
  static Map<String, @Nullable Object> of(Map<String, @Nullable Object> record) {
    return new CoreEvent(record).converted();
  }

  /** A list as MISP means it: one that lost elements arrives as an object with numeric keys. */
  static List<@Nullable Object> list(@Nullable Object value) {
    if (value instanceof List<?>) return (List<@Nullable Object>) Loose.values(value);
    if (!(value instanceof Map<?, ?> map)) return new ArrayList<>();
    for (Object key : map.keySet()) {
      if (Loose.index((String) key) < 0) return new ArrayList<>();
    }
    return new ArrayList<>(Loose.values(map));
  }

  private Map<String, @Nullable Object> converted() {
    if (event.get("Attribute") != null) event.put("Attribute", cleaned(event.get("Attribute")));
    if (event.get("Object") != null) event.put("Object", objects());
    event.put("_AttributeFlattened", flattened);
    return event;
  }

  private List<@Nullable Object> objects() {
    List<@Nullable Object> kept = new ArrayList<>();
    for (Object item : list(event.get("Object"))) {
      Map<String, @Nullable Object> object = Json.map(item);
      if (object == null) continue;
      List<@Nullable Object> attributes = cleaned(object.get("Attribute"));
      if (attributes.isEmpty()) continue;
      object.put("Attribute", attributes);
      dropEmptyGroup(object);
      kept.add(object);
    }
    return kept;
  }

  private List<@Nullable Object> cleaned(@Nullable Object attributes) {
    List<@Nullable Object> list = list(attributes);
    for (Object item : list) {
      Map<String, @Nullable Object> attribute = Json.map(item);
      if (attribute == null) continue;
      clean(attribute);
      flattened.add(attribute);
    }
    return list;
  }

  private void clean(Map<String, @Nullable Object> attribute) {
    attribute.remove("value1");
    attribute.remove("value2");
    dropEmptyGroup(attribute);
    unfoldTags(attribute, attribute.remove("AttributeTag"));
    attribute.put("_allTags", Tags.all(inheritedTags, attribute.get("Tag")));
    if (related == null && sightings.isEmpty()) return;
    String id = Loose.text(attribute.get("id"));
    List<@Nullable Object> seen = sightings.get(id);
    if (seen != null) {
      List<@Nullable Object> all = new ArrayList<>(Loose.values(attribute.get("Sighting")));
      all.addAll(seen);
      attribute.put("Sighting", all);
    }
    if (Loose.child(related, id) != null) {
      attribute.put("RelatedAttribute", relatedAttributes(Loose.child(related, id)));
    }
  }

  /** MISP keeps the related attribute's id and its event's id under other names here. */
  private static List<@Nullable Object> relatedAttributes(@Nullable Object correlations) {
    List<@Nullable Object> found = new ArrayList<>();
    for (Object item : Loose.values(correlations)) {
      Map<String, @Nullable Object> correlation = Json.map(item);
      if (correlation == null) continue;
      correlation.put("event_id", correlation.get("id"));
      correlation.put("id", correlation.remove("attribute_id"));
      found.add(correlation);
    }
    return found;
  }

  private static Map<String, List<@Nullable Object>> byAttribute(@Nullable Object sightings) {
    Map<String, List<@Nullable Object>> found = new HashMap<>();
    for (Object item : Loose.values(sightings)) {
      Map<String, @Nullable Object> sighting = Json.map(item);
      if (sighting == null || sighting.get("attribute_id") == null) continue;
      found
          .computeIfAbsent(Loose.text(sighting.get("attribute_id")), id -> new ArrayList<>())
          .add(sighting);
    }
    return found;
  }

  /**
   * {@code EventTag[i].Tag} becomes {@code Tag[i]}; a tag that isn't there (before a save) is null,
   * as in MISP.
   */
  private static void unfoldTags(Map<String, @Nullable Object> owner, @Nullable Object tagLinks) {
    if (tagLinks == null) return;
    List<@Nullable Object> links = list(tagLinks);
    if (links.isEmpty()) return;
    List<@Nullable Object> tags = new ArrayList<>(Loose.values(owner.get("Tag")));
    for (int i = 0; i < links.size(); i++) {
      Map<String, @Nullable Object> tag = Json.map(Loose.child(links.get(i), "Tag"));
      if (tag != null) tag.remove("org_id");
      if (i < tags.size()) tags.set(i, tag);
      else tags.add(tag);
    }
    owner.put("Tag", tags);
  }

  private static void dropEmptyGroup(@Nullable Map<String, @Nullable Object> owner) {
    if (owner != null
        && owner.containsKey("SharingGroup")
        && !Loose.truthy(owner.get("SharingGroup"))) {
      owner.remove("SharingGroup");
    }
  }
}
