package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events in the forms that MISP's answers give them. */
final class StubEventViews {

  private final StubWorld world;
  private final StubAttributeViews attributes;

  StubEventViews(StubWorld world, StubAttributeViews attributes) {
    this.world = world;
    this.attributes = attributes;
  }

  /**
   * What is shown of an event.
   *
   * @param contents attributes, objects, reports and proposals
   * @param deleted deleted attributes, too
   * @param warnings the warninglists that attributes are on
   * @param sightings of the attributes
   * @param analystData notes and the like
   */
  record Shown(
      boolean contents, boolean deleted, boolean warnings, boolean sightings, boolean analystData) {

    /** On its page. */
    static final Shown VIEW = new Shown(true, false, true, true, true);

    /** In the answer to a change. */
    static final Shown SAVED = new Shown(true, false, false, true, false);

    Shown withDeleted() {
      return new Shown(contents, true, warnings, sightings, analystData);
    }
  }

  /** {@code {"Event":{…}}}. */
  Map<String, @Nullable Object> event(StubUser user, StubEvent event, Shown shown) {
    Map<String, @Nullable Object> view = StubTree.without(event.fields());
    view.put("attribute_count", Long.toString(event.attributeCount()));
    view.put("Org", organisation(event.text("org_id"), true));
    view.put("Orgc", organisation(event.text("orgc_id"), true));
    sharingGroup(event, view);
    if (shown.contents()) {
      List<@Nullable Object> free = new ArrayList<>();
      for (StubAttribute attribute : event.attributes())
        if (!attribute.isInObject() && isShown(user, event, attribute, shown))
          free.add(attribute(event, attribute, shown));
      view.put("Attribute", free);
      view.put("ShadowAttribute", proposals(event, "0", shown));
      view.put("Object", objects(user, event, shown));
      view.put("EventReport", event.reports());
    }
    view.put("RelatedEvent", related(event, shown));
    view.put("Galaxy", attributes.galaxies(event));
    view.put("CryptographicKey", new ArrayList<>());
    view.put("Tag", attributes.tagsInEvent(event));
    if (shown.analystData()) analystData(event.uuid(), view);
    return StubTree.of("Event", view);
  }

  private boolean isShown(StubUser user, StubEvent event, StubAttribute attribute, Shown shown) {
    return world.sees(user, event, attribute) && (shown.deleted() || !attribute.isDeleted());
  }

  private Map<String, @Nullable Object> attribute(
      StubEvent event, StubAttribute attribute, Shown shown) {
    Map<String, @Nullable Object> view = StubTree.without(attribute.fields());
    sharingGroup(attribute, view);
    view.put("Galaxy", attributes.galaxies(attribute));
    view.put("ShadowAttribute", proposals(event, attribute.id(), shown));
    if (!attribute.tags().isEmpty()) view.put("Tag", attributes.tagsInEvent(attribute));
    if (shown.warnings() && !attributes.warnings(view).isEmpty())
      view.put("warnings", attributes.warnings(view));
    List<Map<String, @Nullable Object>> sightings =
        event.sightings().stream()
            .filter(sighting -> StubTree.text(sighting, "attribute_id").equals(attribute.id()))
            .toList();
    if (shown.sightings() && !sightings.isEmpty()) view.put("Sighting", sightings);
    if (shown.analystData()) analystData(attribute.uuid(), view);
    return view;
  }

  private List<@Nullable Object> objects(StubUser user, StubEvent event, Shown shown) {
    List<@Nullable Object> views = new ArrayList<>();
    for (Map<String, @Nullable Object> object : event.objects()) {
      Map<String, @Nullable Object> view = StubTree.without(object);
      view.put("ObjectReference", new ArrayList<>());
      List<@Nullable Object> inside = new ArrayList<>();
      for (StubAttribute attribute : event.attributes())
        if (attribute.text("object_id").equals(StubTree.text(object, "id"))
            && isShown(user, event, attribute, shown))
          inside.add(attribute(event, attribute, shown));
      view.put("Attribute", inside);
      views.add(view);
    }
    return views;
  }

