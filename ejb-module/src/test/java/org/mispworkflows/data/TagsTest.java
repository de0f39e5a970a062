package org.mispworkflows.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mispworkflows.spi.Locality;
import org.mispworkflows.spi.PathFilter;
import org.mispworkflows.spi.PathFilters;

class TagsTest {

  private final Map<String, @Nullable Object> data =
      CoreFormat.relinked(
          map(
              Json.parse(
                  """
                  {"Event": {"id": "7", "_AttributeFlattened": [], "Tag": [{"name": "osint"}],
                    "Attribute": [
                      {"id": "11", "type": "ip-dst", "value": "8.8.8.8", "Tag": [{"name": "own"}]},
                      {"id": "12", "type": "url", "value": "http://a.test"}]}}
                  """)));

  private static Map<String, @Nullable Object> map(@Nullable Object tree) {
    return Objects.requireNonNull(Json.map(tree));
  }

  private Map<String, @Nullable Object> eventSeenThrough(
      String selector, String path, String value) {
    PathFilter filter =
        new PathFilter(
            List.of(ParsedPath.parse(selector)), ParsedPath.parse(path), "equals", value);
    return map(Filtered.view(data, PathFilters.NONE.with("A", filter)).get("Event"));
  }

  private List<String> allTags(int attribute) {
    Object all = ParsedPath.parse("Event.Attribute." + attribute + "._allTags").extract(data);
    return Loose.values(all).stream().map(tag -> Loose.text(Loose.child(tag, "name"))).toList();
  }

  @Test
  void attributes_that_a_filter_hides_inherit_a_new_tag_too() {
    Map<String, @Nullable Object> event =
        eventSeenThrough("Event._AttributeFlattened.{n}", "type", "url");
    assertThat(Loose.values(event.get("_AttributeFlattened"))).hasSize(1);
    Tags.add(event, List.of("new"), Locality.LOCAL, "");
    Tags.refreshAll(event);
    assertThat(allTags(0)).containsExactly("osint", "new", "own");
    assertThat(allTags(1)).containsExactly("osint", "new");
  }

  @Test
  void tags_that_a_filter_hides_stay_among_all_tags() {
    Map<String, @Nullable Object> event = eventSeenThrough("Event.Tag.{n}", "name", "none");
    assertThat(Tags.names(event)).isEmpty();
    Map<String, @Nullable Object> attribute =
        map(ParsedPath.parse("Event._AttributeFlattened.0").get(Map.of("Event", event)));
    Tags.remove(attribute, List.of("own"), Locality.ANY);
    Tags.refresh(event, attribute);
    assertThat(allTags(0)).containsExactly("osint");
  }
}
