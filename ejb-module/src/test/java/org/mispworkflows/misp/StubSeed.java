package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * What the recorded MISP held. There are two moments: {@link #early} is before the first recording,
 * {@link #late} before the recordings that work on event 9. What lies between them wasn't recorded.
 */
final class StubSeed {

  private static final long LAST_EARLY_TAG = 92;
  private static final String LAST_EARLY_USER = "5";
  private static final String DNS_RESOLVERS = "58";

  private final StubWorld world;

  private StubSeed(StubWorld world) {
    this.world = world;
  }

  /** Three small events, five users; the next event is number 4. */
  static void early(StubWorld world) {
    StubSeed seed = new StubSeed(world);
    seed.lists();
    seed.tags();
    seed.galaxies();
    seed.warninglists();
    seed.modules();
    for (int event = 1; event <= 3; event++) seed.event(Integer.toString(event));
    Map.of("Event", 4L, "Attribute", 4L, "Tag", 93L, "User", 6L, "Warninglist", 88L)
        .forEach(world::nextId);
    Map.of("WarninglistEntry", 295_550L, "WarninglistType", 398L, "Log", 1268L)
        .forEach(world::nextId);
  }

  /** Nine events, of which 4 and 9 are known as a whole, and six users. */
  static void late(StubWorld world) {
    early(world);
    StubSeed seed = new StubSeed(world);
    seed.users(LAST_EARLY_USER, false);
    for (int event = 4; event <= 9; event++) seed.event(Integer.toString(event));
    Map.of("Event", 10L, "Attribute", 4124L, "Object", 15L, "User", 7L, "EventReport", 2L)
        .forEach(world::nextId);
    Map.of("Sighting", 2L, "ShadowAttribute", 3L).forEach(world::nextId);
  }

  /** The answer of a recorded pair. */
  static Object answer(String file, int index) {
    Map<String, @Nullable Object> pair = StubTree.maps(StubTree.resource(file)).get(index);
    return Objects.requireNonNull(StubTree.map(pair.get("response")).get("body"));
  }

  private void lists() {
    for (Map<String, @Nullable Object> row : StubTree.maps(answer("lists", 1)))
      world
          .organisations()
          .add(
              StubTree.without(
                  StubTree.map(row.get("Organisation")), "user_count", "created_by_email"));
    world.sharingGroups().add(StubTree.map(answer("lists", 4)));
    for (Map<String, @Nullable Object> row : StubTree.maps(answer("lists", 11)))
      world.roles().add(StubTree.map(row.get("Role")));
    users(LAST_EARLY_USER, true);
    world.types().described(StubTree.map(answer("lists", 13)));
    for (Map<String, @Nullable Object> row : StubTree.maps(answer("logs", 0)))
      world.logs().add(StubTree.map(row.get("Log")));
  }

  private void users(String last, boolean early) {
    for (Map<String, @Nullable Object> row : StubTree.maps(answer("lists", 5))) {
      Map<String, @Nullable Object> user = StubTree.map(row.get("User"));
      boolean isEarly = Loose.integer(user.get("id")) <= Loose.integer(last);
      if (isEarly == early) world.users().add(user);
    }
  }

  /** What {@code /servers/getVersion} says. */
  static Object version() {
    return answer("lists", 12);
  }

  private void tags() {
    Map<String, @Nullable Object> answer = StubTree.map(answer("lists-tags", 2));
    for (Map<String, @Nullable Object> row : StubTree.maps(answer.get("Tag"))) {
      Map<String, @Nullable Object> taxonomy = Json.map(row.get("Taxonomy"));
      if (taxonomy != null) {
        String expanded = StubTree.text(taxonomy, "expanded");
        world.tags().expand(StubTree.text(row, "name"), expanded);
        world.tags().addTaxonomy(StubTree.without(taxonomy, "expanded"));
      }
      if (Loose.integer(row.get("id")) <= LAST_EARLY_TAG)
        world
            .tags()
            .put(StubTree.without(row, "favourite", "Taxonomy", "count", "attribute_count"));
    }
  }

  private void galaxies() {
    Map<String, @Nullable Object> event =
        StubTree.map(StubTree.map(answer("events-add", 0)).get("Event"));
    List<Map<String, @Nullable Object>> shown = new ArrayList<>(StubTree.maps(event.get("Galaxy")));
    for (Map<String, @Nullable Object> attribute : StubTree.maps(event.get("Attribute")))
      shown.addAll(StubTree.maps(attribute.get("Galaxy")));
    Map<String, Map<String, @Nullable Object>> surroundings = new HashMap<>();
    for (Map<String, @Nullable Object> galaxy : shown)
      for (Map<String, @Nullable Object> cluster : StubTree.maps(galaxy.get("GalaxyCluster")))
        surroundings.put(StubTree.text(cluster, "id"), cluster);
    Map<String, @Nullable Object> luxembourg =
        StubTree.map(StubTree.map(answer("galaxies", 3)).get("GalaxyCluster"));
    surroundings.put(StubTree.text(luxembourg, "id"), luxembourg);
    for (Map<String, @Nullable Object> galaxy : shown)
      if (!"country".equals(galaxy.get("type")))
        galaxy(StubTree.without(galaxy, "GalaxyCluster"), galaxy, surroundings, luxembourg);
    Map<String, @Nullable Object> country = StubTree.map(answer("galaxy-country", 0));
    galaxy(StubTree.map(country.get("Galaxy")), country, surroundings, luxembourg);
  }

  private void galaxy(
      Map<String, @Nullable Object> fields,
      Map<String, @Nullable Object> clusters,
      Map<String, Map<String, @Nullable Object>> surroundings,
      Map<String, @Nullable Object> example) {
    StubGalaxy galaxy = new StubGalaxy(fields, new ArrayList<>());
    for (Map<String, @Nullable Object> record : StubTree.maps(clusters.get("GalaxyCluster"))) {
      Map<String, @Nullable Object> whole = StubTree.pick(example, "Org", "Orgc");
      whole.put("GalaxyClusterRelation", new ArrayList<>());
      whole.putAll(surroundings.getOrDefault(StubTree.text(record, "id"), StubTree.of()));
      whole.putAll(record);
      galaxy.clusters().add(StubGalaxy.Cluster.of(whole));
    }
    world.galaxies().add(galaxy);
  }

  private void warninglists() {
    Map<String, @Nullable Object> answer = StubTree.map(answer("warninglists", 0));
    List<Map<String, @Nullable Object>> rows = StubTree.maps(answer.get("Warninglists"));
    for (int i = rows.size() - 1; i >= 0; i--) {
      Map<String, @Nullable Object> row = StubTree.map(rows.get(i).get("Warninglist"));
      String id = StubTree.text(row, "id");
      List<Map<String, @Nullable Object>> entries = new ArrayList<>();
      if (i == 0) entries = own("WarninglistEntry");
      if (id.equals(DNS_RESOLVERS))
        entries.add(StubTree.of("id", "1", "value", "8.8.8.8/32", "warninglist_id", id));
      StubWarninglist list =
          new StubWarninglist(
              StubTree.without(row, "warninglist_entry_count", "valid_attributes"),
              (int) Loose.integer(row.get("warninglist_entry_count")) - entries.size());
      list.entries().addAll(entries);
      if (i == 0) list.types().addAll(own("WarninglistType"));
      else
        for (String type : List.of(StubTree.text(row, "valid_attributes").split(", ", -1)))
          list.types().add(StubTree.of("id", "1", "type", type, "warninglist_id", id));
      world.warninglists().add(list);
    }
  }

  /** Of the one list that isn't MISP's. */
  private static List<Map<String, @Nullable Object>> own(String part) {
    return StubTree.maps(
        StubTree.map(StubTree.map(answer("warninglists", 3)).get("Warninglist")).get(part));
  }

  private void modules() {
    world.modules().listed().addAll(StubTree.maps(answer("enrich", 1)));
    give("mmdb_lookup", 2);
    give("country_lookup_stub", 3);
  }

  private void give(String module, int pair) {
    Object results = StubTree.map(answer("enrich", pair)).get("results");
    world
        .modules()
        .give(
            module, List.of(), attribute -> results(StubTree.copy(results), attribute.get("uuid")));
  }

  /** Results as recorded, with UUIDs of their own, about another attribute. */
  private static @Nullable Object results(@Nullable Object results, @Nullable Object attribute) {
    for (Map<String, @Nullable Object> object :
        StubTree.maps(StubTree.map(results).get("Object"))) {
      object.put("uuid", StubWorld.newUuid());
      for (Map<String, @Nullable Object> inside : StubTree.maps(object.get("Attribute")))
        inside.put("uuid", StubWorld.newUuid());
      for (Map<String, @Nullable Object> reference : StubTree.maps(object.get("ObjectReference")))
        reference.put("referenced_uuid", attribute);
    }
    return results;
  }

  private void event(String id) {
    for (Map<String, @Nullable Object> record : StubTree.maps(StubTree.resource("events"))) {
      Map<String, @Nullable Object> event = StubTree.map(record.get("Event"));
      if (id.equals(event.get("id"))) add(event);
    }
  }

  private void add(Map<String, @Nullable Object> record) {
    List<StubAttribute> attributes = new ArrayList<>();
    for (Map<String, @Nullable Object> attribute : StubTree.maps(record.get("Attribute")))
      attributes.add(attribute(attribute));
    for (Map<String, @Nullable Object> object : StubTree.maps(record.get("Object")))
      for (Map<String, @Nullable Object> attribute : StubTree.maps(object.get("Attribute")))
        attributes.add(attribute(attribute));
    StubEvent event =
        new StubEvent(
            record, (int) Loose.integer(record.get("attribute_count")) - attributes.size());
    event.attributes().addAll(attributes);
    for (Map<String, @Nullable Object> object : StubTree.maps(record.get("Object")))
      event.objects().add(StubTree.without(object, "Attribute", "ObjectReference"));
    for (Map<String, @Nullable Object> other : StubTree.maps(record.get("RelatedEvent")))
      event.related().add(StubTree.map(other.get("Event")));
    link(event, record);
    world.events().add(event);
  }

  private StubAttribute attribute(Map<String, @Nullable Object> record) {
    StubAttribute attribute = new StubAttribute(record);
    link(attribute, record);
    return attribute;
  }

  private void link(StubTagged element, Map<String, @Nullable Object> record) {
    for (Map<String, @Nullable Object> tag : StubTree.maps(record.get("Tag")))
      element
          .tags()
          .add(
              new StubTagged.Link(
                  world.nextId(element.kind() + "Tag"),
                  StubTree.text(tag, "id"),
                  Loose.truthy(tag.get("local")),
                  StubTree.text(tag, "relationship_type")));
  }
}
