package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.Locality;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.MispUser;

/**
 * A MISP instance over its REST interface, for one run. Each change is read back. In a dry run
 * every change is refused.
 */
final class MispClient implements MispConnection {

  private static final String ATTRIBUTE = "Attribute";

  private final MispRest rest;
  private final MispCatalogue catalogue;
  private final boolean dry;
  private final MispEdits edits;
  private final MispTags tags;
  private final MispActions actions;

  /**
   * For a run.
   *
   * @param catalogue what the instance has in lists
   * @param dry whether changes are refused
   */
  MispClient(MispRest rest, MispCatalogue catalogue, boolean dry) {
    this.rest = rest;
    this.catalogue = catalogue;
    this.dry = dry;
    this.edits = new MispEdits(rest);
    this.tags = new MispTags(rest);
    this.actions = new MispActions(rest);
  }

  private void requireWriting() {
    if (dry) throw new MispException("This is a dry run: nothing is changed in MISP.");
  }

  @Override
  public boolean connected() {
    return true;
  }

  @Override
  public Optional<Map<String, @Nullable Object>> event(String id) {
    Map<String, @Nullable Object> event = rest.event(id);
    if (event.isEmpty()) return Optional.empty();
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("Event", event);
    for (String part : List.of("Org", "Orgc")) {
      if (event.containsKey(part)) record.put(part, event.get(part));
    }
    return Optional.of(record);
  }

  @Override
  public Optional<Map<String, @Nullable Object>> fullEvent(String id) {
    return record("/events/view/", id, "Event");
  }

  @Override
  public Optional<Map<String, @Nullable Object>> attribute(String id) {
    Optional<Map<String, @Nullable Object>> found = record("/attributes/view/", id, ATTRIBUTE);
    found.ifPresent(
        record -> {
          String event = Answers.text(Answers.map(record.get(ATTRIBUTE)).get("event_id"));
          if (!event.isEmpty()) event(event).ifPresent(r -> r.forEach(record::putIfAbsent));
        });
    return found;
  }

  @Override
  public Optional<Map<String, @Nullable Object>> object(String id) {
    return record("/objects/view/", id, "Object");
  }

  @Override
  public Optional<Map<String, @Nullable Object>> thread(String id) {
    return record("/threads/view/", id, "Thread");
  }

  private Optional<Map<String, @Nullable Object>> record(String path, String id, String kind) {
    Map<String, @Nullable Object> found =
        Answers.map(rest.find(path + MispRest.part(id) + ".json"));
    if (Answers.map(found.get(kind)).isEmpty()) return Optional.empty();
    return Optional.of(new LinkedHashMap<>(found));
  }

  @Override
  public List<MispUser> users() {
    return catalogue.users();
  }

  @Override
  public Optional<String> clusterTag(String galaxy, String value) {
    return catalogue.clusterTag(galaxy, value);
  }

  @Override
  public Optional<Object> decayScores(MispElement attribute, List<String> models) {
    String id = attribute.uuid().isEmpty() ? attribute.id() : attribute.uuid();
    if (id.isEmpty()) return Optional.empty();
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    query.put("returnFormat", "json");
    query.put(attribute.uuid().isEmpty() ? "id" : "uuid", id);
    query.put("includeDecayScore", 1);
    if (!models.isEmpty()) query.put("decayingModel", models);
    List<Map<String, @Nullable Object>> found = attributes(query);
    if (found.isEmpty()) return Optional.empty();
    return Optional.ofNullable(found.get(0).get("decay_score"));
  }

  private List<Map<String, @Nullable Object>> attributes(Map<String, @Nullable Object> query) {
    Map<String, @Nullable Object> answer =
        Answers.map(rest.search("/attributes/restSearch", query));
    return Answers.maps(Answers.map(answer.get("response")).getOrDefault(ATTRIBUTE, List.of()));
  }

