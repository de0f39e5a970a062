package org.mispworkflows.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** Whatever comes in: a problem that says what is wrong and where, and never a stack trace. */
@ArquillianTest
@RunAsClient
class BadInputIT {
  private static final String TRIGGER = "/api/v1/triggers/event-publish";

  @Deployment(testable = false)
  static EnterpriseArchive deployment() {
    return Deployments.application();
  }

  private static JsonNode problem(int status, HttpResponse<String> answer) throws Exception {
    JsonNode problem = Api.expect(status, answer);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotBlank();
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("at org.");
    return problem;
  }

  private static String detail(int status, String path, String body) throws Exception {
    return problem(status, Server.sendAsAdmin("POST", path, body)).get("detail").asText();
  }

  @Test
  void nobody_gets_in_without_a_key() throws Exception {
    for (String path :
        new String[] {"triggers", "modules", "workflows", "runs", "triggers/event-publish"}) {
      HttpResponse<String> answer = Server.get("/api/v1/" + path);
      assertThat(problem(401, answer).get("detail").asText()).contains("Authorization");
    }
    HttpResponse<String> wrong =
        Server.send(Server.request("/api/v1/runs").header("Authorization", "x".repeat(40)));
    assertThat(problem(401, wrong).get("detail").asText()).contains("unknown");
  }

  @Test
  void an_unknown_trigger_run_or_workflow_is_404() throws Exception {
    assertThat(detail(404, "/api/v1/triggers/event-vanish", "{}")).contains("event-vanish");
    problem(404, Server.getAsAdmin("/api/v1/runs/987654321"));
    problem(404, Server.getAsAdmin("/api/v1/workflows/987654321"));
    problem(404, Server.getAsAdmin("/api/v1/modules/frobnicate"));
    problem(404, Server.getAsAdmin("/api/v1/nothing"));
    problem(405, Server.sendAsAdmin("DELETE", TRIGGER, ""));
  }

  @Test
  void what_is_no_json_is_told_with_its_position() throws Exception {
    assertThat(detail(400, TRIGGER, "{\n \"Event\": }")).contains("line 2, column");
    assertThat(detail(400, TRIGGER, "{\"a\":1} x")).contains("line 1, column");
    assertThat(detail(400, TRIGGER, "")).contains("JSON");
    assertThat(detail(400, TRIGGER, "[1]")).contains("not a list");
    assertThat(detail(400, TRIGGER, "{\"a\":" + "9".repeat(5000) + "}")).contains("line 1");
  }

  @Test
  void what_is_nested_too_deeply_is_refused_with_its_position() throws Exception {
    String deep = "{\"a\":".repeat(1000) + "1" + "}".repeat(1000);
    assertThat(detail(400, TRIGGER, deep)).contains("500 levels").contains("line 1, column");
  }

