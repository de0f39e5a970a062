package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.config.Settings;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.HttpPeer;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.spi.Diagnosis;

class SlackTest {

  private static final String TOKEN = "xoxb-1234567890-AbCdEf";
  private static final String HOOK = "/services/T0AAAAAAA/B0BBBBBBB/CcDdEeFfGgHhIiJj";
  private static final String EVENT =
      """
      {"Event":{"info":"{{ 7*7 }} <!channel>",
       "_AttributeFlattened":[{"value":"198.51.100.7","type":"ip-dst"},{"value":"a.test","type":"domain"}]}}
      """;

  private HttpPeer slack;

  @BeforeEach
  void start() throws IOException {
    slack = HttpPeer.start();
    slack.answer(200, "{\"ok\":true,\"ts\":\"1.2\"}");
  }

  @AfterEach
  void stop() {
    slack.close();
  }

  private OneNode.Outcome run(OpenGateway gateway, String filter, String parameters) {
    Settings settings = FixedConfig.settings("slack.url", slack.url("/api/"));
    try (gateway) {
      return new OneNode(StandIns.inject(new Slack(), gateway, settings))
          .filteredBy(filter)
          .run(parameters, EVENT);
    }
  }

  private OneNode.Outcome run(String parameters) {
    return run(OpenGateway.toThisMachine(), "{}", parameters);
  }

  private static String asBot(String message) {
    return Json.write(
        Map.of("slack_bot_token", TOKEN, "channel_id", " C042 ", "message_template", message));
  }

  private String toHook(String message) {
    return Json.write(Map.of("webhook_url", slack.url(HOOK), "message_template", message));
  }

  @Test
  void the_bot_posts_to_the_channel() {
    assertThat(run(asBot("New: {{ Event.info }}")).isDone()).isTrue();
    assertThat(slack.only().method()).isEqualTo("POST");
    assertThat(slack.only().path()).isEqualTo("/api/chat.postMessage");
    assertThat(slack.only().headers())
        .containsEntry("Authorization", "Bearer " + TOKEN)
        .containsEntry("Content-type", "application/json; charset=utf-8");
    assertThat(slack.only().json())
        .isEqualTo(Map.of("channel", "C042", "text", "New: {{ 7*7 }} <!channel>"));
  }

  @Test
  void a_webhook_gets_the_text_alone() {
    slack.answer(200, "ok");
    assertThat(run(toHook("Hello")).isDone()).isTrue();
    assertThat(slack.only().path()).isEqualTo(HOOK);
    assertThat(slack.only().headers()).doesNotContainKey("Authorization");
    assertThat(slack.only().json()).isEqualTo(Map.of("text", "Hello"));
  }

  @Test
  void the_items_that_pass_the_filter_of_the_node_can_be_named() {
    String filter =
        "{\"selector\":\"Event._AttributeFlattened.{n}\",\"path\":\"type\",\"operator\":\"equals\",\"value\":\"domain\"}";
    String parameters = asBot("{{ filteredItems | map(attribute='value') | join(', ') }}");
    assertThat(run(OpenGateway.toThisMachine(), filter, parameters).isDone()).isTrue();
    assertThat(slack.only().json().get("text")).isEqualTo("a.test");
  }

  @ParameterizedTest
  @CsvSource({
    "200, channel_not_found, ' (give the channel''s id, and invite the bot if it is private)'",
    "200, not_in_channel, ' (invite the bot to the channel)'",
    "200, invalid_auth, ' (copy the bot token again from Slack)'",
    "200, is_archived, ''",
    "429, ratelimited, ''"
  })
  void a_refusal_is_a_failure_whatever_the_status(int status, String error, String remedy) {
    slack.answer(status, "{\"ok\":false,\"error\":\"" + error + "\"}");
    assertThat(run(asBot("Hello")).errors())
        .containsExactly("The remote side refused the request: " + error + remedy);
  }

  @Test
  void an_answer_that_does_not_say_ok_is_no_success() {
    slack.answer(200, "<html>proxy</html>");
    assertThat(run(asBot("Hello")).errors().get(0)).endsWith("Body returned: <html>proxy</html>");
    slack.answer(200, "{}");
    assertThat(run(asBot("Hello")).errors().get(0)).endsWith("Body returned: {}");
  }