  /**
   * Stored attributes are asked for by UUID, since MISP then minds their types; the values of the
   * others are asked for.
   */
  @Override
  public List<List<Map<String, @Nullable Object>>> warnings(
      List<Map<String, @Nullable Object>> attributes) {
    Set<String> uuids = new LinkedHashSet<>();
    Set<String> values = new LinkedHashSet<>();
    for (Map<String, @Nullable Object> attribute : attributes) {
      String uuid = Answers.text(attribute.get("uuid"));
      if (uuid.isEmpty() || Answers.text(attribute.get("id")).isEmpty())
        values.add(Answers.text(attribute.get("value")));
      else uuids.add(uuid);
    }
    Map<String, List<Map<String, @Nullable Object>>> byUuid = hits(uuids);
    Map<String, @Nullable Object> byValue =
        values.isEmpty()
            ? Map.of()
            : Answers.map(rest.search("/warninglists/checkValue", new ArrayList<>(values)));
    List<List<Map<String, @Nullable Object>>> all = new ArrayList<>();
    for (Map<String, @Nullable Object> attribute : attributes) {
      List<Map<String, @Nullable Object>> hits = byUuid.get(Answers.text(attribute.get("uuid")));
      String value = Answers.text(attribute.get("value"));
      all.add(hits == null ? ofValue(value, byValue.get(value)) : hits);
    }
    return all;
  }

  private Map<String, List<Map<String, @Nullable Object>>> hits(Set<String> uuids) {
    Map<String, List<Map<String, @Nullable Object>>> byUuid = new TreeMap<>();
    List<String> all = new ArrayList<>(uuids);
    for (int from = 0; from < all.size(); from += 500) {
      Map<String, @Nullable Object> query = new LinkedHashMap<>();
      query.put("returnFormat", "json");
      query.put("uuid", all.subList(from, Math.min(all.size(), from + 500)));
      query.put("includeWarninglistHits", 1);
      for (Map<String, @Nullable Object> attribute : attributes(query)) {
        byUuid.put(
            Answers.text(attribute.get("uuid")),
            new ArrayList<>(Answers.maps(attribute.getOrDefault("warnings", List.of()))));
      }
    }
    return byUuid;
  }

  private List<Map<String, @Nullable Object>> ofValue(String value, @Nullable Object found) {
    List<Map<String, @Nullable Object>> hits = new ArrayList<>();
    for (Map<String, @Nullable Object> list : Answers.maps(found)) {
      Map<String, @Nullable Object> hit = new LinkedHashMap<>();
      String id = Answers.text(list.get("id"));
      hit.put("match", list.get("matched"));
      hit.put("value", value);
      hit.put("warninglist_id", id);
      hit.put("warninglist_name", list.get("name"));
      hit.put("warninglist_category", catalogue.warninglistCategory(id));
      hits.add(hit);
    }
    return hits;
  }

  @Override
  public void attachTags(
      MispElement element, List<String> names, boolean local, String relationship) {
    requireWriting();
    tags.attach(element, names, local, relationship);
  }

  @Override
  public void detachTags(MispElement element, List<String> names, Locality locality) {
    requireWriting();
    tags.detach(element, names, locality);
  }

  @Override
  public Map<Integer, String> saveAttributes(
      MispElement event, List<Map<String, @Nullable Object>> attributes, Set<String> fields) {
    requireWriting();
    return edits.saveAttributes(event, attributes, fields);
  }

  @Override
  public boolean saveEvent(MispElement event, Map<String, @Nullable Object> fields) {
    requireWriting();
    return edits.saveEvent(event, fields);
  }

  @Override
  public boolean publish(MispElement event) {
    requireWriting();
    return actions.publish(event);
  }

  @Override
  public void enrich(MispElement event, List<String> modules, List<String> attributeUuids) {
    requireWriting();
    actions.enrich(event, modules, attributeUuids);
  }

  @Override
  public void blockEvent(Map<String, @Nullable Object> entry) {
    requireWriting();
    actions.blockEvent(entry);
  }

  @Override
  public void addToWarninglist(String list, Collection<String> values) {
    requireWriting();
    actions.addToWarninglist(catalogue.warninglistId(list), values);
  }

  @Override
  public void acceptProposal(String id) {
    requireWriting();
    rest.add("/shadow_attributes/accept/" + MispRest.part(id), Map.of());
  }

  @Override
  public void discardProposal(String id) {
    requireWriting();
    rest.add("/shadow_attributes/discard/" + MispRest.part(id), Map.of());
  }

  @Override
  public Map<Integer, String> addSightings(
      List<MispElement> attributes, String type, String source) {
    requireWriting();
    return actions.addSightings(attributes, type, source);
  }

  @Override
  public void addAnalystData(
      String type, String objectType, String objectUuid, Map<String, @Nullable Object> fields) {
    requireWriting();
    actions.addAnalystData(type, objectType, objectUuid, fields);
  }
}
