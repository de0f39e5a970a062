package org.mispworkflows.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** Graphs as text; {@code ConformanceTest} holds more of them against MISP's, to the letter. */
class DiagramTest {

  private static @Nullable Object recorded(String file) {
    String path = "/misp/" + file + ".json.gz";
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(DiagramTest.class.getResourceAsStream(path), path))) {
      return Json.parse(in);
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  /** The icons that a live MISP lists for its modules, by their ids. */
  private static Map<String, String> icons() {
    Map<String, String> icons = new LinkedHashMap<>();
    for (String file : List.of("triggers", "moduleIndex-all")) {
      for (Object module : Loose.values(recorded(file)))
        icons.put(Loose.text(Loose.child(module, "id")), Loose.text(Loose.child(module, "icon")));
    }
    return icons;
  }

  @TestFactory
  Stream<DynamicTest> a_blueprint_is_drawn_as_a_live_misp_draws_it() {
    Map<String, String> icons = icons();
    Object call = Loose.values(recorded("workflowBlueprints-index")).iterator().next();
    Object index = Loose.child(Loose.child(call, "response"), "body");
    List<@Nullable Object> blueprints =
        Loose.values(index).stream().map(b -> Loose.child(b, "WorkflowBlueprint")).toList();
    assertThat(blueprints).hasSize(13);
    return blueprints.stream()
        .map(
            b ->
                DynamicTest.dynamicTest(
                    Loose.text(Loose.child(b, "name")),
                    () ->
                        assertThat(Mermaid.export(withIcons(Loose.child(b, "data"), icons)))
                            .isEqualTo(Loose.child(b, "mermaid"))));
  }

  private static Graph withIcons(@Nullable Object nodes, Map<String, String> icons) {
    for (Object node : Loose.values(nodes)) {
      Map<String, @Nullable Object> data =
          Objects.requireNonNull(Json.map(Loose.child(node, "data")));
      data.put("module_data", Map.of("icon", icons.getOrDefault(Loose.text(data.get("id")), "")));
    }
    return Graph.of(nodes);
  }

  @Test
  void an_icon_is_of_the_brand_family_or_a_solid_one() {
    assertThat(List.of("aws", "bitcoin", "docker", "microsoft", "slack", "telegram"))
        .allMatch(BrandIcons::contains);
    assertThat(List.of("ban", "envelope", "tags", "mattermost", "no-such-icon", ""))
        .noneMatch(BrandIcons::contains);
  }

  @Test
  void dot_names_the_modules_as_stored_or_else_the_nodes() {
    Object tree =
        Json.parse(
            """
            [{"id": 1, "name": "Start", "data": {"id": "event-publish", "module_type": "trigger"},
              "outputs": {"output_1": {"connections": [{"node": "2"}, {"node": "9"}]}}},
             {"id": 2, "name": "Mine", "data": {"id": "tag-if", "module_type": "logic", "name": "IF :: Tag"}}]
            """);
    assertThat(Dot.export(Graph.of(tree)))
        .isEqualTo(
            """
            digraph G {
              {
                1 [margin="0", shape="diamond", label="Start"]
                2 [margin="0", shape="parallelogram", label="IF :: Tag"]
              }
                1 -> 2 []
                1 -> 9 []
            }""");
  }
}
