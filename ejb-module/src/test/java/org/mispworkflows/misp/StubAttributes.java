package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;

/** {@code /attributes}: one at a time, and the search. */
final class StubAttributes {

  private final StubWorld world;
  private final StubAttributeViews views;
  private final StubWrites writes;

  StubAttributes(StubWorld world, StubAttributeViews views, StubWrites writes) {
    this.world = world;
    this.views = views;
    this.writes = writes;
  }

  void register(StubRoutes routes) {
    routes
        .get("attributes/view", this::view)
        .get("attributes/describetypes", request -> StubAnswer.of(world.types().described()))
        .post("attributes/edit", this::edit)
        .post("attributes/add", this::add)
        .post("attributes/restsearch", this::restSearch);
  }

  private StubEvent event(StubRequest request) {
    return world
        .eventOfAttribute(request.user(), request.argument(0))
        .orElseThrow(() -> new StubRefusal(404, "Invalid attribute"));
  }

  private StubAnswer view(StubRequest request) {
    StubEvent event = event(request);
    StubAttribute attribute = event.attribute(request.argument(0)).orElseThrow();
    return StubAnswer.of(StubTree.of("Attribute", views.viewed(event, attribute)));
  }

  private StubAnswer edit(StubRequest request) {
    StubEvent event = event(request);
    StubAttribute attribute = event.attribute(request.argument(0)).orElseThrow();
    if (!request.user().owns(event))
      throw new StubRefusal(403, "You do not have permission to do that.");
    Map<String, @Nullable Object> fields = request.fields("Attribute");
    if (StubWrites.isStale(fields, attribute))
      throw new StubRefusal(
          405,
          "Attribute could not be saved: Attribute in the request not newer than the local copy.");
    Map<String, @Nullable Object> merged = StubTree.without(attribute.fields());
    merged.putAll(fields);
    Map<String, @Nullable Object> errors = writes.errors(merged);
    if (!errors.isEmpty())
      return StubAnswer.notSaved("Could not edit Attribute", "/attributes/edit", errors);
    writes.change(event, attribute, fields);
    writes.touch(event);
    writes.tellOf(request.user(), event);
    return StubAnswer.of(StubTree.of("Attribute", views.edited(attribute)));
  }

  private StubAnswer add(StubRequest request) {
    StubEvent event =
        world
            .event(request.user(), request.argument(0))
            .orElseThrow(() -> new StubRefusal(404, "Invalid event"));
    if (!request.user().owns(event))
      throw new StubRefusal(403, "You do not have permission to do that.");
    List<@Nullable Object> several = Json.list(request.body());
    return several == null
        ? addOne(request, event)
        : addSeveral(request, event, StubTree.maps(several));
  }

  private StubAnswer addOne(StubRequest request, StubEvent event) {
    Map<String, @Nullable Object> fields = request.fields("Attribute");
    Map<String, @Nullable Object> errors = errors(event, fields);
    if (!errors.isEmpty())
      return StubAnswer.notSaved("Could not add Attribute", "/attributes/add", errors);
    StubAttribute attribute = writes.addAttribute(event, fields, "0");
    saved(request.user(), event);
    return StubAnswer.of(
        StubTree.of(
            "Attribute",
            attribute.halved(),
            "AttributeTag",
            views.inObject(attribute).get("AttributeTag")));
  }

  private StubAnswer addSeveral(
      StubRequest request, StubEvent event, List<Map<String, @Nullable Object>> all) {
    List<@Nullable Object> added = new ArrayList<>();
    Map<String, @Nullable Object> errors = StubTree.of();
    for (int i = 0; i < all.size(); i++) {
      Map<String, @Nullable Object> wrong = errors(event, all.get(i));
      if (wrong.isEmpty()) added.add(writes.addAttribute(event, all.get(i), "0").halved());
      else errors.put("attribute_" + i, wrong);
    }
    if (added.isEmpty())
      return StubAnswer.notSaved("Could not add Attribute", "/attributes/add", errors);
    saved(request.user(), event);
    Map<String, @Nullable Object> answer = StubTree.of("Attribute", added);
    if (!errors.isEmpty()) answer.put("errors", errors);
    return StubAnswer.of(answer);
  }

  private Map<String, @Nullable Object> errors(
      StubEvent event, Map<String, @Nullable Object> fields) {
    if (StubWrites.isThere(event, fields))
      return StubTypes.error("value", "A similar attribute already exists for this event.");
    return writes.errors(fields);
  }

  /** The event is saved, too, whatever its workflows say to that: as recorded. */
  private void saved(StubUser user, StubEvent event) {
    writes.touch(event);
    writes.tellOf(user, event);
  }

  private StubAnswer restSearch(StubRequest request) {
    StubSearch search =
        new StubSearch(
            world,
            request,
            Set.of(
                "returnFormat",
                "uuid",
                "id",
                "eventid",
                "type",
                "category",
                "value",
                "to_ids",
                "tags",
                "timestamp",
                "attribute_timestamp",
                "event_timestamp",
                "limit",
                "page",
                "enforceWarninglist",
                "decayingModel",
                "includeWarninglistHits",
                "includeDecayScore",
                "includeSightings",
                "includeEventTags",
                "includeEventUuid",
                "includeContext"));
    List<@Nullable Object> found = new ArrayList<>();
    int skipped = 0;
    for (StubEvent event : world.events()) {
      if (world.event(request.user(), event.id()).isEmpty()) continue;
      for (StubAttribute attribute : event.attributes()) {
        if (!world.sees(request.user(), event, attribute)) continue;
        if (!isFound(search, event, attribute)) continue;
        boolean warned = !views.warnings(attribute.fields()).isEmpty();
        if (search.asks("enforceWarninglist") && warned) skipped++;
        else found.add(views.found(event, attribute, request));
      }
    }
    return StubSearch.results(
        StubTree.of("response", StubTree.of("Attribute", search.page(found))),
        found.size() + skipped,
        skipped);
  }

  private static boolean isFound(StubSearch search, StubEvent event, StubAttribute attribute) {
    return !attribute.isDeleted()
        && search.isOneOf("uuid", attribute.uuid())
        && search.isOneOf("id", attribute.id())
        && search.isOneOf("eventid", event.id(), event.uuid())
        && search.isOneOf("type", attribute.text("type"))
        && search.isOneOf("category", attribute.text("category"))
        && search.isOneOf("value", attribute.value())
        && search.isFlag("to_ids", attribute)
        && search.isTagged("tags", attribute)
        && search.isSince("timestamp", attribute.text("timestamp"))
        && search.isSince("attribute_timestamp", attribute.text("timestamp"))
        && search.isSince("event_timestamp", event.text("timestamp"));
  }
}
