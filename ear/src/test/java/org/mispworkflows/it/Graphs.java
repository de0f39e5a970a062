package org.mispworkflows.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Graphs in MISP's form, from the resources of the engine's tests. */
final class Graphs {
  private static final Path RESOURCES =
      Path.of("..", "ejb-module", "src", "test", "resources").toAbsolutePath().normalize();

  private Graphs() {}

  /** The graphs that MISP's engine was observed with, each once. */
  static List<JsonNode> observed() throws IOException {
    Map<String, JsonNode> distinct = new LinkedHashMap<>();
    for (String vectors :
        List.of("graph_validation", "diagrams", "walks_scenarios", "walks_random")) {
      Path file = RESOURCES.resolve("conformance").resolve(vectors + ".json.gz");
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        for (JsonNode observed : Flow.JSON.readTree(in)) {
          JsonNode input = observed.get("input");
          JsonNode graph = input.has("graph") ? input.get("graph") : input.at("/workflow/data");
          distinct.put(graph.toString(), graph);
        }
      }
    }
    return List.copyOf(distinct.values());
  }

  /**
   * The blueprints of the public collection, which are lists of nodes; those without a trigger get
   * one, since a workflow needs it.
   */
  static List<JsonNode> blueprints() throws IOException {
    List<JsonNode> blueprints = new ArrayList<>();
    try (Stream<Path> files = Files.list(RESOURCES.resolve("blueprints"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        ArrayNode nodes =
            (ArrayNode) Flow.JSON.readTree(file.toFile()).at("/WorkflowBlueprint/data");
        if (trigger(nodes).isEmpty()) nodes.insert(0, start(nodes.get(0).get("id").asText()));
        blueprints.add(nodes);
      }
    }
    assertThat(blueprints).hasSize(13);
    return blueprints;
  }

  private static JsonNode start(String target) throws IOException {
    return Flow.JSON.readTree(
        """
        {"id": "start", "name": "Event Publish", "pos_x": 0.5, "unheard-of": {"kept": null},
         "data": {"id": "event-publish", "module_type": "trigger", "indexed_params": []},
         "outputs": {"output_1": {"connections": [{"node": "%s", "output": "input_1"}]}}}
        """
            .formatted(target));
  }

  /** The module of a graph's trigger node; empty when there is none. */
  static String trigger(JsonNode graph) {
    for (JsonNode node : graph) {
      if (node.at("/data/module_type").asText().equals("trigger"))
        return node.at("/data/id").asText();
    }
    return "";
  }
}
