package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.Certificates;
import org.mispworkflows.outbound.HttpPeer;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.spi.Diagnosis;

class MattermostTest {

  private static final String TOKEN = "ab12cd34ef56gh78ij90kl12mn";
  private static final String KEY = "5wn3xkjs7tbmmqw1uc8oa6yybe";
  private static final String EVENT =
      """
      {"Event":{"info":"pwn {{ 7*7 }} été","Orgc":{"name":"CIRCL"},
       "_AttributeFlattened":[{"value":"198.51.100.7","type":"ip-dst"},
        {"value":"a.test","type":"domain"},{"value":"203.0.113.9","type":"ip-dst"}]}}
      """;
  private static final String POSTED = "{\"id\":\"p1\",\"message\":\"pwn\"}";
  private static final String ONLY_IPS =
      "{\"selector\":\"Event._AttributeFlattened.{n}\",\"path\":\"type\",\"operator\":\"equals\",\"value\":\"ip-dst\"}";

  private HttpPeer mattermost;

  @BeforeEach
  void start() throws IOException {
    mattermost = HttpPeer.start();
    mattermost.answer(201, POSTED);
  }

  @AfterEach
  void stop() {
    mattermost.close();
  }

  private static OneNode.Outcome run(OpenGateway gateway, String filter, String parameters) {
    try (gateway) {
      return new OneNode(StandIns.inject(new Mattermost(), gateway))
          .filteredBy(filter)
          .run(parameters, EVENT);
    }
  }

  private static OneNode.Outcome run(String parameters) {
    return run(OpenGateway.toThisMachine(), "{}", parameters);
  }

  private String asBot(String message) {
    return Json.write(
        Map.of(
            "mattermost_hostname",
            mattermost.url("/"),
            "bot_access_token",
            TOKEN,
            "channel_id",
            " town-square-id ",
            "message_template",
            message));
  }

  private String toHook(String message) {
    return Json.write(
        Map.of("webhook_url", mattermost.url("/hooks/" + KEY), "message_template", message));
  }

  private @Nullable Object posted() {
    return mattermost.only().json().get("message");
  }

  @Test
  void the_bot_posts_to_the_channel() {
    OneNode.Outcome outcome = run(asBot("By {{ Event.Orgc.name }}"));
    assertThat(outcome.isDone()).isTrue();
    assertThat(mattermost.only().method()).isEqualTo("POST");
    assertThat(mattermost.only().path()).isEqualTo("/api/v4/posts");
    assertThat(mattermost.only().headers())
        .containsEntry("Authorization", "Bearer " + TOKEN)
        .containsEntry("Content-type", "application/json; charset=utf-8");
    assertThat(mattermost.only().json())
        .isEqualTo(Map.of("channel_id", "town-square-id", "message", "By CIRCL"));
  }

  @Test
  void a_webhook_gets_the_text_alone_and_goes_before_the_bot() {
    mattermost.answer(200, "ok");
    String both =
        asBot("Hello")
            .replace("{\"", "{\"webhook_url\":\"" + mattermost.url("/hooks/" + KEY) + "\",\"");
    assertThat(run(both).isDone()).isTrue();
    assertThat(mattermost.only().path()).isEqualTo("/hooks/" + KEY);
    assertThat(mattermost.only().headers()).doesNotContainKey("Authorization");
    assertThat(mattermost.only().json()).isEqualTo(Map.of("text", "Hello"));
  }

  @Test
  void what_the_data_say_is_no_template() {
    assertThat(run(asBot("{{ Event.info }}")).isDone()).isTrue();
    assertThat(posted()).isEqualTo("pwn {{ 7*7 }} été");
  }

  @Test
  void the_items_that_pass_the_filter_of_the_node_can_be_named() {
    String parameters =
        asBot("{% for a in filteredItems %}{{ a.value }} {% endfor %}of {{ Event.Orgc.name }}");
    assertThat(run(OpenGateway.toThisMachine(), ONLY_IPS, parameters).isDone()).isTrue();
    assertThat(posted()).isEqualTo("198.51.100.7 203.0.113.9 of CIRCL");
  }

  @Test
  void a_filter_that_nothing_passes_leaves_an_empty_list() {
    String filter = ONLY_IPS.replace("ip-dst", "sha256");
    String parameters = asBot("{{ filteredItems | length }} hits");
    assertThat(run(OpenGateway.toThisMachine(), filter, parameters).isDone()).isTrue();
    assertThat(posted()).isEqualTo("0 hits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{{ Event.nothing }}", "{% if false %}x{% endif %}\n"})
  void an_empty_message_is_not_sent(String template) {
    for (String parameters : List.of(asBot(template), toHook(template))) {
      assertThat(run(parameters).errors())
          .containsExactly("The message is empty, so nothing was sent.");
    }
    assertThat(mattermost.received()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, 'Invalid or expired session, please login again.'",
    "403, You do not have the appropriate permissions.",
    "400, Invalid or missing channel_id parameter in request body.",
    "413, Request body is too large."
  })
  void a_refusal_is_told_in_the_words_of_mattermost(int status, String reason) {
    mattermost.answer(
        status,
        Json.write(
            Map.of("id", "api.error", "message", reason, "status_code", status, "token", TOKEN)));
    OneNode.Outcome outcome = run(asBot("Hello"));
    assertThat(outcome.errors()).containsExactly("The remote side refused the request: " + reason);
    assertThat(outcome.notes().get(0)).startsWith("HTTP " + status + " after ");
  }

