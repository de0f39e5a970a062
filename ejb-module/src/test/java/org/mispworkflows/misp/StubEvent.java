package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event with all that is in it. */
final class StubEvent extends StubTagged {

  private static final String[] COLUMNS = {
    "id",
    "orgc_id",
    "org_id",
    "date",
    "threat_level_id",
    "info",
    "published",
    "uuid",
    "analysis",
    "timestamp",
    "distribution",
    "proposal_email_lock",
    "locked",
    "publish_timestamp",
    "sharing_group_id",
    "disable_correlation",
    "extends_uuid",
    "protected",
    "event_creator_email"
  };

  private final int unlisted;
  private final List<StubAttribute> attributes = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> objects = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> proposals = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> sightings = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> reports = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> related = new ArrayList<>();

  /**
   * From a record that has all columns.
   *
   * @param unlisted how many attributes it has that no recording shows
   */
  StubEvent(Map<String, @Nullable Object> record, int unlisted) {
    super(StubTree.pick(record, COLUMNS));
    if (fields().size() != COLUMNS.length)
      throw new IllegalArgumentException("not all columns of an event: " + record.keySet());
    this.unlisted = unlisted;
  }

  @Override
  String kind() {
    return "Event";
  }

  /** Its attributes and those of its objects, by id, deleted ones too. */
  List<StubAttribute> attributes() {
    return attributes;
  }

  /** The columns of its objects. */
  List<Map<String, @Nullable Object>> objects() {
    return objects;
  }

  List<Map<String, @Nullable Object>> proposals() {
    return proposals;
  }

  List<Map<String, @Nullable Object>> sightings() {
    return sightings;
  }

  List<Map<String, @Nullable Object>> reports() {
    return reports;
  }

  /** The heads of the events that it correlates with; the stub itself correlates nothing. */
  List<Map<String, @Nullable Object>> related() {
    return related;
  }

  long attributeCount() {
    return unlisted + attributes.stream().filter(attribute -> !attribute.isDeleted()).count();
  }

  Optional<StubAttribute> attribute(String idOrUuid) {
    return attributes.stream()
        .filter(a -> a.id().equals(idOrUuid) || a.uuid().equals(idOrUuid))
        .findFirst();
  }

  Optional<Map<String, @Nullable Object>> object(String idOrUuid) {
    return objects.stream()
        .filter(
            object ->
                StubTree.text(object, "id").equals(idOrUuid)
                    || StubTree.text(object, "uuid").equals(idOrUuid))
        .findFirst();
  }

  /** The attributes of an object that aren't deleted. */
  List<StubAttribute> ofObject(String objectId) {
    return attributes.stream()
        .filter(a -> a.text("object_id").equals(objectId) && !a.isDeleted())
        .toList();
  }
}
