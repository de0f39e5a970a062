package org.mispworkflows.misp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /objects} and {@code /eventReports}. */
final class StubObjects {

  private final StubWorld world;
  private final StubAttributeViews views;
  private final StubWrites writes;

  StubObjects(StubWorld world, StubAttributeViews views, StubWrites writes) {
    this.world = world;
    this.views = views;
    this.writes = writes;
  }

  void register(StubRoutes routes) {
    routes
        .get("objects/view", this::view)
        .post("objects/add", this::add)
        .post("eventreports/add", this::addReport);
  }

  private StubAnswer view(StubRequest request) {
    for (StubEvent event : world.events()) {
      Optional<Map<String, @Nullable Object>> object = event.object(request.argument(0));
      if (object.isEmpty() || world.event(request.user(), event.id()).isEmpty()) continue;
      Map<String, @Nullable Object> view = StubTree.without(object.get());
      view.put("Event", StubTree.pick(event.fields(), "id", "info", "org_id", "orgc_id"));
      view.put(
          "Attribute",
          event.ofObject(StubTree.text(view, "id")).stream().map(views::inObject).toList());
      return StubAnswer.of(StubTree.of("Object", view));
    }
    throw new StubRefusal(404, "Invalid object.");
  }

  private StubEvent owned(StubRequest request) {
    return world
        .event(request.user(), request.argument(0))
        .filter(request.user()::owns)
        .orElseThrow(() -> new StubRefusal(404, "Invalid event."));
  }

  private StubAnswer add(StubRequest request) {
    StubEvent event = owned(request);
    Map<String, @Nullable Object> object = writes.addObject(event, request.fields("Object"));
    writes.touch(event);
    writes.tellOf(request.user(), event);
    List<Map<String, @Nullable Object>> inside =
        event.ofObject(StubTree.text(object, "id")).stream().map(StubAttribute::halved).toList();
    Map<String, @Nullable Object> view = StubTree.without(object);
    view.put("Attribute", inside);
    return StubAnswer.of(StubTree.of("Object", view));
  }

  private StubAnswer addReport(StubRequest request) {
    StubEvent event = owned(request);
    Map<String, @Nullable Object> fields = request.fields("EventReport");
    Map<String, @Nullable Object> report =
        StubTree.of(
            "id",
            world.nextId("EventReport"),
            "uuid",
            StubWorld.newUuid(),
            "event_id",
            event.id(),
            "name",
            fields.get("name"),
            "content",
            fields.get("content"),
            "distribution",
            fields.get("distribution"),
            "sharing_group_id",
            "0",
            "timestamp",
            world.timestamp(),
            "deleted",
            false);
    event.reports().add(report);
    Map<String, @Nullable Object> head =
        StubTree.pick(event.fields(), "id", "orgc_id", "org_id", "info", "date");
    head.put("user_id", request.user().id());
    head.put("Org", StubTree.pick(world.organisation(event.text("org_id")), "id", "name"));
    head.put("Orgc", StubTree.pick(world.organisation(event.text("orgc_id")), "id", "name"));
    return StubAnswer.of(
        StubTree.of(
            "EventReport",
            report,
            "Event",
            head,
            "SharingGroup",
            StubTree.of("id", null, "name", null, "uuid", null)));
  }
}
