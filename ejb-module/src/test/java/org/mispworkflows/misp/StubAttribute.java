package org.mispworkflows.misp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attribute, in an object or not. */
final class StubAttribute extends StubTagged {

  private static final String[] COLUMNS = {
    "id",
    "event_id",
    "object_id",
    "object_relation",
    "category",
    "type",
    "to_ids",
    "uuid",
    "timestamp",
    "distribution",
    "sharing_group_id",
    "comment",
    "deleted",
    "disable_correlation",
    "first_seen",
    "last_seen",
    "value"
  };

  /** From a record that has all columns. */
  StubAttribute(Map<String, @Nullable Object> record) {
    super(StubTree.pick(record, COLUMNS));
    if (fields().size() != COLUMNS.length)
      throw new IllegalArgumentException("not all columns of an attribute: " + record.keySet());
  }

  @Override
  String kind() {
    return "Attribute";
  }

  String value() {
    return text("value");
  }

  boolean isDeleted() {
    return Boolean.TRUE.equals(fields().get("deleted"));
  }

  boolean isInObject() {
    return !text("object_id").equals("0");
  }

  /** The columns with the value in its two halves, as some answers have it. */
  Map<String, @Nullable Object> halved() {
    Map<String, @Nullable Object> record = StubTree.pick(fields(), COLUMNS);
    String[] halves = text("type").contains("|") ? value().split("\\|", 2) : new String[] {value()};
    record.put("value1", halves[0]);
    record.put("value2", halves.length > 1 ? halves[1] : "");
    return record;
  }
}
