package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** {@code /warninglists}. */
final class StubWarninglists {

  private final StubWorld world;

  StubWarninglists(StubWorld world) {
    this.world = world;
  }

  void register(StubRoutes routes) {
    routes
        .any("warninglists/index", this::index)
        .get("warninglists/view", this::view)
        .get("warninglists/export", this::export)
        .post("warninglists/edit", this::edit)
        .post("warninglists/add", this::add)
        .post("warninglists/import", this::importList)
        .post("warninglists/toggleenable", this::toggle)
        .post("warninglists/checkvalue", this::check);
  }

  private StubAnswer index(StubRequest request) {
    StubSearch search = new StubSearch(world, request, Set.of("value", "enabled", "page"));
    Object enabled = request.parameter("enabled");
    List<@Nullable Object> rows = new ArrayList<>();
    for (StubWarninglist list : world.warninglists())
      if (search.contains("value", list.name())
          && (enabled == null || Loose.truthy(enabled) == list.isEnabled()))
        rows.add(0, StubTree.of("Warninglist", list.row()));
    return StubAnswer.of(StubTree.of("Warninglists", rows));
  }

  private StubWarninglist list(StubRequest request) {
    return world.warninglists().stream()
        .filter(list -> list.id().equals(request.argument(0)))
        .findFirst()
        .orElseThrow(() -> new StubRefusal(404, "Invalid Warninglist."));
  }

  private StubAnswer view(StubRequest request) {
    StubWarninglist list = list(request);
    Map<String, @Nullable Object> view = StubTree.without(list.fields());
    view.put("WarninglistEntry", list.entries());
    view.put("WarninglistType", list.types());
    return StubAnswer.of(StubTree.of("Warninglist", view));
  }

  private StubAnswer export(StubRequest request) {
    StubWarninglist list = list(request);
    Map<String, @Nullable Object> export =
        StubTree.pick(list.fields(), "name", "type", "version", "description");
    export.put("matching_attributes", list.typeNames());
    export.put("list", list.values());
    return StubAnswer.of(export);
  }

  /** Replaces all entries, and the types if they are given. */
  private StubAnswer edit(StubRequest request) {
    request.user().mustHave("perm_warninglist");
    StubWarninglist list = list(request);
    if (list.isDefault()) throw new StubRefusal(404, "Invalid Warninglist.");
    Map<String, @Nullable Object> fields = request.fields("Warninglist");
    for (String field : List.of("name", "type", "description", "category"))
      if (fields.containsKey(field)) list.fields().put(field, fields.get(field));
    long version = Loose.integer(list.fields().get("version")) + 1;
    list.fields().put("version", Long.toString(version));
    boolean entries = fields.containsKey("entries");
    boolean types = fields.containsKey("matching_attributes");
    if (entries) enter(list, StubTree.text(fields, "entries").lines().toList());
    if (types) type(list, StubTree.texts(fields.get("matching_attributes")));
    Map<String, @Nullable Object> head = StubTree.without(list.fields());
    head.put("version", version);
    if (types) head.put("matching_attributes", fields.get("matching_attributes"));
    return StubAnswer.of(
        StubTree.of(
            "Warninglist",
            head,
            "WarninglistEntry",
            list.entries().stream().map(e -> StubTree.pick(e, "value", "comment")).toList(),
            "WarninglistType",
            list.types().stream().map(t -> types ? StubTree.pick(t, "type") : t).toList()));
  }

  private void enter(StubWarninglist list, List<String> values) {
    list.entries().clear();
    for (String value : values)
      if (!value.isBlank())
        list.entries()
            .add(
                StubTree.of(
                    "id",
                    world.nextId("WarninglistEntry"),
                    "value",
                    value.strip(),
                    "warninglist_id",
                    list.id(),
                    "comment",
                    null));
  }

  private void type(StubWarninglist list, List<String> types) {
    list.types().clear();
    for (String type : types)
      list.types()
          .add(
              StubTree.of(
                  "id",
                  world.nextId("WarninglistType"),
                  "type",
                  type,
                  "warninglist_id",
                  list.id()));
  }

  private StubWarninglist create(Map<String, @Nullable Object> fields, List<String> entries) {
    StubWarninglist list =
        new StubWarninglist(
            StubTree.of(
                "id",
                world.nextId("Warninglist"),
                "name",
                fields.get("name"),
                "type",
                fields.get("type"),
                "description",
                fields.get("description"),
                "version",
                "1",
                "enabled",
                Loose.truthy(fields.get("enabled")),
                "default",
                false,
                "category",
                Objects.requireNonNullElse(fields.get("category"), "false_positive")),
            0);
    enter(list, entries);
    type(list, StubTree.texts(fields.get("matching_attributes")));
    world.warninglists().add(list);
    return list;
  }

  private StubAnswer add(StubRequest request) {
    request.user().mustHave("perm_warninglist");
    Map<String, @Nullable Object> fields = request.fields("Warninglist");
    StubWarninglist list = create(fields, StubTree.text(fields, "entries").lines().toList());
    return StubAnswer.of(StubTree.of("Warninglist", list.fields()));
  }

  private StubAnswer importList(StubRequest request) {
    request.user().mustHave("perm_warninglist");
    StubWarninglist list = create(request.map(), StubTree.texts(request.map().get("list")));
    return StubAnswer.saved(
        "Warninglist imported", "/warninglists/import", Long.parseLong(list.id()));
  }

  private StubAnswer toggle(StubRequest request) {
    request.user().mustHave("perm_warninglist");
    Map<String, @Nullable Object> fields = request.map();
    boolean enabled = Loose.truthy(fields.get("enabled"));
    List<String> ids = StubTree.texts(fields.get("id"));
    String part = StubTree.text(fields, "name").replace("%", "").toLowerCase(Locale.ROOT);
    int toggled = 0;
    for (StubWarninglist list : world.warninglists()) {
      boolean named = !part.isEmpty() && list.name().toLowerCase(Locale.ROOT).contains(part);
      if (!named && !ids.contains(list.id())) continue;
      list.fields().put("enabled", enabled);
      toggled++;
    }
    return StubAnswer.of(
        StubTree.of(
            "saved",
            true,
            "success",
            toggled + " warninglist(s) " + (enabled ? "enabled" : "disabled")));
  }

  private StubAnswer check(StubRequest request) {
    Object body = request.body();
    Map<String, @Nullable Object> map = Json.map(body);
    if (map != null && !map.containsKey("value")) throw StubRefusal.internalError();
    List<String> values = StubTree.texts(map == null ? body : map.get("value"));
    Map<String, @Nullable Object> hits = StubTree.of();
    for (String value : values) {
      List<@Nullable Object> lists = new ArrayList<>();
      for (StubWarninglist list : world.warninglists())
        if (list.isEnabled())
          list.match(value)
              .ifPresent(
                  match ->
                      lists.add(
                          StubTree.of("id", list.id(), "name", list.name(), "matched", match)));
      if (!lists.isEmpty()) hits.put(value, lists);
    }
    return StubAnswer.of(hits.isEmpty() ? List.of() : hits);
  }
}