  @Test
  void an_answer_without_a_post_is_no_success() {
    mattermost.answer(200, "<html><body>Log in</body></html>");
    assertThat(run(asBot("Hello")).errors())
        .containsExactly(
            "Something went wrong with the request or the remote side is having issues. Body returned: <html><body>Log in</body></html>");
    mattermost.answer(302, "");
    assertThat(run(asBot("Hello")).errors().get(0)).startsWith("Something went wrong");
  }

  @Test
  void a_webhook_that_refuses_with_200_is_no_success() {
    mattermost.answer(200, "{\"id\":\"x\",\"message\":\"No such hook.\",\"status_code\":400}");
    assertThat(run(toHook("Hello")).errors())
        .containsExactly("The remote side refused the request: No such hook.");
    mattermost.answer(200, "{\"success\":false,\"error\":\"disabled\"}");
    assertThat(run(toHook("Hello")).errors())
        .containsExactly("The remote side refused the request: disabled");
  }

  @Test
  void the_token_is_in_no_error_and_no_note() {
    List<OneNode.Outcome> failures = new ArrayList<>();
    mattermost.answer(400, "{\"message\":\"bad Bearer " + TOKEN + "\"}");
    failures.add(run(asBot("Hello")));
    mattermost.answer(500, "<p>" + TOKEN);
    failures.add(run(asBot("Hello")));
    mattermost.answer(403, "<p>" + TOKEN);
    failures.add(run(asBot("Hello")));
    mattermost.close();
    failures.add(run(asBot("Hello")));
    assertThat(failures.get(0).errors())
        .containsExactly("The remote side refused the request: bad Bearer *****");
    assertThat(failures.get(3).errors().get(0)).contains("nobody answers at 127.0.0.1");
    assertThat(failures.toString()).doesNotContain(TOKEN).doesNotContain(TOKEN.substring(3));
  }

  @Test
  void the_webhook_is_in_no_error_and_no_note() {
    List<OneNode.Outcome> failures = new ArrayList<>();
    mattermost.answer(404, "no hook at /hooks/" + KEY);
    failures.add(run(toHook("Hello")));
    mattermost.answer(403, "<p>" + mattermost.url("/hooks/" + KEY));
    failures.add(run(toHook("Hello")));
    mattermost.answer(500, "{\"message\":\"" + KEY + " is disabled\"}");
    failures.add(run(toHook("Hello")));
    for (String odd : List.of("ftp://x.test/hooks/" + KEY, "https://x.test/a b/" + KEY, KEY)) {
      failures.add(run(Json.write(Map.of("webhook_url", odd, "message_template", "Hello"))));
    }
    mattermost.close();
    failures.add(run(toHook("Hello")));
    assertThat(failures).allMatch(failure -> failure.errors().size() == 1);
    assertThat(failures.get(2).errors())
        .containsExactly("The remote side refused the request: ***** is disabled");
    assertThat(failures.toString()).doesNotContain(KEY);
  }

  @Test
  void what_is_missing_is_named() {
    assertThat(run("{}").errors()).containsExactly("Mattermost host name not provided.");
    assertThat(run("{\"mattermost_hostname\":\"a.test\"}").errors())
        .containsExactly("Bot access token not provided.");
    assertThat(run("{\"mattermost_hostname\":\"a.test\",\"bot_access_token\":\"t\"}").errors())
        .containsExactly("Channel id not provided.");
    assertThat(
            run("{\"mattermost_hostname\":\"a.test\",\"bot_access_token\":\"t\\r\\nX: y\",\"channel_id\":\"c\"}")
                .errors())
        .containsExactly(
            "The bot access token holds characters that no token has: copy it again from Mattermost.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://a.test", "https://me:secret@a.test", "a.test?x", "a.test#x", "a test"})
  void a_host_name_that_is_none_is_refused_and_not_shown(String host) {
    OneNode.Outcome outcome = run(asBot("Hello").replace(mattermost.url("/"), host));
    assertThat(outcome.errors())
        .containsExactly(
            "The Mattermost host name is none: write chat.example.org, or a http or https URL without query.");
  }

  @Test
  void a_host_name_without_scheme_is_called_by_https(@TempDir Path folder) throws Exception {
    try (HttpPeer secure = HttpPeer.start(Certificates.ofAnUnknownAuthority(folder))) {
      String host = secure.url("").replace("https://", "");
      OneNode.Outcome outcome = run(asBot("Hello").replace(mattermost.url("/"), host));
      assertThat(outcome.errors().get(0)).contains("no trust in the certificate of 127.0.0.1");
      assertThat(secure.received()).isEmpty();
    }
  }

  @Test
  void it_writes_nothing_while_the_urls_of_authors_are_switched_off() {
    assertThat(run(OpenGateway.closed(), "{}", asBot("Hello")).errors().get(0))
        .endsWith("requests to the outside are switched off (misp-workflows.outbound.enabled)");
    assertThat(mattermost.received()).isEmpty();
    Mattermost module = new Mattermost();
    try (OpenGateway closed = OpenGateway.closed();
        OpenGateway open = OpenGateway.toThisMachine()) {
      assertThat(StandIns.inject(module, open).diagnose()).isEmpty();
      assertThat(StandIns.inject(module, closed).diagnose())
          .extracting(Diagnosis::severity)
          .containsExactly(Diagnosis.Severity.ERROR);
    }
  }

  @Test
  void a_broken_template_is_found_when_the_workflow_is_saved() {
    try (OpenGateway gateway = OpenGateway.toThisMachine()) {
      OneNode node = new OneNode(StandIns.inject(new Mattermost(), gateway));
      assertThat(node.check(asBot("{{ Event.info")))
          .anyMatch(finding -> finding.code().equals("malformed-template"));
    }
  }
}
