package org.mispworkflows.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.data.Json;

/** What comes in goes out: a graph is read and written without losing or changing anything. */
class GraphRoundTripTest {

  private static final ObjectMapper JACKSON = new ObjectMapper();

  static List<Path> blueprints() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "blueprints"))) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static Graph assertLossless(JsonNode original) throws IOException {
    Graph graph = Graph.of(Json.parse(original.toString()));
    assertThat(graph.malformed()).isEmpty();
    assertThat(JACKSON.readTree(Json.write(graph.stored())).toString())
        .isEqualTo(original.toString());
    return graph;
  }

  @Test
  void all_blueprints_of_the_public_collection_are_there() throws IOException {
    assertThat(blueprints()).hasSize(13);
  }

  @ParameterizedTest
  @MethodSource("blueprints")
  void a_blueprint_stays_as_it_was_published(Path file) throws IOException {
    JsonNode data = JACKSON.readTree(file.toFile()).at("/WorkflowBlueprint/data");
    assertThat(data.isArray()).isTrue();
    assertThat(assertLossless(data).nodes()).hasSameSizeAs(data);
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph_validation", "diagrams", "walks_scenarios", "walks_random"})
  void a_graph_that_misp_was_given_stays_as_it_was(String vectors) throws IOException {
    String path = "/conformance/" + vectors + ".json.gz";
    int nodes = 0;
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(GraphRoundTripTest.class.getResourceAsStream(path), path))) {
      for (JsonNode observed : JACKSON.readTree(in)) {
        JsonNode input = observed.get("input");
        JsonNode graph = input.has("graph") ? input.get("graph") : input.at("/workflow/data");
        nodes += assertLossless(graph).nodes().size();
      }
    }
    assertThat(nodes).isGreaterThan(100);
  }

  @Test
  void frames_unknown_keys_and_the_types_of_ids_are_kept() throws IOException {
    Graph graph =
        assertLossless(
            JACKSON.readTree(
                """
                {
                  "10": {"id": 10, "name": "Start", "colour": null, "pos_x": -12.5, "inputs": [],
                         "data": {"id": "event-publish", "module_type": "trigger", "note": {"a": [1, "1", 1.0]}},
                         "outputs": {"output_1": {"connections": [{"node": "2", "output": "input_1", "via": {}}]}}},
                  "2": {"id": "2", "name": "", "data": {"id": "later-than-us", "module_type": "action",
                        "indexed_params": []}, "outputs": []},
                  "_frames": {"f1": {"text": "drawn", "nodes": ["node-2"]}}
                }
                """));
    assertThat(graph.nodes()).extracting(GraphNode::id).containsExactly("10", "2");
    assertThat(graph.nodes()).extracting(GraphNode::storedId).containsExactly(10L, "2");
  }

  @Test
  void an_empty_graph_keeps_its_form() throws IOException {
    assertThat(assertLossless(JACKSON.readTree("[]")).nodes()).isEmpty();
    assertThat(assertLossless(JACKSON.readTree("{}")).nodes()).isEmpty();
    assertThat(assertLossless(JACKSON.readTree("{\"_frames\":[]}")).nodes()).isEmpty();
  }
}
