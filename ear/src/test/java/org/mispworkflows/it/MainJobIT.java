package org.mispworkflows.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main job on real input: a trigger comes in, a workflow runs, a blocking one can say no. */
@ArquillianTest
@RunAsClient
class MainJobIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private MailPeer mail;
  private HttpPeer chat;

  @Deployment(testable = false)
  static EnterpriseArchive deployment() {
    return Deployments.application();
  }

  @BeforeEach
  void startPeers() throws Exception {
    mail = MailPeer.start();
    chat = HttpPeer.start();
    Api.expect(
        200,
        Server.sendAsAdmin(
            "POST",
            "/api/v1/modules/toggle",
            "{\"ids\":[\"send-mail\",\"tag_operation\",\"attribute_ids_flag_operation\"],\"enabled\":true}"));
  }

  @AfterEach
  void stopPeers() {
    mail.close();
    chat.close();
  }

  private static List<String> recipients(List<MimeMessage> mails) throws Exception {
    Stream.Builder<String> all = Stream.builder();
    for (MimeMessage m : mails) all.add(m.getRecipients(RecipientType.TO)[0].toString());
    return all.build().toList();
  }

  private Flow publishGuard() {
    return Flow.on("event-publish")
        .logic(
            2, "tag-if", Map.of("scope", "event", "condition", "in_or", "tags", List.of("tlp:red")))
        .action(
            3,
            "send-mail",
            Map.of(
                "recipients", List.of("admin@admin.test"),
                "mail_template_subject", "Blocked: {{ Event.info }}",
                "mail_template_body", "Event {{ Event.uuid }} is tlp:red."))
        .action(4, "stop-execution", Map.of("message", "{{ Event.info }} is tlp:red"))
        .action(
            5,
            "webhook",
            Map.of(
                "url", chat.url("/hooks/chat"),
                "payload", "{\"text\": {{ (\"Published: \" ~ Event.info) | tojson }}}",
                "headers", "X-Team: cert"))
        .connect(1, 1, 2)
        .connect(2, 1, 3)
        .connect(3, 1, 4)
        .connect(2, 2, 5);
  }

  @Test
  void an_event_that_is_tlp_red_is_not_published_and_the_admin_gets_a_mail() throws Exception {
    try (Flow.Created workflow = publishGuard().create("Guard")) {
      JsonNode answer = workflow.fire(Api.tagged(Api.payload("event-publish.01"), "tlp:red"));

      assertThat(answer.get("success").asBoolean()).isFalse();
      assertThat(answer.get("outcome").asText()).isEqualTo("blocked");
      String info =
          "APT28 spear-phishing against European energy operators, wave of October (updated)";
      assertThat(Api.texts(answer.get("errors")))
          .containsExactly(
              "Node `stop-execution` (4) from Workflow `Guard` ("
                  + workflow.id()
                  + ") returned the following error: "
                  + info
                  + " is tlp:red");

      List<MimeMessage> mails = mail.await(1, SOON);
      assertThat(recipients(mails)).containsExactly("admin@admin.test");
      assertThat(mails.get(0).getSubject()).isEqualTo("Blocked: " + info);
      assertThat(mails.get(0).getContent().toString())
          .contains("a1120a52-ff55-499e-b309-b6b3c85f5ec6");
      assertThat(chat.received()).isEmpty();

      JsonNode run = Api.run(answer.get("run").asLong());
      assertThat(run.get("outcome").asText()).isEqualTo("blocked");
      assertThat(Api.modules(run)).containsExactly("tag-if", "send-mail", "stop-execution");
      assertThat(run.at("/nodes/0/output").asInt()).isEqualTo(1);
      assertThat(run.get("subject").asText()).contains("a1120a52-ff55-499e-b309-b6b3c85f5ec6");
      assertThat(workflow.counter()).isEqualTo(1);
    }
  }

  @Test
  void an_event_that_is_not_may_go_out_and_the_chat_is_told() throws Exception {
    try (Flow.Created workflow = publishGuard().create("Guard")) {
      JsonNode answer = workflow.fire(Api.payload("event-publish.01"));

      assertThat(answer.get("success").asBoolean()).isTrue();
      assertThat(answer.get("outcome").asText()).isEqualTo("success");
      assertThat(answer.get("errors")).isEmpty();
      List<HttpPeer.Received> calls = chat.await(1, SOON);
      assertThat(calls).hasSize(1);
      assertThat(calls.get(0).method()).isEqualTo("POST");
      assertThat(calls.get(0).path()).isEqualTo("/hooks/chat");
      assertThat(calls.get(0).header("X-Team")).contains("cert");
      assertThat(Flow.JSON.readTree(calls.get(0).body()).get("text").asText())
          .startsWith("Published: APT28");
      assertThat(mail.received()).isEmpty();

      JsonNode run = Api.run(answer.get("run").asLong());
      assertThat(Api.modules(run)).containsExactly("tag-if", "webhook");
      assertThat(Api.texts(run.at("/nodes/1/messages")))
          .anyMatch(message -> message.startsWith("Warning: the data are marked tlp:red"))
          .anyMatch(message -> message.startsWith("HTTP 200"));
      assertThat(workflow.counter()).isEqualTo(1);
    }
  }

  @Test
  void a_chat_that_refuses_fails_its_node_but_not_the_publication() throws Exception {
    chat.answer(HttpPeer.Answer.json(403, "{}"));
    try (Flow.Created workflow = publishGuard().create("Guard")) {
      JsonNode answer = workflow.fire(Api.payload("event-publish.01"));

      assertThat(answer.get("success").asBoolean()).isTrue();
      assertThat(Api.texts(answer.get("errors")))
          .singleElement()
          .asString()
          .endsWith("Authentication failed.");
    }
  }

  @Test
  void an_event_from_a_pull_is_mailed_to_all_admins_while_nobody_waits() throws Exception {
    Flow flow =
        Flow.on("event-after-save-new-from-pull")
            .action(
                2,
                "send-mail",
                Map.of(
                    "recipients", List.of("All admins"),
                    "mail_template_subject", "New from {{ Event.Orgc.name }}",
                    "mail_template_body",
                        "{{ Event.info }}: {{ Event._AttributeFlattened | length }} attributes"))
            .connect(1, 1, 2);
    try (Flow.Created workflow = flow.create("Pull")) {
      String path = "/api/v1/triggers/event-after-save-new-from-pull";
      HttpResponse<String> answer =
          Server.sendAsAdmin(
              "POST", path, Api.payload("event-after-save-new-from-pull.01").toString());

      JsonNode accepted = Api.expect(202, answer);
      long id = accepted.get("run").asLong();
      assertThat(answer.headers().firstValue("Location"))
          .contains(Server.URL + "/api/v1/runs/" + id);
      List<MimeMessage> mails = mail.await(1, SOON);
      assertThat(recipients(mails)).containsExactly("admin@admin.test");
      assertThat(mails.get(0).getSubject()).isEqualTo("New from REMOTE");
      assertThat(mails.get(0).getContent().toString())
          .startsWith("Remote event to be pulled: 29 attributes");
      JsonNode run = Api.awaitDone(id);
      assertThat(run.get("outcome").asText()).isEqualTo("success");
      assertThat(Api.modules(run)).containsExactly("send-mail");
      assertThat(workflow.counter()).isEqualTo(1);
    }
  }

  private static ObjectNode query() throws IOException {
    return Api.untagged(Api.payload("enrichment-before-query.02"));
  }

  @Test
  void an_enrichment_is_refused_for_tlp_red_and_for_pap_red() throws Exception {
    Flow flow =
        Flow.on("enrichment-before-query")
            .logic(
                2,
                "tag-if",
                Map.of(
                    "scope", "event_attribute", "condition", "in_or", "tags", List.of("tlp:red")))
            .logic(
                3,
                "tag-if",
                Map.of(
                    "scope", "event_attribute", "condition", "in_or", "tags", List.of("PAP:RED")))
            .action(4, "stop-execution", Map.of("message", "{{ _module }} must not see tlp:red"))
            .action(5, "stop-execution", Map.of("message", "{{ _module }} must not see PAP:RED"))
            .connect(1, 1, 2)
            .connect(2, 1, 4)
            .connect(2, 2, 3)
            .connect(3, 1, 5);
    try (Flow.Created workflow = flow.create("Enrichment guard")) {
      JsonNode red = workflow.fire(Api.tagged(query(), "tlp:red"));
      assertThat(red.get("success").asBoolean()).isFalse();
      assertThat(Api.texts(red.get("errors")))
          .singleElement()
          .asString()
          .endsWith("must not see tlp:red");

      JsonNode pap = workflow.fire(Api.tagged(query(), "PAP:RED"));
      assertThat(pap.get("outcome").asText()).isEqualTo("blocked");
      assertThat(Api.texts(pap.get("errors")))
          .singleElement()
          .asString()
          .endsWith("must not see PAP:RED");
      assertThat(Api.modules(Api.run(pap.get("run").asLong())))
          .containsExactly("tag-if", "tag-if", "stop-execution");

      JsonNode clear = workflow.fire(query());
      assertThat(clear.get("success").asBoolean()).isTrue();
      JsonNode withoutEvent = workflow.fire(Api.payload("enrichment-before-query.01"));
      assertThat(withoutEvent.get("success").asBoolean()).isTrue();
      assertThat(workflow.counter()).isEqualTo(4);
      assertThat(mail.received()).isEmpty();
      assertThat(chat.received()).isEmpty();
    }
  }

  @Test
  void the_branches_of_a_concurrent_task_run_by_themselves_with_the_changed_data()
      throws Exception {
    Flow flow =
        Flow.on("event-publish")
            .action(
                2, "tag_operation", Map.of("tags", List.of("workflow:seen"), "locality", "local"))
            .action(3, "attribute_ids_flag_operation", Map.of("action", "remove"))
            .logic(4, "concurrent-task", Map.of())
            .action(5, "webhook", Map.of("url", chat.url("/one")))
            .action(6, "webhook", Map.of("url", chat.url("/two"), "content_type", "form"))
            .connect(1, 1, 2)
            .connect(2, 1, 3)
            .connect(3, 1, 4)
            .connect(4, 1, 5)
            .connect(4, 1, 6);
    try (Flow.Created workflow = flow.create("Fork")) {
      JsonNode answer = workflow.fire(Api.payload("event-publish.01"));

      assertThat(answer.get("success").asBoolean()).isTrue();
      List<HttpPeer.Received> calls = chat.await(2, SOON);
      assertThat(calls)
          .extracting(HttpPeer.Received::path)
          .containsExactlyInAnyOrder("/one", "/two");
      HttpPeer.Received json =
          calls.stream().filter(c -> c.path().equals("/one")).findFirst().orElseThrow();
      JsonNode event = Flow.JSON.readTree(json.body()).get("Event");
      assertThat(event.get("Tag").findValuesAsText("name")).contains("workflow:seen");
      assertThat(event.get("_AttributeFlattened"))
          .isNotEmpty()
          .allMatch(attribute -> !attribute.get("to_ids").asBoolean());
      HttpPeer.Received form =
          calls.stream().filter(c -> c.path().equals("/two")).findFirst().orElseThrow();
      assertThat(form.body()).contains("Event%5Bid%5D=4");
      JsonNode children = Api.json(Server.getAsAdmin("/api/v1/runs?workflowId=" + workflow.id()));
      assertThat(children.get("total").asInt()).isEqualTo(3);
      assertThat(children.at("/items/0/parent").asLong()).isEqualTo(answer.get("run").asLong());
      assertThat(workflow.counter()).isEqualTo(1);
    }
  }

  @Test
  void what_the_callers_data_became_is_returned_when_it_is_asked_for() throws Exception {
    Flow flow =
        Flow.on("event-publish")
            .action(2, "tag_operation", Map.of("tags", List.of("x:y")))
            .connect(1, 1, 2);
    try (Flow.Created workflow = flow.create("Tag")) {
      JsonNode answer =
          Api.expect(
              200,
              Server.sendAsAdmin(
                  "POST",
                  "/api/v1/triggers/event-publish?return=data",
                  Api.payload("event-publish.01").toString()));
      assertThat(answer.at("/data/Event/Tag").findValuesAsText("name")).contains("x:y");
      assertThat(workflow.counter()).isEqualTo(1);
    }
  }

  @Test
  void a_password_in_a_payload_is_never_stored() throws Exception {
    Flow flow =
        Flow.on("user-before-save")
            .action(2, "log", Map.of("message", "{{ User.password }}"))
            .connect(1, 1, 2);
    try (Flow.Created workflow = flow.create("User")) {
      ObjectNode payload = Api.payload("user-before-save.01");
      payload.withObject("/User").put("password", "hunter22hunter").put("email", "a@b.test");
      long run = workflow.fire(payload).get("run").asLong();
      assertThat(Api.run(run).at("/nodes/0/messages/0").asText()).isEqualTo("*****");
      assertThat(Server.getAsAdmin("/api/v1/runs/" + run + "/payload").body())
          .contains("a@b.test")
          .doesNotContain("hunter22");
    }
  }

  @Test
  void a_trigger_that_is_off_or_has_no_workflow_lets_everybody_go_on() throws Exception {
    JsonNode off =
        Api.expect(200, Server.sendAsAdmin("POST", "/api/v1/triggers/event-before-save", "{}"));
    assertThat(off.get("success").asBoolean()).isTrue();
    assertThat(off.get("outcome").asText()).isEqualTo("not-run");
    Server.sendAsAdmin("PATCH", "/api/v1/triggers/event-before-save", "{\"enabled\":true}");
    JsonNode none =
        Api.expect(200, Server.sendAsAdmin("POST", "/api/v1/triggers/event-before-save", "{}"));
    assertThat(none.get("reason").asText()).contains("no workflow");
    Server.sendAsAdmin("PATCH", "/api/v1/triggers/event-before-save", "{\"enabled\":false}");
  }

  @Test
  void a_disabled_logic_module_makes_a_blocking_run_a_failure_that_fail_open_lets_pass()
      throws Exception {
    try (Flow.Created workflow = publishGuard().create("Guard")) {
      Server.sendAsAdmin("PATCH", "/api/v1/modules/tag-if", "{\"enabled\":false}");
      JsonNode closed = workflow.fire(Api.payload("event-publish.01"));
      assertThat(closed.get("success").asBoolean()).isFalse();
      assertThat(closed.get("outcome").asText()).isEqualTo("failure");
      assertThat(Api.texts(closed.get("errors")))
          .singleElement()
          .asString()
          .contains("disabled module");
      Server.sendAsAdmin("PATCH", "/api/v1/triggers/event-publish", "{\"failPolicy\":\"open\"}");
      assertThat(workflow.fire(Api.payload("event-publish.01")).get("success").asBoolean())
          .isTrue();
    } finally {
      Server.sendAsAdmin("PATCH", "/api/v1/modules/tag-if", "{\"enabled\":true}");
      Server.sendAsAdmin("PATCH", "/api/v1/triggers/event-publish", "{\"failPolicy\":\"closed\"}");
    }
  }

  @Test
  void a_compressed_body_is_read() throws Exception {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream out = new java.util.zip.GZIPOutputStream(bytes)) {
      out.write("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    HttpResponse<String> answer =
        Server.send(
            Server.request("/api/v1/triggers/event-before-save")
                .header("Authorization", "Bearer " + Server.API_KEY)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bytes.toByteArray())));
    Api.expect(200, answer);
  }
}
