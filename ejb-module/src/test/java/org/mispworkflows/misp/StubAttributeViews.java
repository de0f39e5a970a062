package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/** Attributes and tags in the forms that MISP's answers give them. */
final class StubAttributeViews {

  private final StubWorld world;

  StubAttributeViews(StubWorld world) {
    this.world = world;
  }

  /** A tag as an event and its attributes show it. */
  Map<String, @Nullable Object> tagInEvent(StubTagged.Link link) {
    Map<String, @Nullable Object> tag = StubTree.without(tag(link), "org_id");
    tag.put("local", link.local());
    tag.put("relationship_type", link.relationship().isEmpty() ? null : link.relationship());
    return tag;
  }

  List<@Nullable Object> tagsInEvent(StubTagged element) {
    return StubTree.listOf(element.tags().stream().map(this::tagInEvent).toList());
  }

  /** The tag behind a link. */
  Map<String, @Nullable Object> tag(StubTagged.Link link) {
    return world.tags().byId(link.tagId()).orElseThrow();
  }

  /** The galaxies whose clusters are on something as tags. */
  List<@Nullable Object> galaxies(StubTagged element) {
    List<@Nullable Object> shown = new ArrayList<>();
    for (StubGalaxy galaxy : world.galaxies()) {
      List<@Nullable Object> clusters = new ArrayList<>();
      for (StubTagged.Link link : element.tags()) {
        String name = StubTree.text(tag(link), "name");
        galaxy.clusters().stream()
            .filter(cluster -> cluster.tagName().equalsIgnoreCase(name))
            .forEach(cluster -> clusters.add(clusterOn(element, cluster, link)));
      }
      if (clusters.isEmpty()) continue;
      Map<String, @Nullable Object> view = StubTree.without(galaxy.fields());
      view.put("GalaxyCluster", clusters);
      shown.add(view);
    }
    return shown;
  }

  private static Map<String, @Nullable Object> clusterOn(
      StubTagged element, StubGalaxy.Cluster cluster, StubTagged.Link link) {
    Map<String, @Nullable Object> view = StubTree.without(cluster.fields());
    view.putAll(cluster.surroundings());
    view.put("tag_id", Long.parseLong(link.tagId()));
    view.put(element instanceof StubEvent ? "event_tag_id" : "attribute_tag_id", link.id());
    view.put("local", link.local());
    view.put("relationship_type", link.relationship().isEmpty() ? false : link.relationship());
    return view;
  }

  /** The warninglists that an attribute is on. */
  List<@Nullable Object> warnings(Map<String, @Nullable Object> attribute) {
    List<@Nullable Object> warnings = new ArrayList<>();
    if (!Loose.truthy(attribute.get("to_ids"))) return warnings;
    String value = StubTree.text(attribute, "value");
    for (StubWarninglist list : world.warninglists()) {
      if (!list.isEnabled() || !list.typeNames().contains(StubTree.text(attribute, "type")))
        continue;
      list.match(value)
          .ifPresent(
              match ->
                  warnings.add(
                      StubTree.of(
                          "value",
                          value,
                          "match",
                          match,
                          "warninglist_id",
                          Long.parseLong(list.id()),
                          "warninglist_name",
                          list.name(),
                          "warninglist_category",
                          list.text("category"))));
    }
    return warnings;
  }

  /** In the answer to an edit: tags without their place. */
  Map<String, @Nullable Object> edited(StubAttribute attribute) {
    Map<String, @Nullable Object> view = StubTree.without(attribute.fields());
    if (attribute.tags().isEmpty()) return view;
    view.put(
        "Tag",
        attribute.tags().stream().map(link -> StubTree.without(tag(link), "org_id")).toList());
    return view;
  }

  /** On a page of its own. */
  Map<String, @Nullable Object> viewed(StubEvent event, StubAttribute attribute) {
    Map<String, @Nullable Object> view = StubTree.without(attribute.fields());
    view.put("event_uuid", event.uuid());
    if (!attribute.tags().isEmpty()) view.put("Tag", briefTags(attribute));
    return view;
  }

