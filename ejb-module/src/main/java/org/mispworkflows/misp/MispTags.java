package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.Locality;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispException;

/**
 * Tags of events and attributes. Each change is read back, since MISP reports some failures as
 * successes.
 */
final class MispTags {

  private static final String TAG = "Tag";

  private final MispRest rest;

  MispTags(MispRest rest) {
    this.rest = rest;
  }

  /** An element as it is stored: its UUID and its tags by lower-case name. */
  private record Stored(String uuid, Map<String, Map<String, @Nullable Object>> tags) {

    /** Whether a tag is there with this locality. */
    boolean has(String tag, Locality locality) {
      Map<String, @Nullable Object> found = tags.get(tag.strip().toLowerCase(Locale.ROOT));
      if (found == null) return false;
      boolean local = Answers.flag(found.get("local"));
      return locality == Locality.ANY || local == (locality == Locality.LOCAL);
    }

    String relationship(String tag) {
      Map<String, @Nullable Object> found = tags.get(tag.strip().toLowerCase(Locale.ROOT));
      return found == null ? "" : Answers.text(found.get("relationship_type"));
    }
  }

  void attach(MispElement element, List<String> tags, boolean local, String relationship) {
    Stored before = stored(element);
    List<String> missing = new ArrayList<>();
    for (String tag : tags) {
      if (!before.has(tag, Locality.ANY)) missing.add(tag);
    }
    if (missing.isEmpty()) return;
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("uuid", before.uuid());
    body.put("tag", missing.size() == 1 ? missing.get(0) : missing);
    body.put("local", local);
    Map<String, @Nullable Object> said = rest.set("/tags/attachTagToObject", body);
    if (!relationship.isEmpty()) relate(element, before.uuid(), missing, local, relationship);
    Stored after = stored(element);
    List<String> lost = new ArrayList<>();
    for (String tag : missing) {
      if (!after.has(tag, local ? Locality.LOCAL : Locality.GLOBAL)) lost.add(tag);
    }
    if (!lost.isEmpty()) {
      throw new MispException(
          "MISP `"
              + rest.name()
              + "` didn't attach "
              + String.join(", ", lost)
              + ": "
              + Answers.text(said.get("message")));
    }
    if (!relationship.isEmpty() && !after.relationship(missing.get(0)).equals(relationship)) {
      throw new MispException(
          "MISP `"
              + rest.name()
              + "` attached the tags, but didn't keep the relationship `"
              + relationship
              + "`.");
    }
  }

  /** The call that attaches tags knows no relationships; an edit of the element does. */
  private void relate(
      MispElement element, String uuid, List<String> tags, boolean local, String relationship) {
    List<Map<String, @Nullable Object>> related = new ArrayList<>();
    for (String tag : tags) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("name", tag);
      entry.put("local", local);
      entry.put("relationship_type", relationship);
      related.add(entry);
    }
    boolean event = element.kind() == MispElement.Kind.EVENT;
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put(event ? "Event" : "Attribute", Map.of(TAG, related));
    rest.set((event ? "/events/edit/" : "/attributes/edit/") + MispRest.part(uuid), body);
  }

  void detach(MispElement element, List<String> tags, Locality locality) {
    Stored before = stored(element);
    List<String> present = new ArrayList<>();
    for (String tag : tags) {
      if (before.has(tag, locality)) present.add(tag);
    }
    if (present.isEmpty()) return;
    for (String tag : present) {
      Map<String, @Nullable Object> body = new LinkedHashMap<>();
      body.put("uuid", before.uuid());
      body.put("tag", tag);
      rest.set("/tags/removeTagFromObject", body);
    }
    Stored after = stored(element);
    List<String> left = new ArrayList<>();
    for (String tag : present) {
      if (after.has(tag, locality)) left.add(tag);
    }
    if (!left.isEmpty()) {
      throw new MispException(
          "MISP `" + rest.name() + "` still has " + String.join(", ", left) + " there.");
    }
  }

  private Stored stored(MispElement element) {
    String id = MispEdits.id(element);
    Map<String, @Nullable Object> found;
    if (element.kind() == MispElement.Kind.EVENT) {
      Map<String, @Nullable Object> query = new LinkedHashMap<>();
      query.put("returnFormat", "json");
      query.put(id.contains("-") ? "uuid" : "eventid", id);
      query.put("metadata", 1);
      found = MispClient.firstEvent(rest.search("/events/restSearch", query));
    } else {
      Object answer = rest.find("/attributes/view/" + MispRest.part(id) + ".json");
      found = Answers.map(Answers.map(answer).get("Attribute"));
    }
    if (found.isEmpty())
      throw new MispException(
          "MISP `" + rest.name() + "` has no " + kind(element) + " " + id + ".");
    Map<String, Map<String, @Nullable Object>> tags = new TreeMap<>();
    for (Map<String, @Nullable Object> tag : Answers.maps(found.get(TAG))) {
      tags.put(Answers.text(tag.get("name")).toLowerCase(Locale.ROOT), tag);
    }
    return new Stored(Answers.text(found.get("uuid")), tags);
  }

  private static String kind(MispElement element) {
    return element.kind().name().toLowerCase(Locale.ROOT);
  }
}
