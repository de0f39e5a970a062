package org.mispworkflows.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.PathFilter;
import org.mispworkflows.spi.PathFilters;

/** The law of filtered views, over trees and filters of any kind. */
class FilteredPropertyTest {

  @Property(seed = "5001", tries = 4000)
  void a_view_shows_what_passes_or_is_not_selected_and_nothing_else(
      @ForAll("maps") Map<String, @Nullable Object> tree, @ForAll("filters") PathFilters filters) {
    Map<String, @Nullable Object> data = RandomTrees.copyOf(tree);
    Map<String, @Nullable Object> expected = RandomTrees.copyOf(tree);
    for (PathFilter filter : filters.byLabel().values()) expected = shownBy(filter, expected);

    Map<String, @Nullable Object> view = Filtered.view(data, filters);

    assertThat(view).isEqualTo(expected).hasSameHashCodeAs(expected);
    assertThat(expected).isEqualTo(view);
    assertThat(view.keySet()).containsExactlyElementsOf(expected.keySet());
    assertThat(data).isEqualTo(tree);
    if (expected.equals(tree)) assertThat(view).isSameAs(data);
  }

  @Property(seed = "5002", tries = 100)
  void without_a_filter_a_view_is_the_data_itself(
      @ForAll("maps") Map<String, @Nullable Object> tree) {
    assertThat(Filtered.view(tree, PathFilters.NONE)).isSameAs(tree);
  }

  @Property(seed = "5003", tries = 4000)
  void what_was_written_through_a_view_is_read_back_and_no_view_is_stored(
      @ForAll("maps") Map<String, @Nullable Object> tree,
      @ForAll("filters") PathFilters filters,
      @ForAll("changes") List<TreeChange> changes) {
    Map<String, @Nullable Object> data = RandomTrees.copyOf(tree);
    Map<String, @Nullable Object> view = Filtered.view(data, filters);
    Map<String, @Nullable Object> model = RandomTrees.copyOf(view);

    for (TreeChange change : changes) {
      change.applyTo(view, model);

      assertThat(view).as("%s", change).isEqualTo(model);
      assertThat(model).as("%s", change).isEqualTo(view);
    }
    assertThat(viewsIn(data)).isEmpty();
    assertThat(Filtered.view(data, PathFilters.NONE)).isSameAs(data);
  }

  @Property(seed = "5004", tries = 3000)
  void what_is_hidden_stays_in_its_order_whatever_is_done_to_its_neighbours(
      @ForAll("events") Map<String, @Nullable Object> data,
      @ForAll("filtersOfEvents") PathFilters filters,
      @ForAll("changes") List<TreeChange> changes) {
    Map<String, @Nullable Object> view = Filtered.view(data, filters);
    Map<String, @Nullable Object> model = RandomTrees.copyOf(view);
    List<Object> hidden = new ArrayList<>(attributesOf(data));
    hidden.removeAll(attributesOf(view));

    for (TreeChange change : changes) change.applyBelow(List.of("Event"), view, model);

    Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(hidden);
    assertThat(without(set, data)).isEqualTo(model);
    List<Object> stillThere = new ArrayList<>(attributesOf(data));
    stillThere.removeIf(attribute -> !set.contains(attribute));
    assertThat(stillThere).usingElementComparator(FilteredPropertyTest::identity).isEqualTo(hidden);
  }

  @Property(seed = "5005", tries = 1000)
  void putting_what_was_read_changes_nothing(
      @ForAll("maps") Map<String, @Nullable Object> tree, @ForAll("filters") PathFilters filters) {
    Map<String, @Nullable Object> data = RandomTrees.copyOf(tree);
    Map<String, @Nullable Object> view = Filtered.view(data, filters);
    Map<String, @Nullable Object> before = RandomTrees.copyOf(view);

    putAgain(view);

    assertThat(data).isEqualTo(tree);
    assertThat(view).isEqualTo(before);
    assertThat(viewsIn(data)).isEmpty();
  }

