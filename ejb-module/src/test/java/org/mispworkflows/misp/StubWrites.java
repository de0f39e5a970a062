package org.mispworkflows.misp;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/** What saving does to events, attributes, objects and tags, whichever action asks for it. */
final class StubWrites {

  private static final Set<String> FLAGS = Set.of("to_ids", "disable_correlation", "deleted");
  private static final Set<String> TEXTS =
      Set.of("category", "type", "value", "distribution", "sharing_group_id", "comment");
  private static final Set<String> DATES = Set.of("first_seen", "last_seen");
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx");

  private final StubWorld world;
  private final StubEventViews views;

  StubWrites(StubWorld world, StubEventViews views) {
    this.world = world;
    this.views = views;
  }

  /** What is wrong with an attribute as it would be: {@code {"value":["…"]}}; empty: nothing. */
  Map<String, @Nullable Object> errors(Map<String, @Nullable Object> fields) {
    return world
        .types()
        .errors(StubTree.text(fields, "type"), StubTree.text(fields, "value").strip());
  }

  /** Whether the event has such an attribute already. */
  static boolean isThere(StubEvent event, Map<String, @Nullable Object> fields) {
    return event.attributes().stream()
        .filter(a -> !a.isDeleted() && !a.isInObject())
        .anyMatch(
            a ->
                a.value().equals(StubTree.text(fields, "value").strip())
                    && a.text("type").equals(StubTree.text(fields, "type")));
  }

  /** Adds an attribute that was found to be in order. */
  StubAttribute addAttribute(
      StubEvent event, Map<String, @Nullable Object> fields, String objectId) {
    String type = StubTree.text(fields, "type");
    Object uuid = fields.get("uuid");
    StubAttribute attribute =
        new StubAttribute(
            StubTree.of(
                "id",
                world.nextId("Attribute"),
                "event_id",
                event.id(),
                "object_id",
                objectId,
                "object_relation",
                fields.get("object_relation"),
                "category",
                world.types().category(type),
                "type",
                type,
                "to_ids",
                world.types().isForDetection(type),
                "uuid",
                uuid == null ? StubWorld.newUuid() : uuid,
                "timestamp",
                world.timestamp(),
                "distribution",
                "5",
                "sharing_group_id",
                "0",
                "comment",
                "",
                "deleted",
                false,
                "disable_correlation",
                false,
                "first_seen",
                null,
                "last_seen",
                null,
                "value",
                StubTree.text(fields, "value")));
    event.attributes().add(attribute);
    change(event, attribute, fields);
    return attribute;
  }

  /** Changes an attribute: the fields that are given, its tags, and its timestamp in any case. */
  void change(StubEvent event, StubAttribute attribute, Map<String, @Nullable Object> fields) {
    fields.forEach(
        (field, value) -> {
          if (FLAGS.contains(field)) attribute.set(field, Loose.truthy(value));
          if (TEXTS.contains(field)) attribute.set(field, Loose.text(value).strip());
          if (DATES.contains(field)) attribute.set(field, moment(value));
        });
    if (!attribute.text("distribution").equals("4")) attribute.set("sharing_group_id", "0");
    Object timestamp = fields.get("timestamp");
    attribute.set("timestamp", timestamp == null ? world.timestamp() : Loose.text(timestamp));
    attachAll(event, attribute, fields.get("Tag"));
    tellOf(event, attribute);
  }

  private static @Nullable Object moment(@Nullable Object value) {
    if (!Loose.truthy(value)) return null;
    return OffsetDateTime.parse(Loose.text(value))
        .withOffsetSameInstant(ZoneOffset.UTC)
        .format(MICROSECONDS);
  }

  /** Adds an object with its attributes; those that are wrong are left out. */
  Map<String, @Nullable Object> addObject(StubEvent event, Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> object =
        StubTree.of(
            "id",
            world.nextId("Object"),
            "name",
            fields.get("name"),
            "meta-category",
            fields.get("meta-category"),
            "description",
            fields.get("description"),
            "template_uuid",
            fields.get("template_uuid"),
            "template_version",
            Loose.text(fields.get("template_version")),
            "event_id",
            event.id(),
            "uuid",
            Objects.requireNonNullElseGet(fields.get("uuid"), StubWorld::newUuid),
            "timestamp",
            world.timestamp(),
            "distribution",
            Loose.text(Objects.requireNonNullElse(fields.get("distribution"), "0")),
            "sharing_group_id",
            "0",
            "comment",
            Loose.text(fields.get("comment")),
            "deleted",
            false,
            "first_seen",
            null,
            "last_seen",
            null);
    event.objects().add(object);
    for (Map<String, @Nullable Object> attribute : StubTree.maps(fields.get("Attribute")))
      if (errors(attribute).isEmpty()) addAttribute(event, attribute, StubTree.text(object, "id"));
    world.changed(
        StubChange.Kind.OBJECT_SAVED,
        event,
        StubTree.text(object, "uuid"),
        StubTree.of("Object", StubTree.copy(object)));
    return object;
  }

