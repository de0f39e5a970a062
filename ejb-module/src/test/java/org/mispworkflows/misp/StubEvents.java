package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.misp.StubEventViews.Shown;

/** {@code /events}: what reads, and what adds. */
final class StubEvents {

  private final StubWorld world;
  private final StubEventViews views;
  private final StubWrites writes;

  StubEvents(StubWorld world, StubEventViews views, StubWrites writes) {
    this.world = world;
    this.views = views;
    this.writes = writes;
  }

  void register(StubRoutes routes) {
    routes
        .get("events/view", this::view)
        .any("events/index", this::index)
        .post("events/restsearch", this::restSearch)
        .post("events/add", this::add);
  }

  private StubAnswer view(StubRequest request) {
    StubEvent event =
        world
            .event(request.user(), request.argument(0))
            .orElseThrow(() -> new StubRefusal(404, "Invalid event"));
    boolean deleted = "1".equals(request.named().get("deleted"));
    return StubAnswer.of(
        views.event(request.user(), event, deleted ? Shown.VIEW.withDeleted() : Shown.VIEW));
  }

  private StubAnswer index(StubRequest request) {
    boolean minimal = Loose.truthy(request.parameter("minimal"));
    StubSearch search =
        new StubSearch(world, request, Set.of("minimal", "timestamp", "limit", "page", "sort"));
    List<StubEvent> found = new ArrayList<>();
    for (StubEvent event : visible(request.user()))
      if ((!minimal || event.attributeCount() > 0)
          && search.isSince("timestamp", event.text("timestamp"))) found.add(event);
    return StubAnswer.of(
            search.page(found).stream()
                .map(event -> minimal ? views.minimalRow(event) : views.row(event))
                .toList())
        .with("X-Result-Count", Integer.toString(found.size()));
  }

  private List<StubEvent> visible(StubUser user) {
    return world.events().stream()
        .filter(event -> world.event(user, event.id()).isPresent())
        .toList();
  }

  private StubAnswer restSearch(StubRequest request) {
    StubSearch search =
        new StubSearch(
            world,
            request,
            Set.of(
                "returnFormat",
                "eventid",
                "uuid",
                "timestamp",
                "event_timestamp",
                "publish_timestamp",
                "published",
                "eventinfo",
                "tags",
                "limit",
                "page",
                "metadata",
                "includeAttachments",
                "includeWarninglistHits",
                "includeDecayScore",
                "includeSightings",
                "includeCorrelations",
                "includeEventTags",
                "includeAnalystData"));
    Shown shown =
        new Shown(
            !search.asks("metadata"),
            false,
            search.asks("includeWarninglistHits"),
            search.asks("includeSightings"),
            search.asks("includeAnalystData"));
    List<StubEvent> found = new ArrayList<>();
    for (StubEvent event : visible(request.user())) if (isFound(search, event)) found.add(event);
    return StubSearch.results(
        StubTree.of(
            "response",
            search.page(found).stream()
                .map(event -> views.event(request.user(), event, shown))
                .toList()),
        found.size(),
        0);
  }

  private boolean isFound(StubSearch search, StubEvent event) {
    return search.isOneOf("eventid", event.id(), event.uuid())
        && search.isOneOf("uuid", event.uuid())
        && search.isSince("timestamp", event.text("timestamp"))
        && search.isSince("event_timestamp", event.text("timestamp"))
        && search.isSince("publish_timestamp", event.text("publish_timestamp"))
        && search.isFlag("published", event)
        && search.contains("eventinfo", event.text("info"))
        && search.isTagged("tags", event);
  }

  private StubAnswer add(StubRequest request) {
    request.user().mustHave("perm_add");
    Map<String, @Nullable Object> fields = request.fields("Event");
    String uuid = StubTree.text(fields, "uuid");
    if (world.blocklist().stream().anyMatch(e -> uuid.equals(e.get("event_uuid"))))
      throw new StubRefusal(403, "Event blocked by event blocklist.");
    if (world.blockedTriggers().contains("event-before-save"))
      return StubAnswer.notSaved(
          "Could not add Event", "/events/add", StubTree.of("Event", new ArrayList<>()));
    if (StubTree.text(fields, "info").isEmpty())
      return StubAnswer.notSaved(
          "Could not add Event",
          "/events/add",
          StubTree.of("Event", StubTypes.error("info", "Info cannot be empty.")));
    StubEvent event = new StubEvent(columns(request.user(), fields, uuid), 0);
    world.events().add(event);
    writes.attachAll(event, event, fields.get("Tag"));
    for (Map<String, @Nullable Object> attribute : StubTree.maps(fields.get("Attribute")))
      if (writes.errors(attribute).isEmpty()) writes.addAttribute(event, attribute, "0");
    for (Map<String, @Nullable Object> object : StubTree.maps(fields.get("Object")))
      writes.addObject(event, object);
    writes.tellOf(request.user(), event);
    return StubAnswer.of(views.event(request.user(), event, Shown.SAVED));
  }

  private Map<String, @Nullable Object> columns(
      StubUser user, Map<String, @Nullable Object> fields, String uuid) {
    return StubTree.of(
        "id",
        world.nextId("Event"),
        "orgc_id",
        user.orgId(),
        "org_id",
        user.orgId(),
        "date",
        given(fields, "date", world.dateTime().substring(0, 10)),
        "threat_level_id",
        given(fields, "threat_level_id", "4"),
        "info",
        StubTree.text(fields, "info"),
        "published",
        Loose.truthy(fields.get("published")) && user.may("perm_publish"),
        "uuid",
        uuid.isEmpty() ? StubWorld.newUuid() : uuid,
        "analysis",
        given(fields, "analysis", "0"),
        "timestamp",
        given(fields, "timestamp", world.timestamp()),
        "distribution",
        given(fields, "distribution", "1"),
        "proposal_email_lock",
        false,
        "locked",
        false,
        "publish_timestamp",
        "0",
        "sharing_group_id",
        given(fields, "sharing_group_id", "0"),
        "disable_correlation",
        Loose.truthy(fields.get("disable_correlation")),
        "extends_uuid",
        given(fields, "extends_uuid", ""),
        "protected",
        null,
        "event_creator_email",
        user.email());
  }

  private static String given(
      Map<String, @Nullable Object> fields, String field, String otherwise) {
    return Loose.text(Objects.requireNonNullElse(fields.get(field), otherwise));
  }
}
