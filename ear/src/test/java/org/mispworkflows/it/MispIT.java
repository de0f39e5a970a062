package org.mispworkflows.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.misp.StubMisp;

/** Runs that look things up in a MISP and change them there. */
@ArquillianTest
@RunAsClient
class MispIT {

  private static final String INSTANCES = "/api/v1/instances";

  private StubMisp misp;
  private JsonNode instance;

  @Deployment(testable = false)
  static EnterpriseArchive deployment() {
    return Deployments.application();
  }

  @BeforeEach
  void connect() throws Exception {
    misp = StubMisp.start();
    instance = Api.expect(201, create("misp", misp.url(), StubMisp.SITE_ADMIN));
    Api.expect(
        200,
        Server.sendAsAdmin(
            "POST",
            "/api/v1/modules/toggle",
            "{\"ids\":[\"tag_operation\",\"attribute_ids_flag_operation\",\"reload-full-event\",\"publish-event\"],\"enabled\":true}"));
  }

  @AfterEach
  void disconnect() throws Exception {
    Server.sendAsAdmin("DELETE", INSTANCES + "/misp", "");
    misp.close();
  }

  private static HttpResponse<String> create(String name, String url, String key)
      throws IOException, InterruptedException {
    ObjectNode body = Flow.JSON.createObjectNode().put("name", name).put("url", url + "/");
    body.put("key", key).put("default", true);
    return Server.sendAsAdmin("POST", INSTANCES, body.toString());
  }

  private static JsonNode event9(StubMisp misp) {
    return Flow.JSON.valueToTree(Map.of("Event", misp.event("9")));
  }

  private static Flow tagging() {
    return Flow.on("event-publish")
        .action(
            2,
            "tag_operation",
            Map.of(
                "scope", "event",
                "action", "add",
                "locality", "local",
                "tags", List.of("workflow:state=\"complete\"")))
        .action(3, "attribute_ids_flag_operation", Map.of("action", "remove"))
        .connect(1, 1, 2)
        .connect(2, 1, 3);
  }

  private List<String> eventTags() {
    return misp.tags(StubMisp.EVENT).stream().map(StubMisp.Tagging::name).toList();
  }

  @Test
  void what_nodes_change_is_changed_in_misp() throws Exception {
    try (Flow.Created workflow = tagging().create("Curation")) {
      JsonNode answer = workflow.fire(event9(misp));
      assertThat(answer.get("outcome").asText()).as(answer.toString()).isEqualTo("success");
      assertThat(eventTags()).contains("workflow:state=\"complete\"");
      assertThat(misp.attribute(StubMisp.ATTRIBUTE)).containsEntry("to_ids", false);
      JsonNode run = Api.run(answer.get("run").asLong());
      assertThat(run.get("instance").asLong()).isEqualTo(instance.get("id").asLong());
      assertThat(run.get("dryRun").asBoolean()).isFalse();
    }
  }

  @Test
  void a_dry_run_changes_only_the_roaming_data_and_says_so_per_node() throws Exception {
    try (Flow.Created workflow = tagging().create("Curation")) {
      JsonNode answer =
          Api.json(
              Server.sendAsAdmin(
                  "POST",
                  "/api/v1/triggers/event-publish?dryRun=true&return=data",
                  event9(misp).toString()));
      assertThat(answer.get("outcome").asText()).isEqualTo("success");
      assertThat(answer.at("/data/Event/Tag").toString()).contains("workflow:state");
      assertThat(eventTags()).doesNotContain("workflow:state=\"complete\"");
      JsonNode run = Api.run(answer.get("run").asLong());
      assertThat(run.get("dryRun").asBoolean()).isTrue();
      for (JsonNode node : run.get("nodes")) {
        assertThat(node.get("messages").toString()).contains("this is a dry run");
      }
      assertThat(workflow.counter()).isEqualTo(1);
    }
  }

  @Test
  void a_misp_that_refuses_or_is_away_fails_the_node_with_its_words() throws Exception {
    try (Flow.Created workflow = tagging().create("Curation")) {
      JsonNode payload = event9(misp);
      Api.expect(
          200,
          Server.sendAsAdmin("PATCH", INSTANCES + "/misp", "{\"key\":\"" + StubMisp.USER + "\"}"));
      assertThat(workflow.fire(payload).get("errors").toString())
          .contains("MISP `misp` refused")
          .doesNotContain("Error while executing module");
      misp.down();
      JsonNode answer = workflow.fire(payload);
      assertThat(answer.get("errors").toString()).contains("MISP `misp` can't be reached");
      misp.up();
    }
  }