  /** Attaches a tag that isn't there yet. */
  void attach(
      StubEvent event,
      StubTagged element,
      Map<String, @Nullable Object> tag,
      boolean local,
      String relationship) {
    element
        .tags()
        .add(
            new StubTagged.Link(
                world.nextId(element.kind() + "Tag"),
                StubTree.text(tag, "id"),
                local,
                relationship));
    world.changed(
        StubChange.Kind.TAG_ATTACHED,
        event,
        element.uuid(),
        StubTree.of(
            "Tag",
            StubTree.copy(tag),
            "local",
            local,
            element.kind(),
            StubTree.copy(element.fields())));
  }

  /** Attaches what an event or attribute comes with: {@code [{name, local, relationship_type}]}. */
  void attachAll(StubEvent event, StubTagged element, @Nullable Object tags) {
    for (Map<String, @Nullable Object> given : StubTree.maps(tags)) {
      String name = StubTree.text(given, "name");
      Map<String, @Nullable Object> tag =
          world.tags().named(name).orElseGet(() -> world.tags().create(name));
      if (element.tag(StubTree.text(tag, "id")).isPresent()) continue;
      attach(
          event,
          element,
          tag,
          Loose.truthy(given.get("local")),
          Loose.text(given.get("relationship_type")));
    }
  }

  /** Gives an event a new timestamp and unpublishes it, as each change of what it says does. */
  void touch(StubEvent event) {
    event.set("timestamp", world.timestamp());
    event.set("published", false);
  }

  void tellOf(StubEvent event, StubAttribute attribute) {
    world.changed(
        StubChange.Kind.ATTRIBUTE_SAVED,
        event,
        attribute.uuid(),
        StubTree.of(
            "Attribute",
            StubTree.copy(attribute.fields()),
            "Event",
            StubTree.copy(event.fields())));
  }

  /** Tells that an event was saved. */
  void tellOf(StubUser user, StubEvent event) {
    world.changed(
        StubChange.Kind.EVENT_SAVED,
        event,
        event.uuid(),
        StubTree.map(StubTree.copy(views.event(user, event, StubEventViews.Shown.SAVED))));
  }

  /** An entry in MISP's log. */
  void log(StubUser user, StubTagged element, String action, String title) {
    world
        .logs()
        .add(
            StubTree.of(
                "id",
                world.nextId("Log"),
                "title",
                title,
                "created",
                world.dateTime(),
                "model",
                element.kind(),
                "model_id",
                element.id(),
                "action",
                action,
                "user_id",
                user.id(),
                "change",
                "",
                "email",
                user.email(),
                "org",
                user.organisation().get("name"),
                "description",
                "",
                "ip",
                ""));
  }

  /** Whether a timestamp that comes with a change isn't newer than the stored one. */
  static boolean isStale(Map<String, @Nullable Object> fields, StubTagged stored) {
    Object given = fields.get("timestamp");
    return given != null && Loose.integer(given) <= Loose.integer(stored.fields().get("timestamp"));
  }

  /** MISP's message for a distribution that isn't one; empty: it is one. */
  static @Nullable Object distributionErrors(Map<String, @Nullable Object> fields) {
    if (!fields.containsKey("distribution")) return null;
    String distribution = StubTree.text(fields, "distribution");
    if (!List.of("0", "1", "2", "3", "4").contains(distribution)) {
      return StubTypes.error(
          "distribution",
          "Options : Your organisation only, This community only, Connected communities, All communities");
    }
    if (!distribution.equals("4") || Loose.truthy(fields.get("sharing_group_id"))) return null;
    return "Event could not be saved: Sharing group chosen as the distribution level, but no sharing group specified. Make sure that the event includes a valid sharing_group_id or change to a different distribution level.";
  }
}