  @Test
  void a_webhook_refuses_in_plain_words() {
    slack.answer(403, "invalid_token");
    assertThat(run(toHook("Hello")).errors())
        .containsExactly("The remote side refused the request: invalid_token");
    slack.answer(404, "no_service");
    assertThat(run(toHook("Hello")).errors())
        .containsExactly("The remote side refused the request: no_service");
    slack.answer(200, "{\"ok\":false,\"error\":\"workflow_disabled\"}");
    assertThat(run(toHook("Hello")).errors())
        .containsExactly("The remote side refused the request: workflow_disabled");
  }

  @Test
  void an_empty_message_is_not_sent() {
    for (String parameters : List.of(asBot("{{ Event.no }}"), toHook(" "))) {
      assertThat(run(parameters).errors())
          .containsExactly("The message is empty, so nothing was sent.");
    }
    assertThat(slack.received()).isEmpty();
  }

  @Test
  void neither_token_nor_webhook_is_in_an_error_or_a_note() {
    List<OneNode.Outcome> failures = new ArrayList<>();
    for (String parameters : List.of(asBot("Hello"), toHook("Hello"))) {
      String echo = TOKEN + " " + slack.url(HOOK) + " " + HOOK + " CcDdEeFfGgHhIiJj";
      slack.answer(400, echo);
      failures.add(run(parameters));
      slack.answer(403, "<p>" + echo);
      failures.add(run(parameters));
    }
    slack.close();
    failures.add(run(asBot("Hello")));
    failures.add(run(toHook("Hello")));
    assertThat(failures).allMatch(failure -> failure.errors().size() == 1);
    assertThat(failures.subList(0, 2).toString()).doesNotContain(TOKEN);
    assertThat(failures.subList(2, 4).toString())
        .doesNotContain("CcDdEeFfGgHhIiJj")
        .doesNotContain("T0AAAAAAA");
    assertThat(failures.subList(4, 6).toString())
        .contains("nobody answers at 127.0.0.1")
        .doesNotContain(TOKEN)
        .doesNotContain("CcDdEeFfGgHhIiJj");
  }

  @Test
  void what_is_missing_is_named() {
    assertThat(run("{}").errors()).containsExactly("Bot token not provided.");
    assertThat(run("{\"slack_bot_token\":\"x y\"}").errors())
        .containsExactly(
            "The bot token holds characters that no token has: copy it again from Slack.");
    assertThat(run("{\"slack_bot_token\":\"xoxb\"}").errors())
        .containsExactly("Channel id not provided.");
  }

  @Test
  void a_bot_writes_too_while_the_urls_of_authors_are_switched_off_and_a_webhook_does_not() {
    assertThat(run(OpenGateway.closed(), "{}", asBot("Hello")).isDone()).isTrue();
    assertThat(run(OpenGateway.closed(), "{}", toHook("Hello")).errors().get(0))
        .endsWith("requests to the outside are switched off (misp-workflows.outbound.enabled)");
    assertThat(slack.received()).hasSize(1);
  }

  @Test
  void the_diagnosis_tells_of_an_address_of_ones_own_and_of_closed_doors() {
    Slack module = new Slack();
    try (OpenGateway open = OpenGateway.toThisMachine();
        OpenGateway closed = OpenGateway.closed()) {
      StandIns.inject(module, open, FixedConfig.settings());
      assertThat(module.diagnose()).isEmpty();
      StandIns.inject(module, closed, FixedConfig.settings("slack.url", "http://s.corp/api/"));
      assertThat(module.diagnose())
          .containsExactly(
              Diagnosis.warning(
                  "Requests to the outside are switched off: nodes with a webhook fail, those with a bot token go on. misp-workflows.outbound.enabled switches them on."),
              new Diagnosis(
                  Diagnosis.Severity.INFO,
                  "Messages of bots go to http://s.corp/api, as misp-workflows.slack.url says."));
    }
  }
}