  @Test
  void without_an_instance_only_the_roaming_data_change() throws Exception {
    Server.sendAsAdmin("DELETE", INSTANCES + "/misp", "");
    try (Flow.Created workflow = tagging().create("Curation")) {
      JsonNode answer = workflow.fire(event9(misp));
      JsonNode run = Api.run(answer.get("run").asLong());
      assertThat(run.get("instance").isNull()).isTrue();
      assertThat(run.at("/nodes/0/messages").toString()).contains("no MISP connection");
    }
    assertThat(misp.requests()).isEmpty();
  }

  @Test
  void an_instance_is_administered_and_its_key_is_never_shown() throws Exception {
    assertThat(instance.toString()).doesNotContain(StubMisp.SITE_ADMIN);
    assertThat(instance.get("url").asText()).isEqualTo(misp.url());
    JsonNode test = Api.expect(200, Server.sendAsAdmin("POST", INSTANCES + "/misp/test", "{}"));
    assertThat(test.get("ok").asBoolean()).as(test.toString()).isTrue();
    assertThat(test.get("version").asText()).isEqualTo("2.5.1");
    assertThat(test.get("user").asText()).isEqualTo("admin@admin.test");
    assertThat(test.get("missing")).isEmpty();

    Api.expect(409, create("misp", misp.url(), StubMisp.SITE_ADMIN));
    JsonNode second = Api.expect(201, create("second", misp.url(), StubMisp.USER));
    assertThat(Server.getAsAdmin(INSTANCES).body()).doesNotContain(StubMisp.USER);
    assertThat(Api.expect(200, Server.getAsAdmin(INSTANCES + "/misp")).get("default").asBoolean())
        .isFalse();
    JsonNode weak = Api.expect(200, Server.sendAsAdmin("POST", INSTANCES + "/second/test", "{}"));
    assertThat(weak.get("missing").toString()).contains("publish events");
    Api.expect(
        200,
        Server.sendAsAdmin(
            "PATCH", INSTANCES + "/second", "{\"url\":\"http://127.0.0.1:1\",\"atOnce\":2}"));
    JsonNode away = Api.expect(200, Server.sendAsAdmin("POST", INSTANCES + "/second/test", "{}"));
    assertThat(away.get("ok").asBoolean()).isFalse();
    assertThat(away.get("error").asText()).contains("nobody answers at 127.0.0.1:1");
    Api.expect(204, Server.sendAsAdmin("DELETE", INSTANCES + "/" + second.get("id"), ""));
    Api.expect(404, Server.getAsAdmin(INSTANCES + "/second"));
  }

  @Test
  void wrong_fields_are_named_together() throws Exception {
    JsonNode problem =
        Api.expect(
            400,
            Server.sendAsAdmin(
                "POST",
                INSTANCES,
                "{\"name\":\"7\",\"url\":\"ftp://x\",\"proxy\":\"x\",\"authority\":\"x\",\"atOnce\":0,\"colour\":1}"));
    assertThat(problem.get("violations").findValuesAsText("path"))
        .contains("name", "url", "proxy", "authority", "atOnce", "colour", "key");
  }

  @Test
  void a_run_names_the_instance_it_wants() throws Exception {
    try (Flow.Created workflow = tagging().create("Curation")) {
      String path = "/api/v1/triggers/event-publish?instance=";
      String payload = event9(misp).toString();
      Api.expect(404, Server.sendAsAdmin("POST", path + "nowhere", payload));
      JsonNode answer = Api.expect(200, Server.sendAsAdmin("POST", path + "misp", payload));
      assertThat(answer.get("outcome").asText()).isEqualTo("success");
      assertThat(workflow.counter()).isEqualTo(1);
    }
    assertThat(eventTags()).contains("workflow:state=\"complete\"");
  }

  @Test
  void an_instance_that_is_switched_off_is_no_success_without_misp() throws Exception {
    try (Flow.Created workflow = tagging().create("Curation")) {
      Api.expect(200, Server.sendAsAdmin("PATCH", INSTANCES + "/misp", "{\"enabled\":false}"));
      String path = "/api/v1/triggers/event-publish?instance=misp";
      Api.expect(409, Server.sendAsAdmin("POST", path, event9(misp).toString()));
      assertThat(workflow.counter()).isZero();
    }
  }

  @Test
  void a_dry_run_is_asked_for_in_one_way_only() throws Exception {
    for (String query : List.of("dryRun=yes", "dryRun=", "dryrun=true")) {
      String path = "/api/v1/triggers/event-publish?" + query;
      Api.expect(400, Server.sendAsAdmin("POST", path, event9(misp).toString()));
    }
  }
}