  private List<@Nullable Object> proposals(StubEvent event, String attributeId, Shown shown) {
    List<@Nullable Object> views = new ArrayList<>();
    for (Map<String, @Nullable Object> proposal : event.proposals()) {
      if (!StubTree.text(proposal, "old_id").equals(attributeId)) continue;
      Map<String, @Nullable Object> view =
          StubTree.without(proposal, "deleted", "disable_correlation", "event_org_id", "email");
      view.put("event_uuid", event.uuid());
      view.put("Org", organisation(StubTree.text(proposal, "org_id"), true));
      if (shown.warnings() && !attributes.warnings(view).isEmpty())
        view.put("warnings", attributes.warnings(view));
      views.add(view);
    }
    return views;
  }

  private static List<@Nullable Object> related(StubEvent event, Shown shown) {
    List<@Nullable Object> related = new ArrayList<>();
    for (Map<String, @Nullable Object> head : event.related()) {
      Map<String, @Nullable Object> view = StubTree.of("Event", head);
      if (shown.analystData()) view.put("RelationshipInbound", new ArrayList<>());
      related.add(view);
    }
    return related;
  }

  private void analystData(String uuid, Map<String, @Nullable Object> view) {
    for (Map<String, @Nullable Object> data : world.analystData()) {
      if (!StubTree.text(data, "object_uuid").equals(uuid)) continue;
      String type = StubTree.text(data, "note_type_name");
      List<@Nullable Object> list = StubTree.list(view.get(type));
      list.add(data);
      view.put(type, list);
    }
  }

  private void sharingGroup(StubTagged element, Map<String, @Nullable Object> view) {
    if (!element.text("distribution").equals("4")) return;
    for (Map<String, @Nullable Object> group : world.sharingGroups()) {
      Map<String, @Nullable Object> fields = StubTree.map(group.get("SharingGroup"));
      if (!StubTree.text(fields, "id").equals(element.text("sharing_group_id"))) continue;
      Map<String, @Nullable Object> shown = StubTree.without(fields, "sync_org_name", "sync_org");
      shown.put(
          "Organisation",
          StubTree.pick(StubTree.map(group.get("Organisation")), "id", "name", "uuid"));
      shown.put(
          "SharingGroupOrg",
          StubTree.maps(group.get("SharingGroupOrg")).stream()
              .map(org -> StubTree.without(org, "Organisation"))
              .toList());
      shown.put("SharingGroupServer", group.get("SharingGroupServer"));
      view.put("SharingGroup", shown);
    }
  }

  private Map<String, @Nullable Object> organisation(String id, boolean local) {
    Map<String, @Nullable Object> organisation = world.organisation(id);
    return local
        ? StubTree.pick(organisation, "id", "name", "uuid", "local")
        : StubTree.pick(organisation, "id", "name", "uuid");
  }

  /** A row of the index. */
  Map<String, @Nullable Object> row(StubEvent event) {
    Map<String, @Nullable Object> row = StubTree.without(event.fields(), "event_creator_email");
    row.put("attribute_count", Long.toString(event.attributeCount()));
    row.put("sighting_timestamp", "0");
    row.put("Org", organisation(event.text("org_id"), false));
    row.put("Orgc", organisation(event.text("orgc_id"), false));
    List<@Nullable Object> links = new ArrayList<>();
    for (StubTagged.Link link : event.tags())
      links.add(
          StubTree.of(
              "id",
              link.id(),
              "event_id",
              event.id(),
              "tag_id",
              link.tagId(),
              "local",
              link.local(),
              "relationship_type",
              link.relationship(),
              "Tag",
              StubTree.pick(attributes.tag(link), "id", "name", "colour", "is_galaxy")));
    row.put("EventTag", links);
    return row;
  }

  /** A row of the index for synchronisation. */
  Map<String, @Nullable Object> minimalRow(StubEvent event) {
    Map<String, @Nullable Object> row =
        StubTree.pick(event.fields(), "id", "timestamp", "published", "uuid");
    row.put("sighting_timestamp", "0");
    row.put("orgc_uuid", world.organisation(event.text("orgc_id")).get("uuid"));
    return row;
  }
}