  @Property(seed = "5006", tries = 2000)
  void a_path_edits_a_view_as_it_edits_a_tree(
      @ForAll("maps") Map<String, @Nullable Object> tree,
      @ForAll("filters") PathFilters filters,
      @ForAll("paths") ParsedPath path,
      @ForAll("trees") @Nullable Object value,
      @ForAll boolean insert) {
    Map<String, @Nullable Object> data = RandomTrees.copyOf(tree);
    Map<String, @Nullable Object> view = Filtered.view(data, filters);
    Map<String, @Nullable Object> model = RandomTrees.copyOf(view);

    if (insert) {
      PathEditor.insert(view, path, RandomTrees.copy(value));
      PathEditor.insert(model, path, RandomTrees.copy(value));
      assertThat(view).isEqualTo(model);
    } else {
      PathEditor.remove(view, path);
      PathEditor.remove(model, path);
      // what looks empty stays if something is hidden in it
      assertThat(withoutEmpty(view)).isEqualTo(withoutEmpty(model));
    }
    assertThat(viewsIn(data)).isEmpty();
  }

  /** A copy without what a filter hides, found by looking at every place of the tree. */
  private static Map<String, @Nullable Object> shownBy(
      PathFilter filter, Map<String, @Nullable Object> tree) {
    ParsedPath selector = ParsedPath.parse(filter.selectors().get(0).text());
    List<PathToken> tokens = new ArrayList<>();
    if (!selector.selectsAll()) tokens.addAll(selector.tokens());
    if (selector.isLiteral()) tokens.add(PathToken.EVERY);
    return Objects.requireNonNull(Json.map(shown(tree, tokens, filter)));
  }

  private static @Nullable Object shown(
      @Nullable Object tree, List<PathToken> tokens, PathFilter filter) {
    if (tokens.isEmpty() || tree == null || !Loose.isTree(tree)) return tree;
    List<PathToken> rest = tokens.subList(1, tokens.size());
    Map<String, @Nullable Object> seen = new LinkedHashMap<>();
    for (String key : Loose.keys(tree)) {
      Object child = Loose.child(tree, key);
      boolean reached = tokens.get(0).takes(key) && tokens.get(0).keeps(child);
      if (reached && rest.isEmpty() && !passes(filter, child)) continue;
      seen.put(key, reached ? shown(child, rest, filter) : child);
    }
    return tree instanceof Map ? seen : new ArrayList<>(seen.values());
  }

  private static boolean passes(PathFilter filter, @Nullable Object item) {
    return Condition.of(filter.operator())
        .filter(operator -> operator.passes(item, filter.path(), filter.value()))
        .isPresent();
  }

  private static void putAgain(Object container) {
    Map<String, @Nullable Object> map = Json.map(container);
    if (map != null) map.forEach(map::put);
    if (map != null) map.entrySet().forEach(entry -> entry.setValue(entry.getValue()));
    List<@Nullable Object> list = Json.list(container);
    for (int i = 0; list != null && i < list.size(); i++) list.set(i, list.get(i));
    for (Object child : Loose.values(container)) {
      if (child != null && Loose.isTree(child)) putAgain(child);
    }
  }

  private static List<Object> viewsIn(@Nullable Object tree) {
    List<Object> views = new ArrayList<>();
    if (tree instanceof Filtered) views.add(tree);
    for (Object child : Loose.values(tree)) views.addAll(viewsIn(child));
    return views;
  }

  private static List<Object> attributesOf(Map<String, @Nullable Object> data) {
    List<Object> attributes = new ArrayList<>();
    for (Object attribute : Loose.values(Loose.child(data.get("Event"), "Attribute"))) {
      if (attribute != null) attributes.add(Filtered.originOf(attribute));
    }
    return attributes;
  }

