package org.mispworkflows.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/**
 * The EAR as it is shipped, on the server as it is configured: does it start, answer, and hand out
 * what it was given?
 */
@ArquillianTest
@RunAsClient
class ServerIT {
  private static final String WORKFLOWS = "/api/v1/workflows";

  @Deployment(testable = false)
  static EnterpriseArchive deployment() {
    return Deployments.application();
  }

  @Test
  void isAliveWithoutCredentials() throws Exception {
    HttpResponse<String> answer = Server.get("/health/live");

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void a_blueprint_that_is_imported_and_saved_comes_out_as_it_went_in() throws Exception {
    for (JsonNode blueprint : Graphs.blueprints()) {
      ObjectNode workflow = Flow.JSON.createObjectNode().put("name", "There and back again");
      workflow.put("triggerId", "event-publish").set("data", blueprint);
      JsonNode imported =
          Api.expect(201, Server.sendAsAdmin("POST", WORKFLOWS, workflow.toString()));
      String path = WORKFLOWS + "/" + imported.get("id").asLong();
      assertThat(savedAndExported(path, blueprint)).hasValue(blueprint.toString());
      Api.expect(204, Server.sendAsAdmin("DELETE", path, ""));
    }
  }

  @Test
  void a_graph_that_is_accepted_comes_out_as_it_went_in() throws Exception {
    Map<String, List<JsonNode>> byTrigger =
        Graphs.observed().stream().collect(Collectors.groupingBy(Graphs::trigger));
    int accepted = 0;
    for (String trigger : byTrigger.keySet()) {
      if (trigger.isEmpty()) continue; // always refused
      try (Flow.Created workflow = Flow.on(trigger).create("There and back again")) {
        for (JsonNode graph : byTrigger.getOrDefault(trigger, List.of())) {
          Optional<String> exported = savedAndExported(WORKFLOWS + "/" + workflow.id(), graph);
          if (exported.isEmpty()) continue;
          assertThat(exported).hasValue(graph.toString());
          accepted++;
        }
      }
    }
    assertThat(accepted).isGreaterThan(500);
  }

  /** Saves a graph and reads it back; empty when it is refused for its errors. */
  private static Optional<String> savedAndExported(String path, JsonNode graph) throws Exception {
    ObjectNode change = Flow.JSON.createObjectNode();
    change.set("data", graph);
    HttpResponse<String> saved = Server.sendAsAdmin("PUT", path, change.toString());
    if (saved.statusCode() != 200) {
      JsonNode findings = Api.expect(422, saved).get("findings");
      assertThat(findings.findValuesAsText("severity")).contains("error");
      return Optional.empty();
    }
    return Optional.of(Api.expect(200, Server.getAsAdmin(path)).get("data").toString());
  }

  @Test
  void a_workflow_is_exported_as_text_to_draw_a_diagram_from() throws Exception {
    Flow flow = Flow.on("event-publish").action(2, "stop-execution", Map.of());
    try (Flow.Created workflow = flow.connect(1, 1, 2).create("Diagram")) {
      String path = WORKFLOWS + "/" + workflow.id() + "?format=";
      HttpResponse<String> mermaid = Server.getAsAdmin(path + "mermaid");
      assertThat(mermaid.body())
          .isEqualTo("flowchart LR\n    1{{\"event-publish\"}} --> 2[\"stop-execution\"]\n");
      assertThat(mermaid.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
      assertThat(Server.getAsAdmin(path + "dot").body())
          .isEqualTo(
              """
              digraph G {
                {
                  1 [margin="0", shape="diamond", label="event-publish"]
                  2 [margin="0", shape="box", label="stop-execution"]
                }
                  1 -> 2 []
              }""");
      JsonNode refused = Api.expect(400, Server.getAsAdmin(path + "png"));
      assertThat(refused.at("/violations/0/message").asText()).contains("mermaid or dot");
    }
  }

  private static HttpResponse<String> catalogue(String path) throws Exception {
    return Server.getAsAdmin("/api/v1/catalogues/" + path);
  }

  private static List<String> labels(JsonNode answer) {
    return answer.get("items").findValuesAsText("label");
  }

  @Test
  void a_parameter_says_where_its_values_come_from() throws Exception {
    JsonNode module = Api.expect(200, Server.getAsAdmin("/api/v1/modules/tag-if"));
    assertThat(module.findValuesAsText("catalogue")).containsExactly("", "", "tags", "clusters");
  }

  @Test
  void a_list_that_nothing_is_set_up_for_is_a_conflict_that_says_what_to_do() throws Exception {
    JsonNode tags = Api.expect(409, catalogue("tags"));
    assertThat(tags.get("detail").asText()).contains("POST /api/v1/instances");
    JsonNode modules = Api.expect(503, catalogue("modules")); // set up, but nobody is there
    assertThat(modules.get("detail").asText()).contains("The misp-modules service at");
    JsonNode unknown = Api.expect(404, catalogue("none"));
    assertThat(unknown.get("detail").asText()).contains("tags, clusters, organisations");
    JsonNode users = Api.expect(200, catalogue("users"));
    assertThat(labels(users)).startsWith("All accounts", "All admins").contains("admin@admin.test");
  }

  @Test
  void a_long_list_of_misp_is_searched_here_and_travels_a_page_at_a_time() throws Exception {
    try (LongLists misp = LongLists.start()) {
      JsonNode first = Api.expect(200, catalogue("tags"));
      assertThat(first.get("total").asInt()).isEqualTo(LongLists.TAGS);
      assertThat(first.get("items")).hasSize(50);
      HttpResponse<String> answer = catalogue("tags?q=TAG%20999&page=2&size=5");
      JsonNode found = Api.expect(200, answer);
      assertThat(labels(found)).hasSize(5).allMatch(tag -> tag.contains("999"));
      assertThat(found.get("total").asInt()).isEqualTo(95);
      assertThat(answer.body()).hasSizeLessThan(1_000);
      Api.expect(400, catalogue("tags?size=201"));
      JsonNode stored = Api.expect(200, catalogue("custom-warninglists?values=4711&values=87"));
      assertThat(labels(stored)).containsExactly("4711", "Own infrastructure");

      misp.stop();
      assertThat(labels(Api.expect(200, catalogue("tags?q=tag%3D%2242%22"))))
          .containsExactly("long-list:tag=\"42\"");
      HttpResponse<String> away = catalogue("organisations");
      assertThat(Api.expect(503, away).get("detail").asText())
          .startsWith("MISP `Long lists` can't be reached: nobody answers at 127.0.0.1");
      assertThat(away.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(away.headers().firstValue("Retry-After")).hasValue("15");
    }
  }
}
