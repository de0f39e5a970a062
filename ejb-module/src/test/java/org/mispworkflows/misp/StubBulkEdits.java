package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** {@code /attributes}: what MISP's pages use for a selection, deleting and restoring. */
final class StubBulkEdits {

  private final StubWorld world;
  private final StubWrites writes;

  StubBulkEdits(StubWorld world, StubWrites writes) {
    this.world = world;
    this.writes = writes;
  }

  void register(StubRoutes routes) {
    routes
        .post("attributes/editselected", this::editSelected)
        .post("attributes/deleteselected", this::deleteSelected)
        .post("attributes/delete", this::delete)
        .post("attributes/restore", this::restore);
  }

  private StubEvent owned(StubRequest request) {
    return world
        .event(request.user(), request.argument(0))
        .filter(request.user()::owns)
        .orElseThrow(() -> new StubRefusal(404, "Invalid event"));
  }

  private StubAnswer editSelected(StubRequest request) {
    StubEvent event = owned(request);
    Map<String, @Nullable Object> form = request.fields("Attribute");
    Map<String, @Nullable Object> fields = StubTree.of();
    keep(form, fields, "to_ids", "2");
    keep(form, fields, "disable_correlation", "2");
    keep(form, fields, "distribution", "6");
    if (form.get("comment") != null) fields.put("comment", form.get("comment"));
    for (String id : StubTree.texts(Json.parse(StubTree.text(form, "attribute_ids")))) {
      StubAttribute attribute = event.attribute(id).orElseThrow(() -> new StubRefusal(404, id));
      writes.change(event, attribute, fields);
      tag(event, attribute, form);
    }
    writes.touch(event);
    writes.tellOf(request.user(), event);
    return StubAnswer.of(StubTree.of("saved", true));
  }

  /** Takes a choice over unless it is the one that leaves things as they are. */
  private static void keep(
      Map<String, @Nullable Object> form,
      Map<String, @Nullable Object> fields,
      String field,
      String unchanged) {
    String chosen = StubTree.text(form, field);
    if (!chosen.isEmpty() && !chosen.equals(unchanged)) fields.put(field, chosen);
  }

  private void tag(StubEvent event, StubAttribute attribute, Map<String, @Nullable Object> form) {
    if (form.get("tags_ids_add") == null) return;
    for (String id : StubTree.texts(Json.parse(StubTree.text(form, "tags_ids_add")))) {
      Map<String, @Nullable Object> tag =
          world.tags().byId(id).orElseThrow(() -> new StubRefusal(404, "Invalid tag"));
      if (attribute.tag(id).isEmpty() && !world.tags().isExcluded(attribute, tag))
        writes.attach(event, attribute, tag, false, "");
    }
  }

  private StubAnswer deleteSelected(StubRequest request) {
    StubEvent event = owned(request);
    List<String> ids = StubTree.texts(request.map().get("id"));
    List<StubAttribute> attributes = new ArrayList<>();
    for (String id : ids) event.attribute(id).ifPresent(attributes::add);
    attributes.forEach(attribute -> setDeleted(event, attribute, true));
    writes.touch(event);
    writes.tellOf(request.user(), event);
    String message =
        attributes.size() + " attribute" + (attributes.size() == 1 ? "" : "s") + " deleted.";
    return StubAnswer.saved(message, "/attributes/deleteSelected", event.id());
  }

  private StubAnswer delete(StubRequest request) {
    setDeleted(request, true);
    return StubAnswer.of(StubTree.of("message", "Attribute deleted."));
  }

  private StubAnswer restore(StubRequest request) {
    setDeleted(request, false);
    return StubAnswer.redirect("/attributes/view/" + request.argument(0));
  }

  private void setDeleted(StubRequest request, boolean deleted) {
    StubEvent event =
        world
            .eventOfAttribute(request.user(), request.argument(0))
            .filter(request.user()::owns)
            .orElseThrow(() -> new StubRefusal(404, "Invalid attribute"));
    setDeleted(event, event.attribute(request.argument(0)).orElseThrow(), deleted);
    writes.touch(event);
    writes.tellOf(request.user(), event);
  }

  private void setDeleted(StubEvent event, StubAttribute attribute, boolean deleted) {
    if (Loose.truthy(attribute.fields().get("deleted")) == deleted) return;
    writes.change(event, attribute, StubTree.of("deleted", deleted));
  }
}