  private static @Nullable Object without(Set<Object> gone, @Nullable Object tree) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, child) -> {
            if (!gone.contains(child)) copy.put((String) key, without(gone, child));
          });
      return copy;
    }
    if (!(tree instanceof List<?> list)) return tree;
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object child : list) {
      if (!gone.contains(child)) copy.add(without(gone, child));
    }
    return copy;
  }

  private static @Nullable Object withoutEmpty(@Nullable Object tree) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    if (tree == null || !Loose.isTree(tree)) return tree;
    for (String key : Loose.keys(tree)) {
      Object child = withoutEmpty(Loose.child(tree, key));
      if (!Loose.isTree(child) || Loose.truthy(child)) kept.put(key, child);
    }
    return tree instanceof Map ? kept : new ArrayList<>(kept.values());
  }

  private static int identity(Object a, Object b) {
    return a == b ? 0 : 1;
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> maps() {
    return RandomTrees.maps();
  }

  @Provide
  Arbitrary<@Nullable Object> trees() {
    return RandomTrees.trees();
  }

  @Provide
  Arbitrary<ParsedPath> paths() {
    return RandomTrees.paths().map(ParsedPath::parse);
  }

  @Provide
  Arbitrary<List<TreeChange>> changes() {
    return TreeChange.any().list().ofMinSize(1).ofMaxSize(8);
  }

  @Provide
  Arbitrary<PathFilters> filters() {
    Arbitrary<String> selector =
        Arbitraries.frequencyOf(
            Tuple.of(
                4,
                Arbitraries.of(
                    "",
                    "{*}",
                    "{s}",
                    "{*}.{*}",
                    "{*}.{n}",
                    "{s}.{s}",
                    "{*}.{*}.{*}",
                    "Event.{*}",
                    "Event",
                    "{*}[name]",
                    "{n}",
                    "Tag.0",
                    "{*}.{n}.Tag")),
            Tuple.of(1, RandomTrees.paths()));
    return filters(selector, Arbitraries.of("", "", "name", "{*}", "{n}", "type", "Tag.{n}.name"));
  }

  @Provide
  Arbitrary<PathFilters> filtersOfEvents() {
    return filters(
        Arbitraries.of("Event.Attribute.{n}", "Event.Attribute", "Event.{s}.{n}"),
        Arbitraries.of("type", "Tag.{n}.name", "Tag"));
  }

  private static Arbitrary<PathFilters> filters(
      Arbitrary<String> selector, Arbitrary<String> path) {
    Arbitrary<String> operator =
        Arbitraries.of(
            Arrays.stream(Condition.values())
                .map(c -> c.name().toLowerCase(java.util.Locale.ROOT))
                .toList());
    Arbitrary<@Nullable Object> value =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.of("ip-src", "1", "tlp:red", "")),
            Tuple.of(1, RandomTrees.scalars()),
            Tuple.of(1, RandomTrees.scalars().list().ofMaxSize(3).map(list -> (Object) list)));
    Arbitrary<PathFilter> filter =
        Combinators.combine(
                selector, path, Arbitraries.oneOf(operator, Arbitraries.just("bogus")), value)
            .as(
                (s, p, o, v) ->
                    new PathFilter(List.of(ParsedPath.parse(s)), ParsedPath.parse(p), o, v));
    return Arbitraries.maps(Arbitraries.of("A", "B", "C"), filter)
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(LinkedHashMap::new)
        .map(PathFilters::new);
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> events() {
    Arbitrary<@Nullable Object> tag =
        Arbitraries.of("tlp:red", "tlp:green", "x").map(name -> mapOf("name", name));
    Arbitrary<@Nullable Object> attribute =
        Combinators.combine(
                Arbitraries.of("ip-src", "url", "1"),
                tag.list().ofMaxSize(2),
                RandomTrees.scalars())
            .as((type, tags, value) -> mapOf("type", type, "Tag", tags, "value", value));
    return attribute
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(
            attributes ->
                new LinkedHashMap<>(
                    Map.of("Event", mapOf("info", "x", "Attribute", new ArrayList<>(attributes)))));
  }

  private static Map<String, @Nullable Object> mapOf(@Nullable Object... entries) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2)
      map.put(String.valueOf(entries[i]), RandomTrees.copy(entries[i + 1]));
    return map;
  }
}
