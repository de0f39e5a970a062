package org.mispworkflows.misp;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/** {@code /sightings}. */
final class StubSightings {

  private static final String NOBODY =
      "Could not add the Sighting. Reason: No valid attributes found that match the criteria.";

  private final StubWorld world;

  StubSightings(StubWorld world) {
    this.world = world;
  }

  void register(StubRoutes routes) {
    routes
        .get("sightings/index", this::index)
        .post("sightings/add", this::add)
        .post("sightings/restsearch", this::restSearch);
  }

  private StubAnswer index(StubRequest request) {
    StubEvent event =
        world
            .event(request.user(), request.argument(0))
            .orElseThrow(() -> new StubRefusal(404, "Invalid event."));
    return StubAnswer.of(event.sightings());
  }

  /** Sees every attribute that is meant, and shows the last of the sightings. */
  private StubAnswer add(StubRequest request) {
    request.user().mustHave("perm_sighting");
    Map<String, @Nullable Object> fields = request.fields("Sighting");
    Map<String, @Nullable Object> last = StubTree.of();
    for (StubEvent event : world.events()) {
      if (world.event(request.user(), event.id()).isEmpty()) continue;
      for (StubAttribute attribute : event.attributes())
        if (!attribute.isDeleted()
            && world.sees(request.user(), event, attribute)
            && isMeant(request, fields, attribute)) last = see(request, event, attribute, fields);
    }
    return last.isEmpty()
        ? StubAnswer.of(StubTree.of("message", NOBODY))
        : StubAnswer.of(
            StubTree.of("Sighting", StubTree.without(last, "attribute_uuid", "Organisation")));
  }

  private static boolean isMeant(
      StubRequest request, Map<String, @Nullable Object> fields, StubAttribute attribute) {
    List<String> names = new ArrayList<>(request.passed());
    names.addAll(StubTree.texts(fields.get("uuid")));
    names.addAll(StubTree.texts(fields.get("id")));
    if (names.contains(attribute.id()) || names.contains(attribute.uuid())) return true;
    if (!names.isEmpty()) return false;
    List<String> values = new ArrayList<>(StubTree.texts(fields.get("values")));
    values.addAll(StubTree.texts(fields.get("value")));
    return values.contains(attribute.value());
  }

  private Map<String, @Nullable Object> see(
      StubRequest request,
      StubEvent event,
      StubAttribute attribute,
      Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> sighting =
        StubTree.of(
            "id",
            world.nextId("Sighting"),
            "attribute_id",
            attribute.id(),
            "event_id",
            event.id(),
            "org_id",
            request.user().orgId(),
            "date_sighting",
            date(fields),
            "uuid",
            StubWorld.newUuid(),
            "source",
            StubTree.text(fields, "source"),
            "type",
            fields.containsKey("type") ? StubTree.text(fields, "type") : "0",
            "attribute_uuid",
            attribute.uuid(),
            "Organisation",
            StubTree.pick(request.user().organisation(), "id", "uuid", "name"));
    event.sightings().add(sighting);
    world.changed(
        StubChange.Kind.SIGHTING_ADDED,
        event,
        attribute.uuid(),
        StubTree.of("Sighting", StubTree.copy(sighting)));
    return sighting;
  }

  private String date(Map<String, @Nullable Object> fields) {
    if (fields.get("timestamp") != null) return StubTree.text(fields, "timestamp");
    if (fields.get("date") == null) return world.timestamp();
    LocalTime time =
        fields.get("time") == null
            ? LocalTime.MIDNIGHT
            : LocalTime.parse(StubTree.text(fields, "time"));
    return Long.toString(
        LocalDate.parse(StubTree.text(fields, "date")).atTime(time).toEpochSecond(ZoneOffset.UTC));
  }

  /** Takes UUIDs only, whatever its documentation says. */
  private StubAnswer restSearch(StubRequest request) {
    String id = Loose.text(request.parameter("id"));
    if (!StubWorld.isUuid(id)) throw new StubRefusal(400, "Invalid ID `" + id + "` provided.");
    List<@Nullable Object> found = new ArrayList<>();
    for (StubEvent event : world.events())
      for (Map<String, @Nullable Object> sighting : event.sightings())
        if (id.equals(event.uuid()) || id.equals(sighting.get("attribute_uuid")))
          found.add(StubTree.of("Sighting", sighting));
    return StubSearch.results(StubTree.of("response", found), found.size(), 0);
  }
}
