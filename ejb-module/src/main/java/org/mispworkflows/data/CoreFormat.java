package org.mispworkflows.data;

import static org.mispworkflows.data.EventRecords.first;
import static org.mispworkflows.data.EventRecords.listOf;
import static org.mispworkflows.data.EventRecords.put;
import static org.mispworkflows.data.EventRecords.stub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final List<String> ANALYST_DATA = List.of("Note", "Opinion", "Relationship");

  private final Map<String, @Nullable Object> payload;
  private final MispConnection misp;
  private final Consumer<String> note;
  private final EventRecords records;

  private CoreFormat(
      Map<String, @Nullable Object> payload, MispConnection misp, Consumer<String> note) {
    this.payload = payload;
    this.misp = misp;
    this.note = note;
    records = new EventRecords(misp, note);
  }

  /** A payload that doesn't hold what its trigger is about; the message is for admins. */
  public static final class NotConvertible extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NotConvertible(String scope, String... keys) {
      super(
          "Invalid input: the payload of scope `"
              + scope
              + "` has no `"
              + String.join("` or `", keys)
              + "`.");
    }
  }

  /**
   * Converts a payload. Its maps are moved and changed; the top-level map itself stays as it was.
   *
   * @param scope event, attribute, object, event-report, shadow-attribute, sighting, tag,
   *     analyst-data or post; empty: one of the first three, guessed from the payload as MISP does.
   *     A payload in core format is recognised under every scope.
   * @param misp where records are looked up; what it finds is changed, too
   * @param note gets a line for people when the event had to be made up
   * @throws NotConvertible when the record that the scope names isn't there; only the last six
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
          case "analyst-data" -> analystData(scope);
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
    return records.with(records.parent(attribute.get("event_id"), payload), attribute, payload);
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = Json.map(payload.get(OBJECT));
    if (object == null) return Map.of();
    for (String key : List.of(ATTRIBUTE, "SharingGroup")) {
      if (payload.containsKey(key)) object.put(key, payload.get(key));
    }
    Map<String, @Nullable Object> record = records.parent(object.get("event_id"), payload);
    put(record, OBJECT, object);
    return record;
  }

  private Map<String, @Nullable Object> eventReport(Map<String, @Nullable Object> report) {
    Map<String, @Nullable Object> record = records.parent(report.get("event_id"), payload);
    put(record, "EventReport", report);
    return record;
  }

  private Map<String, @Nullable Object> proposal(Map<String, @Nullable Object> proposal) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("id", proposal.get("event_id"));
    if (proposal.get("event_uuid") != null) event.put("uuid", proposal.get("event_uuid"));
    known.put(EVENT, event);
    Map<String, @Nullable Object> record = records.parent(proposal.get("event_id"), known);
    if (!Loose.truthy(proposal.get("old_id"))) {
      put(record, "ShadowAttribute", proposal);
      return record;
    }
    Map<String, @Nullable Object> edited =
        records.attribute(proposal.get("old_id"), stub(proposal.get("old_id")));
    Map<String, @Nullable Object> attribute = Json.map(edited.get(ATTRIBUTE));
    if (attribute != null) attribute.put("ShadowAttribute", listOf(proposal));
    return records.with(record, attribute, edited);
  }

  private Map<String, @Nullable Object> sighting(Map<String, @Nullable Object> sighting) {
    Object eventId = first(Loose.child(sighting.get(EVENT), "id"), sighting.get("event_id"));
    Object attributeId =
        first(Loose.child(sighting.get(ATTRIBUTE), "id"), sighting.get("attribute_id"));
    Map<String, @Nullable Object> record = records.parent(eventId, sighting);
    Map<String, @Nullable Object> seen = records.attribute(attributeId, sighting);
    return records.with(record, Json.map(seen.get(ATTRIBUTE)), seen);
  }

  private Map<String, @Nullable Object> tag(Map<String, @Nullable Object> tag) {
    Map<String, @Nullable Object> record = records.parent(tag.get("event_id"), Map.of());
    Object attributeId = tag.get("attribute_id");
    Map<String, @Nullable Object> known = stub(attributeId);
    Map<String, @Nullable Object> tagged =
        Json.map(Loose.truthy(attributeId) ? known.get(ATTRIBUTE) : record.get(EVENT));
    if (tagged != null && !misp.connected()) tagged.put("Tag", listOf(new LinkedHashMap<>(tag)));
    if (!Loose.truthy(attributeId)) return record;
    Map<String, @Nullable Object> found = records.attribute(attributeId, known);
    return records.with(record, Json.map(found.get(ATTRIBUTE)), found);
  }

  /** A note, an opinion or a relationship is at the event, whatever in the event it is about. */
  private Map<String, @Nullable Object> analystData(String scope) {
    String type =
        ANALYST_DATA.stream()
            .filter(key -> Json.map(payload.get(key)) != null)
            .findFirst()
            .orElseThrow(() -> new NotConvertible(scope, ANALYST_DATA.toArray(new String[0])));
    Map<String, @Nullable Object> data = required(scope, type);
    String about = Loose.text(data.get("object_type"));
    Map<String, @Nullable Object> record =
        switch (about) {
          case EVENT -> eventOf(data.get("object_uuid"));
          case ATTRIBUTE -> attributeOf(data.get("object_uuid"));
          default -> records.parent(idBeside(), payload);
        };
    if (record.get(EVENT) == null) {
      record.put(EVENT, new LinkedHashMap<>());
      note.accept(
          "No event is known for this "
              + type
              + " about "
              + about
              + " "
              + Loose.text(data.get("object_uuid"))
              + ": the data hold the "
              + type
              + " alone.");
    }
    put(record, type, data);
    return record;
  }

  private Map<String, @Nullable Object> eventOf(@Nullable Object uuid) {
    if (misp.connected()) return records.parent(first(uuid, idBeside()), payload);
    if (uuid == null) return records.parent(idBeside(), payload);
    Map<String, @Nullable Object> known = new LinkedHashMap<>(payload);
    Map<String, @Nullable Object> event = Json.map(payload.get(EVENT));
    if (event == null) event = new LinkedHashMap<>();
    event.putIfAbsent("uuid", uuid);
    known.put(EVENT, event);
    return records.parent(null, known);
  }

  private Map<String, @Nullable Object> attributeOf(@Nullable Object uuid) {
    Map<String, @Nullable Object> found = records.attribute(uuid, payload);
    Map<String, @Nullable Object> attribute = Json.map(found.get(ATTRIBUTE));
    Object eventId = attribute == null ? null : attribute.get("event_id");
    return records.with(records.parent(first(eventId, idBeside()), payload), attribute, found);
  }

  /** By what the event that came beside can be looked up; null when there is none. */
  private @Nullable Object idBeside() {
    Object event = payload.get(EVENT);
    Object uuid = misp.connected() ? Loose.child(event, "uuid") : null;
    return first(Loose.child(event, "id"), uuid);
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
    else if (Loose.truthy(eventId))
      result.put(EVENT, CoreEvent.of(records.parent(eventId, Map.of())));
    keepMarked(result);
    return result;
  }

  private void keepMarked(Map<String, @Nullable Object> result) {
    payload.forEach(
        (key, value) -> {
          if (key.startsWith("_")) result.put(key, value);
        });
  }
}
