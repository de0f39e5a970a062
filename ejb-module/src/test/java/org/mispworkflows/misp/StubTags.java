package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** {@code /tags}: what puts tags on events and attributes and takes them off, by UUID. */
final class StubTags {

  private static final String NOT_YOURS =
      "Cannot alter the tags of this data, only the organisation that has created the data (orgc) can modify global tags.";

  private final StubWorld world;
  private final StubWrites writes;

  StubTags(StubWorld world, StubWrites writes) {
    this.world = world;
    this.writes = writes;
  }

  /** Something with tags, and the event that it is or is in. */
  private record Target(StubEvent event, StubTagged element) {

    String name() {
      return element.kind() + "(" + element.id() + ")";
    }
  }

  void register(StubRoutes routes) {
    routes
        .post("tags/attachtagtoobject", this::attach)
        .post("tags/removetagfromobject", this::remove)
        .post("tags/modifytagrelationship", this::relate);
  }

  private Target target(StubRequest request) {
    String uuid = StubTree.text(request.map(), "uuid");
    if (uuid.isEmpty()) throw new StubRefusal(405, "Invalid object uuid");
    if (!StubWorld.isUuid(uuid)) throw StubRefusal.internalError();
    Optional<StubEvent> itself = world.event(request.user(), uuid);
    if (itself.isPresent()) return new Target(itself.get(), itself.get());
    StubEvent event =
        world
            .eventOfAttribute(request.user(), uuid)
            .orElseThrow(() -> new StubRefusal(404, "Invalid Target."));
    return new Target(event, event.attribute(uuid).orElseThrow());
  }

  private StubAnswer attach(StubRequest request) {
    boolean local = Loose.truthy(request.map().get("local"));
    boolean isHost = request.user().orgId().equals("1");
    List<String> fails = new ArrayList<>();
    List<String> existing = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    Target target = target(request);
    List<String> names = StubTree.texts(request.map().get("tag"));
    if (names.isEmpty()) throw new StubRefusal(405, "Invalid tag");
    for (String name : names) {
      if (local && !isHost) {
        fails.add("Local tags can only be added by users of the host organisation.");
        continue;
      }
      if (!local && !request.user().owns(target.event())) throw new StubRefusal(403, NOT_YOURS);
      Optional<Map<String, @Nullable Object>> tag = world.tags().find(name);
      if (tag.isEmpty() && Loose.isNumeric(name)) fails.add("Invalid Tag.");
      else if (tag.isEmpty() && !request.user().may("perm_tag_editor"))
        fails.add("Tag not found and insufficient privileges to create it.");
      else
        messages.add(
            attach(
                request,
                target,
                tag.orElseGet(() -> world.tags().create(name.strip())),
                local,
                existing));
    }
    return told(target, messages, existing, fails);
  }

  private String attach(
      StubRequest request,
      Target target,
      Map<String, @Nullable Object> tag,
      boolean local,
      List<String> existing) {
    String name = StubTree.text(tag, "name");
    String id = StubTree.text(tag, "id");
    if (target.element().tag(id).isPresent()) {
      existing.add(name);
      return target.element().kind()
          + " already has the requested tag attached, no changes had to be made for tag "
          + name
          + ".";
    }
    writes.attach(target.event(), target.element(), tag, local, "");
    if (!local) touch(request, target);
    String message =
        (local ? "Local" : "Global")
            + " tag "
            + name
            + "("
            + id
            + ") successfully attached to "
            + target.name()
            + ".";
    writes.log(request.user(), target.element(), "attachTagToObject", message);
    return message;
  }

  private static StubAnswer told(
      Target target, List<String> messages, List<String> existing, List<String> fails) {
    String failed = "";
    if (!fails.isEmpty()) {
      Map<String, @Nullable Object> numbered = StubTree.of();
      for (int i = 0; i < fails.size(); i++) numbered.put(Integer.toString(i), fails.get(i));
      failed = "Failed to attach " + fails.size() + " tags. Reasons: " + Json.write(numbered);
    }
    if (messages.isEmpty())
      return StubAnswer.notSaved(
          "Could not attachTagToObject Tag", "/tags/attachTagToObject", failed);
    String message = messages.get(0);
    if (messages.size() > 1) {
      message =
          "Successfully attached "
              + messages.size()
              + " tags to "
              + target.element().kind()
              + " ("
              + target.element().id()
              + ")";
      if (!existing.isEmpty())
        message +=
            ". "
                + target.element().id()
                + " already has the requested tag attached, no changes had to be made for tags "
                + Json.write(existing)
                + ".";
    }
    return StubAnswer.saved(
        failed.isEmpty() ? message : message + "\n" + failed, "/tags/attachTagToObject");
  }

  private StubAnswer remove(StubRequest request) {
    Target target = target(request);
    Map<String, @Nullable Object> tag =
        world
            .tags()
            .find(StubTree.text(request.map(), "tag"))
            .orElseThrow(() -> new StubRefusal(405, "Invalid Tag."));
    String id = StubTree.text(tag, "id");
    StubTagged.Link link =
        target
            .element()
            .tag(id)
            .orElseThrow(
                () ->
                    new StubRefusal(
                        404,
                        "Could not remove tag as it is not attached to the target "
                            + target.element().kind()));
    if (!request.user().owns(target.event())) {
      throw new StubRefusal(
          403,
          link.local()
              ? "Insufficient privileges to remove local tags from events you do not own."
              : NOT_YOURS);
    }
    target.element().tags().remove(link);
    if (!link.local()) touch(request, target);
    String message =
        (link.local() ? "Local" : "Global")
            + " tag "
            + StubTree.text(tag, "name")
            + " ("
            + id
            + ") successfully removed from "
            + target.name()
            + ".";
    writes.log(request.user(), target.element(), "removeTagFromObject", message);
    return StubAnswer.saved(message, "/tags/removeTagFromObject");
  }

  /** A global tag is part of what is published: the event is no longer what was. */
  private void touch(StubRequest request, Target target) {
    writes.touch(target.event());
    if (target.element() instanceof StubAttribute attribute)
      attribute.set("timestamp", world.timestamp());
    writes.tellOf(request.user(), target.event());
  }

  /**
   * {@code /tags/modifyTagRelationship/event/<id of the link>}. From MISP's source, not recorded.
   */
  private StubAnswer relate(StubRequest request) {
    String relationship = StubTree.text(request.fields("Tag"), "relationship_type");
    for (StubEvent event : world.events()) {
      List<StubTagged> elements = new ArrayList<>();
      if (request.argument(0).equals("event")) elements.add(event);
      if (request.argument(0).equals("attribute")) elements.addAll(event.attributes());
      for (StubTagged element : elements)
        for (StubTagged.Link link : element.tags()) {
          if (!link.id().equals(request.argument(1))) continue;
          if (!request.user().owns(event))
            throw new StubRefusal(403, "You dont have permission to modify this tag.");
          element
              .tags()
              .set(
                  element.tags().indexOf(link),
                  new StubTagged.Link(link.id(), link.tagId(), link.local(), relationship));
          return StubAnswer.saved(
              "Relationship updated.", "/tags/modifyTagRelationship", link.id());
        }
    }
    throw new StubRefusal(404, "Tag not found.");
  }
}
