package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.MispConnection;

/**
 * Normalises a payload to MISP's core format: {@code {"Event": {…}}} with everything inside the
 * event, the same whichever trigger fired. What the payload lacks is looked up; what can't be
 * looked up is replaced by what the payload tells.
 *
 * <p>Laws: the entries of {@code Event._AttributeFlattened} are the very maps of {@code
 * Event.Attribute} and {@code Event.Object[].Attribute}; attributes without tags of their own share
 * one read-only {@code _allTags}; converting twice changes nothing.
 */
public final class CoreFormat {

  private static final String EVENT = "Event";
  private static final String ATTRIBUTE = "Attribute";
  private static final String OBJECT = "Object";

  private final Map<String, @Nullable Object> payload;
  private final MispConnection misp;
  private final Consumer<String> note;

  private CoreFormat(
      Map<String, @Nullable Object> payload, MispConnection misp, Consumer<String> note) {
    this.payload = payload;
    this.misp = misp;
    this.note = note;
  }

  /** A payload that doesn't hold what its trigger is about; the message is for admins. */
  public static final class NotConvertible extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NotConvertible(String scope, String key) {
      super("Invalid input: the payload of scope `" + scope + "` has no `" + key + "`.");
    }
  }

  /**
   * Converts a payload. Its maps are moved and changed; the top-level map itself stays as it was.
   *
   * @param scope event, attribute, object, event-report, shadow-attribute, sighting, tag or post;
   *     empty: one of the first three, guessed from the payload as MISP does. A payload in core
   *     format is recognised under every scope.
   * @param misp where records are looked up; what it finds is changed, too
   * @param note gets a line for people when the event had to be made up
   * @throws NotConvertible when the record that the scope names isn't there; only the last five
   *     scopes ask for one
   */
  public static Map<String, @Nullable Object> convert(
      Map<String, @Nullable Object> payload,
      String scope,
      MispConnection misp,
      Consumer<String> note) {
    return new CoreFormat(payload, misp, note).converted(scope);
  }

  /**
   * Data in core format that was stored as text in between: makes the entries of {@code
   * _AttributeFlattened} the very attributes again. Other data stays as it is.
   */
  public static Map<String, @Nullable Object> relinked(Map<String, @Nullable Object> data) {
    if (Loose.child(data.get(EVENT), "_AttributeFlattened") != null)
      data.put(EVENT, CoreEvent.of(Map.of(EVENT, Objects.requireNonNull(data.get(EVENT)))));
    return data;
  }

  /**
   * Asks for what every trigger about events promises.
   *
   * @throws NotConvertible when the payload has no event
   */
  public static void requireEvent(Map<String, @Nullable Object> payload) {
    if (Json.map(payload.get(EVENT)) == null) throw new NotConvertible("event", EVENT);
  }

  private Map<String, @Nullable Object> converted(String scope) {
    boolean isCore = Loose.child(payload.get(EVENT), "_AttributeFlattened") != null;
    if (scope.equals("post")) return post(isCore);
    String kind = isCore ? "event" : scope.isEmpty() ? guessed() : scope;
    Map<String, @Nullable Object> record =
        switch (kind) {
          case "event" -> payload;
          case "attribute" -> attribute();
          case "object" -> object();
          case "event-report" -> eventReport(required(scope, "EventReport"));
          case "shadow-attribute" -> proposal(required(scope, "ShadowAttribute"));
          case "sighting" -> sighting(required(scope, "Sighting"));
          case "tag" -> tag(required(scope, "Tag"));
          default -> Map.of();
        };
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put(EVENT, CoreEvent.of(record));
    if (kind.equals("event") && payload.containsKey("errors"))
      result.put("errors", payload.get("errors"));
    keepMarked(result);
    return result;
  }

  /** In the order in which MISP asks; but attributes beside an event are always the event's. */
  private String guessed() {
    if (payload.get(ATTRIBUTE) instanceof List && Json.map(payload.get(EVENT)) != null)
      return "event";
    if (payload.get(OBJECT) != null && payload.get(ATTRIBUTE) == null) return "object";
    if (payload.get(ATTRIBUTE) == null) return "event";
    if (payload.get(EVENT) == null) return "attribute";
    if (payload.get("RelatedEvent") != null
        || payload.get("Orgc") != null
        || payload.get("Org") != null) return "event";
    return Loose.truthy(payload.get(ATTRIBUTE)) ? "attribute" : "";
  }

  private Map<String, @Nullable Object> required(String scope, String key) {
    Map<String, @Nullable Object> record = Json.map(payload.get(key));
    if (record == null) throw new NotConvertible(scope, key);
    return record;
  }

  private Map<String, @Nullable Object> attribute() {
    Map<String, @Nullable Object> attribute = Json.map(payload.get(ATTRIBUTE));
    if (attribute == null) return Map.of();
    if (payload.containsKey("AttributeTag"))
      attribute.put("AttributeTag", payload.get("AttributeTag"));
    return with(parent(attribute.get("event_id"), payload), attribute, payload);
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = Json.map(payload.get(OBJECT));
    if (object == null) return Map.of();
    for (String key : List.of(ATTRIBUTE, "SharingGroup")) {
      if (payload.containsKey(key)) object.put(key, payload.get(key));
    }
    Map<String, @Nullable Object> record = parent(object.get("event_id"), payload);
    put(record, OBJECT, object);
    return record;
  }

  private Map<String, @Nullable Object> eventReport(Map<String, @Nullable Object> report) {
    Map<String, @Nullable Object> record = parent(report.get("event_id"), payload);
    put(record, "EventReport", report);
    return record;
  }

  private Map<String, @Nullable Object> proposal(Map<String, @Nullable Object> proposal) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("id", proposal.get("event_id"));
    if (proposal.get("event_uuid") != null) event.put("uuid", proposal.get("event_uuid"));
    known.put(EVENT, event);
    Map<String, @Nullable Object> record = parent(proposal.get("event_id"), known);
    if (!Loose.truthy(proposal.get("old_id"))) {
      put(record, "ShadowAttribute", proposal);
      return record;
    }
    Map<String, @Nullable Object> edited =
        lookUp(proposal.get("old_id"), stub(proposal.get("old_id")));
    Map<String, @Nullable Object> attribute = Json.map(edited.get(ATTRIBUTE));
    if (attribute != null) attribute.put("ShadowAttribute", listOf(proposal));
    return with(record, attribute, edited);
  }

  private Map<String, @Nullable Object> sighting(Map<String, @Nullable Object> sighting) {
    Object eventId = first(Loose.child(sighting.get(EVENT), "id"), sighting.get("event_id"));
    Object attributeId =
        first(Loose.child(sighting.get(ATTRIBUTE), "id"), sighting.get("attribute_id"));
    Map<String, @Nullable Object> record = parent(eventId, sighting);
    Map<String, @Nullable Object> seen = lookUp(attributeId, sighting);
    return with(record, Json.map(seen.get(ATTRIBUTE)), seen);
  }

  private Map<String, @Nullable Object> tag(Map<String, @Nullable Object> tag) {
    Map<String, @Nullable Object> record = parent(tag.get("event_id"), Map.of());
    Object attributeId = tag.get("attribute_id");
    Map<String, @Nullable Object> known = stub(attributeId);
    Map<String, @Nullable Object> tagged =
        Json.map(Loose.truthy(attributeId) ? known.get(ATTRIBUTE) : record.get(EVENT));
    if (tagged != null && !misp.connected()) tagged.put("Tag", listOf(new LinkedHashMap<>(tag)));
    if (!Loose.truthy(attributeId)) return record;
    Map<String, @Nullable Object> found = lookUp(attributeId, known);
    return with(record, Json.map(found.get(ATTRIBUTE)), found);
  }

  /** A post stays beside its thread and its event. */
  private Map<String, @Nullable Object> post(boolean isCore) {
    Map<String, @Nullable Object> post = required("post", "Post");
    Map<String, @Nullable Object> thread = Json.map(payload.get("Thread"));
    if (thread == null) thread = misp.thread(Loose.text(post.get("thread_id"))).orElse(null);
    if (thread == null && !misp.connected()) {
      note.accept("No MISP is connected: the thread and the event of the post are unknown.");
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("Post", post);
    if (thread != null) result.put("Thread", thread);
    Object eventId = Loose.child(thread, "event_id");
    if (isCore) result.put(EVENT, CoreEvent.of(payload));
    else if (Loose.truthy(eventId)) result.put(EVENT, CoreEvent.of(parent(eventId, Map.of())));
    keepMarked(result);
    return result;
  }

  private void keepMarked(Map<String, @Nullable Object> result) {
    payload.forEach(
        (key, value) -> {
          if (key.startsWith("_")) result.put(key, value);
        });
  }

  /**
   * The record of an event, without attributes and objects. Empty when MISP doesn't know the event;
   * without a connection: what is known, made up with the id.
   */
  private Map<String, @Nullable Object> parent(
      @Nullable Object id, Map<String, @Nullable Object> known) {
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
  private Map<String, @Nullable Object> with(
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

  private Map<String, @Nullable Object> lookUp(
      @Nullable Object attributeId, Map<String, @Nullable Object> known) {
    if (!misp.connected()) return known;
    Optional<Map<String, @Nullable Object>> found =
        Loose.truthy(attributeId) ? misp.attribute(Loose.text(attributeId)) : Optional.empty();
    return found.orElse(Map.of());
  }

  private static Map<String, @Nullable Object> stub(@Nullable Object attributeId) {
    Map<String, @Nullable Object> attribute = new LinkedHashMap<>();
    attribute.put("id", attributeId);
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put(ATTRIBUTE, attribute);
    return record;
  }

  private static void put(
      Map<String, @Nullable Object> record, String key, Map<String, @Nullable Object> value) {
    if (record.get(EVENT) != null) record.put(key, listOf(value));
  }

  private static List<@Nullable Object> listOf(Object only) {
    List<@Nullable Object> list = new ArrayList<>(1);
    list.add(only);
    return list;
  }

  private static @Nullable Object first(@Nullable Object preferred, @Nullable Object other) {
    return preferred == null ? other : preferred;
  }
}