  private List<@Nullable Object> briefTags(StubAttribute attribute) {
    List<@Nullable Object> tags = new ArrayList<>();
    for (StubTagged.Link link : attribute.tags()) {
      Map<String, @Nullable Object> tag =
          StubTree.pick(tag(link), "id", "name", "colour", "numerical_value", "is_galaxy");
      tag.put("local", link.local());
      tags.add(tag);
    }
    return tags;
  }

  /** In an object on a page of its own. */
  Map<String, @Nullable Object> inObject(StubAttribute attribute) {
    Map<String, @Nullable Object> view = attribute.halved();
    List<@Nullable Object> links = new ArrayList<>();
    for (StubTagged.Link link : attribute.tags())
      links.add(
          StubTree.of(
              "id",
              link.id(),
              "attribute_id",
              attribute.id(),
              "event_id",
              attribute.text("event_id"),
              "tag_id",
              link.tagId(),
              "local",
              link.local(),
              "relationship_type",
              link.relationship(),
              "Tag",
              tag(link)));
    view.put("AttributeTag", links);
    return view;
  }

  /** As a result of a search. */
  Map<String, @Nullable Object> found(
      StubEvent event, StubAttribute attribute, StubRequest search) {
    Map<String, @Nullable Object> view = StubTree.without(attribute.fields());
    if (asks(search, "includeWarninglistHits") && !warnings(view).isEmpty())
      view.put("warnings", warnings(view));
    if (asks(search, "includeSightings")) {
      List<@Nullable Object> sightings =
          StubTree.listOf(
              event.sightings().stream()
                  .filter(s -> StubTree.text(s, "attribute_id").equals(attribute.id()))
                  .toList());
      if (!sightings.isEmpty()) view.put("Sighting", sightings);
    }
    if (asks(search, "includeDecayScore")) {
      List<@Nullable Object> scores =
          world.decay().scores(attribute, StubTree.texts(search.parameter("decayingModel")));
      if (!scores.isEmpty()) view.put("decay_score", scores);
    }
    if (asks(search, "includeEventUuid")) view.put("event_uuid", event.uuid());
    view.put("Event", asks(search, "includeContext") ? context(event) : head(event));
    if (attribute.isInObject()) view.put("Object", objectHead(event, attribute));
    List<@Nullable Object> tags = briefTags(attribute);
    if (asks(search, "includeEventTags"))
      for (StubTagged.Link link : event.tags()) {
        Map<String, @Nullable Object> tag =
            StubTree.pick(tag(link), "id", "name", "colour", "numerical_value");
        tag.put("inherited", 1L);
        tags.add(tag);
      }
    if (!tags.isEmpty()) view.put("Tag", tags);
    return view;
  }

  private static boolean asks(StubRequest search, String flag) {
    return Loose.truthy(search.parameter(flag));
  }

  private static Map<String, @Nullable Object> head(StubEvent event) {
    return StubTree.pick(
        event.fields(),
        "org_id",
        "distribution",
        "publish_timestamp",
        "id",
        "info",
        "orgc_id",
        "uuid");
  }

  private Map<String, @Nullable Object> context(StubEvent event) {
    Map<String, @Nullable Object> view =
        StubTree.without(
            event.fields(),
            "proposal_email_lock",
            "locked",
            "disable_correlation",
            "protected",
            "event_creator_email");
    List<@Nullable Object> tags = new ArrayList<>();
    for (StubTagged.Link link : event.tags()) {
      Map<String, @Nullable Object> tag =
          StubTree.pick(tag(link), "id", "name", "colour", "numerical_value");
      tag.put("local", link.local());
      tags.add(tag);
    }
    view.put("Tag", tags);
    view.put(
        "Orgc",
        StubTree.pick(world.organisation(event.text("orgc_id")), "id", "name", "uuid", "local"));
    return view;
  }

  private static Map<String, @Nullable Object> objectHead(
      StubEvent event, StubAttribute attribute) {
    return StubTree.pick(
        event.object(attribute.text("object_id")).orElseThrow(),
        "id",
        "distribution",
        "sharing_group_id");
  }
}
