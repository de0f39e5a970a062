package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/**
 * {@code /tags}: the catalogue. MISP ignores {@code limit} and {@code page} here and always gives
 * all that is found.
 */
final class StubTagIndex {

  private final StubWorld world;

  StubTagIndex(StubWorld world) {
    this.world = world;
  }

  void register(StubRoutes routes) {
    routes
        .any("tags/index", this::index)
        .any("tags/search", this::search)
        .get("tags/view", this::view)
        .post("tags/add", this::add);
  }

  private StubAnswer index(StubRequest request) {
    StubSearch search =
        new StubSearch(
            world,
            request,
            Set.of("searchall", "name", "filter", "search", "exclude_statistics", "limit", "page"));
    boolean counts = !search.asks("exclude_statistics");
    Map<String, Integer> onEvents = counts ? counts(false) : Map.of();
    Map<String, Integer> onAttributes = counts ? counts(true) : Map.of();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> tag : world.tags().all()) {
      String name = StubTree.text(tag, "name").toLowerCase(Locale.ROOT);
      if (!search.contains("searchall", name)
          || !isNamed(request, "name", name)
          || !isNamed(request, "filter", name)
          || !isNamed(request, "search", name)) continue;
      rows.add(row(tag, counts, onEvents, onAttributes));
    }
    rows.sort(Comparator.comparing(row -> StubTree.text(row, "name")));
    return StubAnswer.of(StubTree.of("Tag", rows));
  }

  private static boolean isNamed(StubRequest request, String filter, String name) {
    Object wanted = request.parameter(filter);
    return wanted == null || Loose.text(wanted).toLowerCase(Locale.ROOT).equals(name);
  }

  private Map<String, @Nullable Object> row(
      Map<String, @Nullable Object> tag,
      boolean counts,
      Map<String, Integer> onEvents,
      Map<String, Integer> onAttributes) {
    Map<String, @Nullable Object> row = StubTree.without(tag);
    String name = StubTree.text(tag, "name");
    row.put("favourite", false);
    world
        .tags()
        .taxonomy(name)
        .ifPresent(
            taxonomy -> {
              Map<String, @Nullable Object> shown = StubTree.without(taxonomy);
              shown.put("expanded", world.tags().expanded(name));
              row.put("Taxonomy", shown);
            });
    if (counts) {
      String id = StubTree.text(tag, "id");
      row.put("count", onEvents.getOrDefault(id, 0));
      row.put("attribute_count", onAttributes.getOrDefault(id, 0));
    }
    return row;
  }

  /** How many events or attributes have each tag. */
  private Map<String, Integer> counts(boolean attributes) {
    Map<String, Integer> counts = new HashMap<>();
    for (StubEvent event : world.events()) {
      List<StubTagged> elements = new ArrayList<>();
      if (attributes) elements.addAll(event.attributes());
      else elements.add(event);
      for (StubTagged element : elements)
        for (StubTagged.Link link : element.tags()) counts.merge(link.tagId(), 1, Integer::sum);
    }
    return counts;
  }

  /** Finds whole names only, whatever its name says. */
  private StubAnswer search(StubRequest request) {
    List<@Nullable Object> found = new ArrayList<>();
    for (String name :
        StubTree.texts(request.body() == null ? request.argument(0) : request.parameter("tag")))
      world.tags().named(name).ifPresent(tag -> found.add(StubTree.of("Tag", tag)));
    return StubAnswer.of(found);
  }

  private StubAnswer view(StubRequest request) {
    Map<String, @Nullable Object> tag =
        world
            .tags()
            .byId(request.argument(0))
            .orElseThrow(() -> new StubRefusal(405, "Invalid Tag"));
    Map<String, @Nullable Object> view = StubTree.without(tag);
    view.put("count", counts(false).getOrDefault(request.argument(0), 0));
    view.put("attribute_count", counts(true).getOrDefault(request.argument(0), 0));
    return StubAnswer.of(view);
  }

  private StubAnswer add(StubRequest request) {
    request.user().mustHave("perm_tag_editor");
    Map<String, @Nullable Object> fields = request.fields("Tag");
    String name = StubTree.text(fields, "name");
    if (name.isEmpty()) throw new StubRefusal(405, "Could not add the Tag. [name]: valueNotEmpty");
    Map<String, @Nullable Object> tag =
        world
            .tags()
            .named(name)
            .orElseGet(
                () -> {
                  Map<String, @Nullable Object> created = world.tags().create(name);
                  if (fields.get("colour") != null) created.put("colour", fields.get("colour"));
                  created.put("local_only", Loose.truthy(fields.get("local_only")));
                  return created;
                });
    return StubAnswer.of(StubTree.of("Tag", tag));
  }
}
