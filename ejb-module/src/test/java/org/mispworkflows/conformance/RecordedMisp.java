package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.Locality;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.MispUser;

/**
 * A MISP that knows the records of a case's {@code db}, answers as the world's fixed rules say and
 * writes down what it is told to do.
 */
public final class RecordedMisp implements MispConnection {

  private final @Nullable Object db;
  private final @Nullable Object payload;
  private final World world;
  private final Effects effects;

  /**
   * Knows the records of a case: kind (events, attributes, objects, threads, full_events, decay) →
   * id → record, and the proposals of its payload.
   */
  RecordedMisp(Case observed, World world, Effects effects) {
    this.db = observed.input().get("db");
    this.payload = Trees.copy(observed.input().get("payload"));
    this.world = world;
    this.effects = effects;
  }

  /** Knows these records. */
  public RecordedMisp(@Nullable Object db) {
    this.db = db;
    this.payload = null;
    this.world = World.FIXED;
    this.effects = new Effects();
  }

  /** What it was told to do since the last call, in order: {@code kind} and what goes with it. */
  public List<Map<String, @Nullable Object>> told() {
    return effects.taken();
  }

  @Override
  public boolean connected() {
    return true;
  }

  @Override
  public Optional<Map<String, @Nullable Object>> event(String id) {
    return record("events", id);
  }

  @Override
  public Optional<Map<String, @Nullable Object>> fullEvent(String id) {
    effects.add("event.fetch", "event_id", id);
    return record("full_events", id);
  }

  @Override
  public Optional<Map<String, @Nullable Object>> attribute(String id) {
    return record("attributes", id);
  }

  @Override
  public Optional<Map<String, @Nullable Object>> object(String id) {
    return record("objects", id);
  }

  @Override
  public Optional<Map<String, @Nullable Object>> thread(String id) {
    return record("threads", id);
  }

  @Override
  public List<MispUser> users() {
    List<MispUser> users = new ArrayList<>();
    for (Map<String, @Nullable Object> user : world.records("users")) {
      Map<String, @Nullable Object> role = world.role(user);
      users.add(
          new MispUser(
              Loose.text(user.get("id")),
              Loose.text(user.get("email")),
              Loose.text(user.get("org_id")),
              Loose.truthy(role.get("perm_site_admin")),
              Loose.truthy(role.get("perm_admin")),
              Loose.truthy(user.get("disabled"))));
    }
    return users;
  }

  @Override
  public Optional<String> clusterTag(String galaxy, String value) {
    return world.records("country_clusters").stream()
        .filter(c -> Loose.text(c.get("value")).equalsIgnoreCase(value))
        .map(c -> Loose.text(c.get("tag_name")))
        .findFirst();
  }

  @Override
  public Optional<Object> decayScores(MispElement attribute, List<String> models) {
    effects.add("attribute.decay_lookup", "uuid", attribute.uuid(), "models", models);
    return record("decay", attribute.uuid())
        .flatMap(found -> Optional.ofNullable(found.get("decay_score")));
  }

  @Override
  public List<List<Map<String, @Nullable Object>>> warnings(
      List<Map<String, @Nullable Object>> attributes) {
    return attributes.stream().map(this::warningsOf).toList();
  }

  private List<Map<String, @Nullable Object>> warningsOf(Map<String, @Nullable Object> attribute) {
    List<Map<String, @Nullable Object>> found = new ArrayList<>();
    if (!Loose.truthy(attribute.get("to_ids"))) return found;
    String value = Loose.text(attribute.get("value"));
    for (Map<String, @Nullable Object> list : world.records("warninglists")) {
      if (Loose.truthy(list.get("custom"))) continue;
      List<String> types = Loose.values(list.get("types")).stream().map(Loose::text).toList();
      if (!types.contains("ALL") && !types.contains(Loose.text(attribute.get("type")))) continue;
      for (Object item : Loose.values(list.get("entries"))) {
        String entry = Loose.text(item);
        if (!entry.equals(value) && !List.of(value.split("\\|", -1)).contains(entry)) continue;
        Map<String, @Nullable Object> about =
            Objects.requireNonNull(Json.map(list.get("Warninglist")));
        Map<String, @Nullable Object> hit = new LinkedHashMap<>();
        hit.put("match", entry);
        hit.put("value", entry);
        hit.put("warninglist_id", about.get("id"));
        hit.put("warninglist_name", about.get("name"));
        hit.put("warninglist_category", about.get("category"));
        found.add(hit);
        break;
      }
    }
    return found;
  }

  @Override
  public void attachTags(
      MispElement element, List<String> tags, boolean local, String relationship) {
    tagged(element, "attach_tags", tags, local, relationship);
  }

  @Override
  public void detachTags(MispElement element, List<String> tags, Locality locality) {
    Boolean local = locality == Locality.ANY ? null : locality == Locality.LOCAL;
    tagged(element, "detach_tags", tags, local, "");
  }

