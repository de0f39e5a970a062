package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record with tags: an event or an attribute. */
abstract sealed class StubTagged permits StubEvent, StubAttribute {

  private final Map<String, @Nullable Object> fields;
  private final List<Link> tags = new ArrayList<>();

  StubTagged(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /**
   * A tag on something.
   *
   * @param id of the link itself
   * @param tagId of the tag
   * @param local whether it stays on this MISP
   * @param relationship to the tag; empty: none
   */
  record Link(String id, String tagId, boolean local, String relationship) {}

  /** What MISP calls this kind of record: Event. */
  abstract String kind();

  /** The columns, as JSON has them. */
  Map<String, @Nullable Object> fields() {
    return fields;
  }

  /** Its tags, in the order in which they came. */
  List<Link> tags() {
    return tags;
  }

  Optional<Link> tag(String tagId) {
    return tags.stream().filter(link -> link.tagId().equals(tagId)).findFirst();
  }

  String text(String field) {
    return StubTree.text(fields, field);
  }

  String id() {
    return text("id");
  }

  String uuid() {
    return text("uuid");
  }

  void set(String field, @Nullable Object value) {
    fields.put(field, value);
  }
}
