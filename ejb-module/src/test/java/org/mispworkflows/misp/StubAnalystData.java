package org.mispworkflows.misp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * {@code /analystData}: notes, opinions and relationships. No recording has any: this is what
 * MISP's source and users of its API say. The body must be wrapped in the name of its type, and 5
 * (as the event) is no distribution here.
 */
final class StubAnalystData {

  private static final List<String> TYPES = List.of("Note", "Opinion", "Relationship");
  private static final Map<String, String> REQUIRED =
      Map.of("Note", "note", "Opinion", "opinion", "Relationship", "related_object_uuid");

  private final StubWorld world;

  StubAnalystData(StubWorld world) {
    this.world = world;
  }

  void register(StubRoutes routes) {
    routes.post("analystdata/add", this::add).get("analystdata/index", this::index);
  }

  private static String type(StubRequest request) {
    if (!TYPES.contains(request.argument(0))) throw new StubRefusal(405, "Invalid type.");
    return request.argument(0);
  }

  private StubAnswer add(StubRequest request) {
    request.user().mustHave("perm_analyst_data");
    String type = type(request);
    Map<String, @Nullable Object> fields = Json.map(request.map().get(type));
    if (fields == null || !isValid(type, fields))
      return StubAnswer.notSaved("Could not add analyst_data", "/analyst_data/add", List.of());
    Map<String, @Nullable Object> data =
        StubTree.of(
            "id",
            world.nextId(type),
            "uuid",
            StubWorld.newUuid(),
            "object_uuid",
            request.passed().size() > 1 ? request.argument(1) : fields.get("object_uuid"),
            "object_type",
            request.passed().size() > 2 ? request.argument(2) : fields.get("object_type"),
            "authors",
            request.user().email(),
            "org_uuid",
            request.user().organisation().get("uuid"),
            "orgc_uuid",
            request.user().organisation().get("uuid"),
            "created",
            world.dateTime(),
            "modified",
            world.dateTime(),
            "distribution",
            "1",
            "sharing_group_id",
            null,
            "locked",
            false,
            "note_type",
            TYPES.indexOf(type),
            "note_type_name",
            type);
    fields.forEach((field, value) -> data.putIfAbsent(field, value));
    for (String field : List.of("authors", "distribution", "sharing_group_id"))
      if (fields.get(field) != null) data.put(field, fields.get(field));
    Map<String, @Nullable Object> own =
        StubTree.pick(request.user().organisation(), "id", "name", "uuid", "local");
    data.put("Org", own);
    data.put("Orgc", own);
    world.analystData().add(data);
    return StubAnswer.of(StubTree.of(type, data));
  }

  private static boolean isValid(String type, Map<String, @Nullable Object> fields) {
    Object distribution = fields.get("distribution");
    if (distribution != null && !"01234".contains(Loose.text(distribution))) return false;
    if (type.equals("Opinion")) {
      long opinion = Loose.integer(fields.get("opinion"));
      if (opinion < 0 || opinion > 100) return false;
    }
    return fields.get(REQUIRED.getOrDefault(type, type.toLowerCase(Locale.ROOT))) != null;
  }

  private StubAnswer index(StubRequest request) {
    String type = type(request);
    return StubAnswer.of(
        world.analystData().stream()
            .filter(data -> type.equals(data.get("note_type_name")))
            .map(data -> StubTree.of(type, data))
            .toList());
  }
}
