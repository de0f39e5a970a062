package org.mispworkflows.conformance;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.spi.MispConnection;

/**
 * A MISP that knows the records of a case's {@code db} and nothing else.
 *
 * @param db kind (events, attributes, objects, threads) → id → record
 */
public record RecordedMisp(@Nullable Object db) implements MispConnection {

  @Override
  public boolean connected() {
    return true;
  }

  @Override
  public Optional<Map<String, @Nullable Object>> event(String id) {
    return record("events", id);
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

  private Optional<Map<String, @Nullable Object>> record(String kind, String id) {
    Map<String, @Nullable Object> kinds = Json.map(db);
    Map<String, @Nullable Object> records = kinds == null ? null : Json.map(kinds.get(kind));
    return records == null
        ? Optional.empty()
        : Optional.ofNullable(Json.map(Trees.copy(records.get(id))));
  }
}