  private void tagged(
      MispElement element,
      String what,
      List<String> tags,
      @Nullable Boolean local,
      String relationship) {
    if (element.kind() == MispElement.Kind.EVENT) {
      effects.add(
          "event." + what,
          "event_id",
          element.id(),
          "tags",
          tags,
          "local",
          local,
          "relationship_type",
          relationship);
    } else {
      effects.add(
          "attribute." + what,
          "attribute_id",
          element.id(),
          "event_id",
          element.eventId(),
          "tags",
          tags,
          "local",
          local,
          "relationship_type",
          relationship);
    }
    if (tags.contains("oracle:throw")) throw new IllegalStateException("canned failure");
    if (tags.isEmpty() || tags.contains("oracle:fail"))
      throw new MispException("MISP didn't change the tags.");
  }

  @Override
  public Map<Integer, String> saveAttributes(
      MispElement event, List<Map<String, @Nullable Object>> attributes, Set<String> fields) {
    Map<Integer, String> refused = new LinkedHashMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      Map<String, @Nullable Object> attribute = attributes.get(i);
      effects.add(
          "attribute.edit", "attribute", attribute, "object_id", attribute.get("object_id"));
      if (Loose.text(attribute.get("value")).contains("INVALID"))
        refused.put(i, "the value is invalid");
    }
    return refused;
  }

  @Override
  public boolean saveEvent(MispElement event, Map<String, @Nullable Object> fields) {
    List<@Nullable Object> pairs = new ArrayList<>(List.of("event_id", event.id()));
    fields.forEach(
        (key, value) -> {
          pairs.add(key);
          pairs.add(value);
        });
    effects.add("event.save", pairs.toArray());
    if (event.id().equals("666")) throw new MispException("MISP didn't save event 666.");
    if (!fields.containsKey("timestamp")) effects.add("event.touch", "event_id", event.id());
    return true;
  }

  @Override
  public boolean publish(MispElement event) {
    effects.add("event.publish", "event_id", event.id());
    if (event.id().equals("666")) throw new MispException("MISP didn't publish event 666.");
    return true;
  }

  @Override
  public void enrich(MispElement event, List<String> modules, List<String> attributeUuids) {
    if (attributeUuids.isEmpty()) {
      effects.add("event.enrichment", "event_id", event.id(), "modules", modules);
    } else {
      effects.add(
          "event.enrichment",
          "event_id",
          event.id(),
          "modules",
          modules,
          "attribute_uuids",
          attributeUuids);
    }
    if (modules.contains("unreachable"))
      throw new MispException("The enrichment service is not reachable.");
  }

  @Override
  public void blockEvent(Map<String, @Nullable Object> entry) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>(entry);
    known.computeIfPresent("event_orgc", (key, name) -> organisation(name));
    effects.add("event_blocklist.add", "entry", known);
  }

  /** The payloads' organisations, {@code org7}, have other names in the world, by their ids. */
  private Object organisation(Object name) {
    String id = Loose.text(name).replaceFirst("^org", "");
    for (Map<String, @Nullable Object> org : world.records("orgs")) {
      if (Loose.equal(org.get("id"), id)) return Loose.text(org.get("name"));
    }
    return payload == null ? name : "unkwown"; // as the reference spells it
  }

  @Override
  public void addToWarninglist(String id, Collection<String> values) {
    Map<String, @Nullable Object> list =
        world.records("warninglists").stream()
            .filter(l -> Loose.equal(Loose.child(l.get("Warninglist"), "id"), id))
            .findFirst()
            .orElseThrow(() -> new MispException("There is no warninglist " + id + "."));
    Object name = Loose.child(list.get("Warninglist"), "name");
    Set<@Nullable Object> entries = new LinkedHashSet<>(Loose.values(list.get("entries")));
    if (!entries.addAll(values)) return;
    effects.add("warninglist.import", "id", id, "name", name, "list", new ArrayList<>(entries));
    if ("broken-list".equals(name)) throw new MispException("MISP didn't change broken-list.");
  }

  @Override
  public void acceptProposal(String id) {
    effects.add("proposal.accept", "proposal_id", id);
    if (isInvalid(payload, id)) throw new MispException("MISP didn't accept proposal " + id + ".");
  }

  @Override
  public void discardProposal(String id) {
    effects.add("proposal.discard", "proposal_id", id);
  }

  @Override
  public Map<Integer, String> addSightings(
      List<MispElement> attributes, String type, String source) {
    throw new AssertionError("no recorded workflow adds sightings");
  }

  @Override
  public void addAnalystData(
      String type, String objectType, String objectUuid, Map<String, @Nullable Object> fields) {
    throw new AssertionError("no recorded workflow adds analyst data");
  }

  private static boolean isInvalid(@Nullable Object tree, String proposal) {
    for (Object candidate : Loose.values(Loose.child(tree, "ShadowAttribute"))) {
      if (Loose.equal(Loose.child(candidate, "id"), proposal)
          && "INVALID".equals(Loose.child(candidate, "value"))) return true;
    }
    for (Object child : Loose.values(tree)) {
      if (Loose.isTree(child) && isInvalid(child, proposal)) return true;
    }
    return false;
  }

  private Optional<Map<String, @Nullable Object>> record(String kind, String id) {
    Map<String, @Nullable Object> kinds = Json.map(db);
    Map<String, @Nullable Object> records = kinds == null ? null : Json.map(kinds.get(kind));
    return records == null
        ? Optional.empty()
        : Optional.ofNullable(Json.map(Trees.copy(records.get(id))));
  }
}
