package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.misp.StubEventViews.Shown;

/** {@code /events}: what changes an event. */
final class StubEventEdits {

  private static final Set<String> TEXTS =
      Set.of(
          "date",
          "threat_level_id",
          "info",
          "analysis",
          "distribution",
          "sharing_group_id",
          "extends_uuid");

  private final StubWorld world;
  private final StubEventViews views;
  private final StubWrites writes;

  StubEventEdits(StubWorld world, StubEventViews views, StubWrites writes) {
    this.world = world;
    this.views = views;
    this.writes = writes;
  }

  void register(StubRoutes routes) {
    routes
        .post("events/edit", this::edit)
        .get("events/publish", this::noPage)
        .post("events/publish", request -> publish(request, "Job queued", "/events/publish"))
        .post("events/alert", request -> publish(request, "Job queued.", "/events/alert"))
        .post("events/unpublish", this::unpublish)
        .post("events/enrichevent", this::enrich);
  }

  /** What asks for confirmation in a browser has nothing to show as JSON. */
  private StubAnswer noPage(StubRequest request) {
    return StubAnswer.refused(StubRefusal.internalError(), request.url());
  }

  private StubEvent event(StubRequest request, String otherwise) {
    return world
        .event(request.user(), request.argument(0))
        .orElseThrow(() -> new StubRefusal(404, otherwise));
  }

  private StubAnswer edit(StubRequest request) {
    StubEvent event = event(request, "Invalid event");
    if (!request.user().owns(event))
      throw new StubRefusal(403, "You are not authorised to do that.");
    Map<String, @Nullable Object> fields = request.fields("Event");
    if (world.blockedTriggers().contains("event-before-save"))
      return refused(event, new ArrayList<>());
    if (StubWrites.isStale(fields, event))
      return refused(
          event, "Event could not be saved: Event in the request not newer than the local copy.");
    Object errors = StubWrites.distributionErrors(fields);
    if (errors != null) return refused(event, errors);
    change(request.user(), event, fields);
    return StubAnswer.of(views.event(request.user(), event, Shown.SAVED));
  }

  private static StubAnswer refused(StubEvent event, Object errors) {
    return StubAnswer.notSaved("Could not edit Event", "/events/edit", errors, event.id());
  }

  private void change(StubUser user, StubEvent event, Map<String, @Nullable Object> fields) {
    fields.forEach(
        (field, value) -> {
          if (TEXTS.contains(field)) event.set(field, Loose.text(value));
        });
    if (fields.containsKey("disable_correlation"))
      event.set("disable_correlation", Loose.truthy(fields.get("disable_correlation")));
    if (!event.text("distribution").equals("4")) event.set("sharing_group_id", "0");
    writes.touch(event);
    if (fields.get("timestamp") != null) event.set("timestamp", StubTree.text(fields, "timestamp"));
    event.set("published", Loose.truthy(fields.get("published")) && user.may("perm_publish"));
    writes.attachAll(event, event, fields.get("Tag"));
    for (Map<String, @Nullable Object> attribute : StubTree.maps(fields.get("Attribute")))
      save(event, attribute, "0");
    for (Map<String, @Nullable Object> object : StubTree.maps(fields.get("Object")))
      saveObject(event, object);
    writes.tellOf(user, event);
  }

  /** Adds or changes an attribute that came with its event; one that is stale or wrong is left. */
  private void save(StubEvent event, Map<String, @Nullable Object> fields, String objectId) {
    Optional<StubAttribute> stored = event.attribute(StubTree.text(fields, "uuid"));
    if (stored.isEmpty()) {
      boolean twice = objectId.equals("0") && StubWrites.isThere(event, fields);
      if (!twice && writes.errors(fields).isEmpty()) writes.addAttribute(event, fields, objectId);
      return;
    }
    Map<String, @Nullable Object> merged = StubTree.without(stored.get().fields());
    merged.putAll(fields);
    if (StubWrites.isStale(fields, stored.get()) || !writes.errors(merged).isEmpty()) return;
    writes.change(event, stored.get(), fields);
  }

  private void saveObject(StubEvent event, Map<String, @Nullable Object> fields) {
    Optional<Map<String, @Nullable Object>> stored = event.object(StubTree.text(fields, "uuid"));
    if (stored.isEmpty()) {
      writes.addObject(event, fields);
      return;
    }
    for (Map<String, @Nullable Object> attribute : StubTree.maps(fields.get("Attribute")))
      save(event, attribute, StubTree.text(stored.get(), "id"));
  }

  private StubAnswer publish(StubRequest request, String message, String url) {
    request.user().mustHave("perm_publish");
    StubEvent event = event(request, "Invalid event.");
    if (!request.user().owns(event)) throw StubRefusal.noPermission();
    boolean blocked = world.blockedTriggers().contains("event-publish");
    if (blocked && !world.hasBackgroundJobs())
      return StubAnswer.notSaved(
          "Could not publish Event", url, StubTree.of("Module", "Module failure."), event.id());
    if (!blocked) {
      event.set("published", true);
      event.set("publish_timestamp", world.timestamp());
      world.changed(
          StubChange.Kind.EVENT_PUBLISHED,
          event,
          event.uuid(),
          StubTree.map(StubTree.copy(views.event(request.user(), event, Shown.SAVED))));
    }
    return StubAnswer.saved(message, url, event.id());
  }

  private StubAnswer unpublish(StubRequest request) {
    request.user().mustHave("perm_publish");
    StubEvent event = event(request, "Invalid event.");
    if (!request.user().owns(event)) throw StubRefusal.noPermission();
    writes.touch(event);
    writes.tellOf(request.user(), event);
    return StubAnswer.saved("Event unpublished.", "/events/unpublish", event.id());
  }

  /** Does the work and breaks when it shall tell: MISP has no view of it for JSON. */
  private StubAnswer enrich(StubRequest request) {
    StubEvent event = event(request, "Invalid event");
    if (!world.blockedTriggers().contains("enrichment-before-query")) {
      List<StubAttribute> before = List.copyOf(event.attributes());
      request
          .fields("Event")
          .forEach(
              (module, on) -> {
                if (Loose.truthy(on)) before.forEach(a -> enrich(event, a, module));
              });
      writes.touch(event);
      writes.tellOf(request.user(), event);
    }
    throw StubRefusal.internalError();
  }

  private void enrich(StubEvent event, StubAttribute attribute, String module) {
    if (attribute.isDeleted() || !world.modules().takes(module, attribute.text("type"))) return;
    Object results = world.modules().results(module, attribute.fields());
    for (Map<String, @Nullable Object> found : StubTree.maps(results)) {
      List<String> types = StubTree.texts(found.get("types"));
      for (String value : StubTree.texts(found.get("values")))
        if (!types.isEmpty() && !types.contains("freetext"))
          save(event, StubTree.of("type", types.get(0), "value", value), "0");
    }
    for (Map<String, @Nullable Object> found :
        StubTree.maps(StubTree.map(results).get("Attribute"))) save(event, found, "0");
    for (Map<String, @Nullable Object> object : StubTree.maps(StubTree.map(results).get("Object")))
      writes.addObject(event, object);
  }
}
