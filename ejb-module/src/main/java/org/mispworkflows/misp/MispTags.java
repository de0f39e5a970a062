package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  /** An element as it is stored, and its tags by lower-case name. */
  private record Stored(
      Map<String, @Nullable Object> fields, Map<String, Map<String, @Nullable Object>> tags) {

    String uuid() {
      return Answers.text(fields.get("uuid"));
    }

    /** Whether a tag is there with this locality. */
    boolean has(String tag, Locality locality) {
      Map<String, @Nullable Object> found = tags.get(tag.strip().toLowerCase(Locale.ROOT));
      if (found == null) return false;
      boolean local = Answers.flag(found.get("local"));
      return locality == Locality.ANY || local == (locality == Locality.LOCAL);
    }
  }

  void attach(MispElement element, List<String> tags, boolean local, String relationship) {
    Stored before = stored(element);
    List<String> missing = new ArrayList<>();
    for (String tag : tags) {
      if (!before.has(tag, Locality.ANY)) missing.add(tag);
    }
    if (missing.isEmpty()) return;
    String said =
        relationship.isEmpty()
            ? attach(before.uuid(), missing, local)
            : relate(element, before, missing, local, relationship);
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
              + (said.isEmpty() ? "." : ": " + said));
    }
  }

  private String attach(String uuid, List<String> tags, boolean local) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("uuid", uuid);
    body.put("tag", tags.size() == 1 ? tags.get(0) : tags);
    body.put("local", local);
    return Answers.text(rest.set("/tags/attachTagToObject", body).get("message"));
  }

  /** The call that attaches tags knows no relationships; an edit of the event does. */
  private String relate(
      MispElement element, Stored stored, List<String> tags, boolean local, String relationship) {
    List<Map<String, @Nullable Object>> related = new ArrayList<>();
    for (String tag : tags) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("name", tag);
      entry.put("local", local);
      entry.put("relationship_type", relationship);
      related.add(entry);
    }
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    String path = MispRest.part(stored.uuid());
    if (element.kind() == MispElement.Kind.EVENT) {
      event.put(TAG, related);
    } else {
      Map<String, @Nullable Object> attribute = MispEdits.edit(stored.fields(), Set.of());
      attribute.put(TAG, related);
      event.put("Attribute", List.of(attribute));
      path = MispRest.part(Answers.text(stored.fields().get("event_id")));
    }
    Map<String, @Nullable Object> answer = rest.set("/events/edit/" + path, Map.of("Event", event));
    if (!isRelated(Answers.map(answer.get("Event")), stored.uuid(), tags.get(0), relationship)) {
      throw new MispException(
          "MISP `" + rest.name() + "` didn't keep the relationship `" + relationship + "`.");
    }
    return "";
  }

  /** The answer to an edit is the stored event, whose tags come with their relationships. */
  private static boolean isRelated(
      Map<String, @Nullable Object> event, String uuid, String tag, String relationship) {
    List<Map<String, @Nullable Object>> elements = new ArrayList<>(List.of(event));
    elements.addAll(Answers.maps(event.get("Attribute")));
    for (Map<String, @Nullable Object> object : Answers.maps(event.get("Object"))) {
      elements.addAll(Answers.maps(object.get("Attribute")));
    }
    for (Map<String, @Nullable Object> element : elements) {
      if (!uuid.equals(Answers.text(element.get("uuid")))) continue;
      for (Map<String, @Nullable Object> there : Answers.maps(element.get(TAG))) {
        if (tag.strip().equalsIgnoreCase(Answers.text(there.get("name"))))
          return relationship.equals(Answers.text(there.get("relationship_type")));
      }
    }
    return false;
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
      rest.add("/tags/removeTagFromObject", body); // a second time it is not there
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
      found = rest.event(id);
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
    return new Stored(found, tags);
  }

  private static String kind(MispElement element) {
    return element.kind().name().toLowerCase(Locale.ROOT);
  }
}
