package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispException;

/** What MISP does when it is told to: publish, enrich, block, list, count what was seen. */
final class MispActions {

  /** MISP works in the background; longer than this nobody is kept waiting. */
  private static final int LOOKS = 10;

  private static final long PAUSE = 300;

  private final MispRest rest;

  MispActions(MispRest rest) {
    this.rest = rest;
  }

  /** Whether the event was seen published within some seconds. */
  boolean publish(MispElement event) {
    String id = MispEdits.id(event);
    rest.set("/events/publish/" + MispRest.part(id), Map.of());
    return awaited(() -> Answers.flag(metadata(event).get("published")));
  }

  /** Whether something became true within some seconds. */
  private static boolean awaited(BooleanSupplier condition) {
    for (int look = 0; look < LOOKS; look++) {
      if (condition.getAsBoolean()) return true;
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private static boolean sameContents(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> now) {
    return Objects.equals(before.get("timestamp"), now.get("timestamp"))
        && Objects.equals(before.get("attribute_count"), now.get("attribute_count"));
  }

  private Map<String, @Nullable Object> metadata(MispElement event) {
    return rest.event(MispEdits.id(event));
  }

  /**
   * MISP answers 500 for the lack of a JSON view though it has begun the work, so that status says
   * nothing. It knows no enrichment of single attributes over REST.
   */
  void enrich(MispElement event, List<String> modules, List<String> attributeUuids) {
    if (!attributeUuids.isEmpty()) {
      throw new MispException(
          "MISP enriches whole events only when it is asked over its REST interface: remove the node's filter, or use the module attach-enrichment.");
    }
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    modules.forEach(module -> body.put(module, 1));
    String path = "/events/enrichEvent/" + MispRest.part(MispEdits.id(event));
    Map<String, @Nullable Object> before = metadata(event);
    HttpGateway.Answer answer = rest.raw("POST", path, body, false);
    if (answer.status() / 100 == 2 || answer.status() == 500) {
      // it may go on in the background; modules that find nothing change nothing
      awaited(() -> !sameContents(before, metadata(event)));
      return;
    }
    throw new MispException(
        "MISP `"
            + rest.name()
            + "` didn't enrich the event: status "
            + answer.status()
            + ". The user of the connection must be allowed to change the event.");
  }

  /** MISP reports what it added and what not in the same success. */
  void blockEvent(Map<String, @Nullable Object> entry) {
    String uuid = Answers.text(entry.get("event_uuid"));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("uuids", List.of(uuid));
    body.put("comment", entry.get("comment"));
    body.put("event_info", entry.get("event_info"));
    body.put("event_orgc", entry.get("event_orgc"));
    Map<String, @Nullable Object> answer = rest.set("/eventBlocklists/add", body);
    Map<String, @Nullable Object> result = Answers.map(answer.get("result"));
    if (Answers.list(result.get("successes")).contains(uuid)) return;
    for (Map<String, @Nullable Object> there :
        Answers.maps(rest.get("/eventBlocklists/index.json"))) {
      if (uuid.equals(Answers.text(there.get("event_uuid")))) return; // it was blocked before
    }
    throw new MispException(
        "MISP `" + rest.name() + "` didn't block event " + uuid + ": is it a valid UUID?");
  }

  /** An edit replaces all entries of a list, so the old ones are sent along. */
  void addToWarninglist(String id, Collection<String> values) {
    Map<String, @Nullable Object> list = warninglist(id);
    if (list.isEmpty())
      throw new MispException("MISP `" + rest.name() + "` has no warninglist " + id + ".");
    List<String> lines = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>();
    for (Map<String, @Nullable Object> entry : Answers.maps(list.get("WarninglistEntry"))) {
      String comment = Answers.text(entry.get("comment"));
      String value = Answers.text(entry.get("value"));
      known.add(value);
      lines.add(comment.isEmpty() ? value : value + "#" + comment);
    }
    Set<String> added = new LinkedHashSet<>(values);
    added.removeAll(known);
    if (added.isEmpty()) return;
    lines.addAll(added);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    for (String key : List.of("name", "type", "description", "category")) {
      body.put(key, list.get(key));
    }
    body.put("entries", String.join("\n", lines));
    body.put(
        "matching_attributes",
        Answers.maps(list.get("WarninglistType")).stream().map(t -> t.get("type")).toList());
    rest.set("/warninglists/edit/" + MispRest.part(id), body);
    Set<String> stored = new LinkedHashSet<>();
    for (Map<String, @Nullable Object> entry :
        Answers.maps(warninglist(id).get("WarninglistEntry"))) {
      stored.add(Answers.text(entry.get("value")));
    }
    added.removeAll(stored);
    if (!added.isEmpty()) {
      throw new MispException(
          "MISP `"
              + rest.name()
              + "` didn't take "
              + String.join(", ", added)
              + " into warninglist "
              + id
              + ".");
    }
  }

  private Map<String, @Nullable Object> warninglist(String id) {
    Object found = rest.find("/warninglists/view/" + MispRest.part(id) + ".json");
    return Answers.map(Answers.map(found).get("Warninglist"));
  }

  /** Index → what MISP said. */
  Map<Integer, String> addSightings(List<MispElement> attributes, String type, String source) {
    Map<Integer, String> refused = new TreeMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      MispElement attribute = attributes.get(i);
      Map<String, @Nullable Object> body = new LinkedHashMap<>();
      body.put("type", type);
      if (!source.isEmpty()) body.put("source", source);
      try {
        String path = "/sightings/add/" + MispRest.part(MispEdits.id(attribute));
        Map<String, @Nullable Object> answer = rest.add(path, body);
        if (Answers.map(answer.get("Sighting")).isEmpty())
          refused.put(i, Answers.text(answer.get("message")));
      } catch (MispException e) {
        refused.put(i, String.valueOf(e.getMessage()));
      }
    }
    return refused;
  }

  void addAnalystData(
      String type, String objectType, String objectUuid, Map<String, @Nullable Object> fields) {
    String path =
        "/analyst_data/add/"
            + MispRest.part(type)
            + "/"
            + MispRest.part(objectUuid)
            + "/"
            + MispRest.part(objectType);
    Map<String, @Nullable Object> answer = rest.add(path, Map.of(type, fields));
    Map<String, @Nullable Object> stored = Answers.map(answer.get(type));
    if (!objectUuid.equalsIgnoreCase(Answers.text(stored.get("object_uuid")))) {
      throw new MispException(
          "MISP `"
              + rest.name()
              + "` didn't say that the "
              + type
              + " is stored with "
              + objectType
              + " "
              + objectUuid
              + ".");
    }
  }
}
