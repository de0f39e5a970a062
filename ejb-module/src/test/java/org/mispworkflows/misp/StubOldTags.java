package org.mispworkflows.misp;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * {@code /events/addTag} and its kin, which want ids of tags and tell most failures in a 200; and
 * the attaching of clusters.
 */
final class StubOldTags {

  private final StubWorld world;
  private final StubWrites writes;

  StubOldTags(StubWorld world, StubWrites writes) {
    this.world = world;
    this.writes = writes;
  }

  void register(StubRoutes routes) {
    routes
        .post("events/addtag", this::addToEvent)
        .post("events/removetag", this::removeFromEvent)
        .post("attributes/addtag", this::addToAttribute)
        .post("attributes/removetag", this::removeFromAttribute)
        .post("galaxies/attachcluster", this::attachCluster)
        .post("galaxies/attachmultipleclusters", this::attachClusters);
  }

  private Optional<StubEvent> event(StubRequest request, String id) {
    return world.event(request.user(), id).filter(request.user()::owns);
  }

  private StubAnswer addToEvent(StubRequest request) {
    boolean inBody = request.passed().isEmpty();
    String eventId = inBody ? StubTree.text(request.map(), "event") : request.argument(0);
    String tagId = inBody ? StubTree.text(request.map(), "tag") : request.argument(1);
    Optional<StubEvent> event = event(request, eventId);
    if (event.isEmpty()) return StubAnswer.quietFailure("Invalid event.");
    Optional<Map<String, @Nullable Object>> tag = world.tags().byId(tagId);
    if (tag.isEmpty()) return StubAnswer.quietFailure("Invalid Tag.");
    if (event.get().tag(tagId).isPresent())
      return StubAnswer.quietFailure("Tag is already attached to this event.");
    attach(request, event.get(), event.get(), tag.get());
    return StubAnswer.success("Tag added.");
  }

  private void attach(
      StubRequest request, StubEvent event, StubTagged element, Map<String, @Nullable Object> tag) {
    boolean local = "1".equals(request.named().get("local"));
    writes.attach(event, element, tag, local, "");
    if (local) return;
    if (element instanceof StubAttribute) element.set("timestamp", world.timestamp());
    writes.touch(event);
    writes.tellOf(request.user(), event);
  }

  private StubAnswer removeFromEvent(StubRequest request) {
    Optional<StubEvent> event = event(request, request.argument(0));
    Optional<StubTagged.Link> link = event.flatMap(e -> e.tag(request.argument(1)));
    if (event.isEmpty() || link.isEmpty())
      return StubAnswer.quietFailure("Invalid event - tag combination.");
    event.get().tags().remove(link.get());
    if (!link.get().local()) writes.touch(event.get());
    return StubAnswer.success("Tag removed.");
  }

  private StubEvent ofAttribute(StubRequest request) {
    return world
        .eventOfAttribute(request.user(), request.argument(0))
        .filter(request.user()::owns)
        .orElseThrow(() -> new StubRefusal(404, "Invalid attribute"));
  }

  private StubAnswer addToAttribute(StubRequest request) {
    if (request.argument(0).equals("selected")) return addToSelected(request);
    StubEvent event = ofAttribute(request);
    StubAttribute attribute = event.attribute(request.argument(0)).orElseThrow();
    Map<String, @Nullable Object> tag =
        world
            .tags()
            .byId(request.argument(1))
            .orElseThrow(() -> new StubRefusal(404, "Invalid tag"));
    if (attribute.tag(request.argument(1)).isPresent())
      return StubAnswer.quietFailure("Tag is already attached to this attribute.");
    attach(request, event, attribute, tag);
    return StubAnswer.success("Tag added.");
  }

  private StubAnswer addToSelected(StubRequest request) {
    StubEvent event =
        event(request, StubTree.text(request.map(), "event"))
            .orElseThrow(() -> new StubRefusal(404, "Invalid event"));
    int added = 0;
    int failed = 0;
    for (String id : StubTree.texts(Json.parse(StubTree.text(request.map(), "attribute_ids"))))
      for (String tagId : StubTree.texts(Json.parse(StubTree.text(request.map(), "tag")))) {
        Optional<StubAttribute> attribute = event.attribute(id);
        Optional<Map<String, @Nullable Object>> tag = world.tags().byId(tagId);
        if (attribute.isEmpty()
            || tag.isEmpty()
            || attribute.get().tag(tagId).isPresent()
            || world.tags().isExcluded(attribute.get(), tag.get())) {
          failed++;
          continue;
        }
        attach(request, event, attribute.get(), tag.get());
        added++;
      }
    return added > 0
        ? StubAnswer.success(added + " tags added.")
        : StubAnswer.quietFailure(failed + " tags could not be added.");
  }

  private StubAnswer removeFromAttribute(StubRequest request) {
    StubEvent event = ofAttribute(request);
    StubAttribute attribute = event.attribute(request.argument(0)).orElseThrow();
    Optional<StubTagged.Link> link = attribute.tag(request.argument(1));
    if (link.isEmpty()) return StubAnswer.quietFailure("Invalid attribute - tag combination.");
    attribute.tags().remove(link.get());
    if (!link.get().local()) writes.touch(event);
    return StubAnswer.success("Tag removed.");
  }

  private StubAnswer attachCluster(StubRequest request) {
    boolean attached = attach(request, Loose.text(request.fields("Galaxy").get("target_id")));
    return StubAnswer.success(attached ? "Cluster attached." : "Cluster already attached.");
  }

  private StubAnswer attachClusters(StubRequest request) {
    for (String id :
        StubTree.texts(Json.parse(StubTree.text(request.fields("Galaxy"), "target_ids"))))
      attach(request, id);
    return StubAnswer.redirect("/");
  }

  private boolean attach(StubRequest request, String clusterId) {
    String id = request.argument(0);
    boolean toEvent = request.argument(1).equals("event");
    StubEvent event =
        (toEvent ? event(request, id) : world.eventOfAttribute(request.user(), id))
            .orElseThrow(() -> new StubRefusal(404, "Invalid " + request.argument(1) + "."));
    StubTagged element = toEvent ? event : event.attribute(id).orElseThrow();
    String name =
        world.galaxies().stream()
            .flatMap(galaxy -> galaxy.clusters().stream())
            .filter(cluster -> cluster.id().equals(clusterId))
            .map(StubGalaxy.Cluster::tagName)
            .findFirst()
            .orElseThrow(() -> new StubRefusal(404, "Invalid cluster."));
    Map<String, @Nullable Object> tag =
        world.tags().named(name).orElseGet(() -> world.tags().create(name));
    if (element.tag(StubTree.text(tag, "id")).isPresent()) return false;
    attach(request, event, element, tag);
    return true;
  }
}