  @Test
  void text_that_is_no_utf_8_is_refused() throws Exception {
    HttpResponse<String> answer =
        Server.send(
            Server.request(TRIGGER)
                .header("Authorization", Server.API_KEY)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofByteArray(
                        "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1))));
    assertThat(problem(400, answer).get("detail").asText()).contains("UTF-8");
  }

  @Test
  void what_is_too_large_is_refused() throws Exception {
    String large = "{\"a\":\"" + "x".repeat(53_000_000) + "\"}";
    assertThat(detail(413, TRIGGER, large))
        .contains("52428800 bytes")
        .contains("payload.max-bytes");
  }

  @Test
  void another_content_type_is_refused() throws Exception {
    problem(
        415,
        Server.send(
            Server.request(TRIGGER)
                .header("Authorization", Server.API_KEY)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("hello"))));
  }

  @Test
  void wrong_fields_are_named_all_at_once() throws Exception {
    JsonNode problem =
        problem(
            400,
            Server.sendAsAdmin(
                "PATCH", TRIGGER, "{\"enabled\":\"yes\",\"failPolicy\":\"ajar\",\"x\":1}"));
    assertThat(problem.get("violations").findValuesAsText("path"))
        .containsExactlyInAnyOrder("enabled", "failPolicy", "x");
    assertThat(
            problem(400, Server.sendAsAdmin("POST", "/api/v1/workflows", "{\"name\":7}"))
                .get("violations")
                .findValuesAsText("path"))
        .contains("name", "triggerId", "data");
    problem(400, Server.getAsAdmin("/api/v1/runs?outcome=odd"));
    problem(400, Server.getAsAdmin("/api/v1/runs?size=100000"));
  }

  @Test
  void a_graph_with_errors_is_refused_with_findings_that_name_the_nodes() throws Exception {
    String cyclic =
        Flow.on("event-after-save")
            .action(2, "log", Map.of("message", "{{ broken"))
            .action(3, "log", Map.of())
            .connect(1, 1, 2)
            .connect(2, 1, 3)
            .connect(3, 1, 2)
            .connect(3, 1, 99)
            .body("Wrong");
    JsonNode problem = problem(422, Server.sendAsAdmin("POST", "/api/v1/workflows", cyclic));
    assertThat(problem.get("findings").findValuesAsText("code"))
        .contains("cycle", "missing-target", "malformed-template", "many-connections");
    assertThat(problem.at("/findings/0/nodes")).isNotEmpty();
    assertThat(Api.json(Server.getAsAdmin("/api/v1/workflows?q=Wrong")).get("total").asInt())
        .isZero();
  }

  @Test
  void a_second_workflow_for_a_trigger_is_refused() throws Exception {
    try (Flow.Created first = Flow.on("event-after-save").create("First")) {
      JsonNode problem =
          problem(
              422,
              Server.sendAsAdmin(
                  "POST", "/api/v1/workflows", Flow.on("event-after-save").body("Second")));
      assertThat(problem.get("findings").findValuesAsText("code")).containsExactly("trigger-taken");
      assertThat(problem.at("/findings/0/message").asText()).contains("workflow " + first.id());
    }
  }

  @Test
  void a_stale_save_is_refused_and_nothing_is_lost() throws Exception {
    try (Flow.Created created = Flow.on("event-after-save").create("Version one")) {
      String path = "/api/v1/workflows/" + created.id();
      String etag = Server.getAsAdmin(path).headers().firstValue("ETag").orElseThrow();
      Api.expect(200, save(path, etag, "{\"name\":\"Version two\",\"comment\":\"mine\"}"));
      assertThat(
              problem(412, save(path, etag, "{\"name\":\"Version three\"}")).get("detail").asText())
          .contains("somebody else");
      assertThat(Api.json(Server.getAsAdmin(path)).get("name").asText()).isEqualTo("Version two");
      JsonNode revisions = Api.json(Server.getAsAdmin(path + "/revisions"));
      assertThat(revisions.get("total").asInt()).isEqualTo(2);
      assertThat(revisions.at("/items/0/comment").asText()).isEqualTo("mine");
      assertThat(revisions.at("/items/0/author").asText()).isEqualTo("key bootstrap of admin");
      JsonNode restored =
          Api.expect(200, Server.sendAsAdmin("POST", path + "/revisions/1/restore", ""));
      assertThat(restored.get("name").asText()).isEqualTo("Version one");
      assertThat(restored.get("revision").asInt()).isEqualTo(3);
    }
  }

  private static HttpResponse<String> save(String path, String etag, String body) throws Exception {
    return Server.send(
        Server.request(path)
            .header("Authorization", Server.API_KEY)
            .header("Content-Type", "application/json")
            .header("If-Match", etag)
            .PUT(BodyPublishers.ofString(body)));
  }

  @Test
  void the_description_of_the_api_lists_every_call() throws Exception {
    JsonNode openApi = Api.expect(200, Server.get("/openapi?format=JSON"));
    assertThat(openApi.get("openapi").asText()).startsWith("3.1");
    assertThat(openApi.get("paths").fieldNames())
        .toIterable()
        .contains(
            "/misp-workflows/api/v1/triggers/{id}",
            "/misp-workflows/api/v1/workflows",
            "/misp-workflows/api/v1/runs/{id}");
  }
}
