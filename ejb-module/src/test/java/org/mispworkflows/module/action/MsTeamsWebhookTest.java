package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.HttpPeer;
import org.mispworkflows.outbound.OpenGateway;

class MsTeamsWebhookTest {

  private static final String EVENT =
      """
      {"Event":{"id":"7","info":"[Click](http://evil.test)","published":false,"note":"",
       "Orgc":{"name":"CIRCL"},"Tag":[{"name":"tlp:red"},{"name":"osint"}],
       "Attribute":[{"value":"a"},{"value":"b"}],"_AttributeFlattened":[{"value":"a"}]},
       "_module":"x"}
      """;

  private final OpenGateway http = OpenGateway.toThisMachine();
  private final MsTeamsWebhook module = StandIns.inject(new MsTeamsWebhook(), http);
  private HttpPeer teams;

  @BeforeEach
  void start() throws IOException {
    teams = HttpPeer.start();
    teams.answer(202, "");
  }

  @AfterEach
  void stop() {
    teams.close();
    http.close();
  }

  private OneNode.Outcome run(String path, String format) {
    return new OneNode(module)
        .run(
            "{\"url\":\""
                + teams.url("/hook?sig=s")
                + "\",\"content_type\":\"form\",\"data_extraction_path\":\""
                + path
                + "\""
                + format
                + "}",
            EVENT);
  }

  private @Nullable Object at(String path) {
    return ParsedPath.parse(path).extract(teams.only().json());
  }

  /** What a reader sees of an adaptive card, line by line. */
  private List<String> shown() {
    return Loose.values(at("attachments.0.content.body")).stream()
        .map(
            block -> {
              assertThat(Loose.child(block, "type")).isEqualTo("RichTextBlock");
              StringBuilder text = new StringBuilder();
              for (Object run : Loose.values(Loose.child(block, "inlines")))
                text.append(Loose.text(Loose.child(run, "text")));
              return text.toString();
            })
        .toList();
  }

  @Test
  void all_data_becomes_an_adaptive_card_of_its_plain_values() {
    assertThat(run("", "").isDone()).isTrue();
    assertThat(teams.only().method()).isEqualTo("POST");
    assertThat(teams.only().path()).isEqualTo("/hook?sig=s");
    assertThat(teams.only().headers()).containsEntry("Content-type", "application/json");
    assertThat(at("type")).isEqualTo(List.of("message"));
    assertThat(at("attachments.{n}.contentType"))
        .isEqualTo(List.of("application/vnd.microsoft.card.adaptive"));
    assertThat(at("attachments.{n}.content.type")).isEqualTo(List.of("AdaptiveCard"));
    assertThat(shown())
        .containsExactly(
            "Test",
            "Event.id  7",
            "Event.info  [Click](http://evil.test)",
            "Event.published  false",
            "Event.Orgc.name  CIRCL",
            "Event.Tag  tlp:red, osint",
            "Event.Attribute  (2)");
  }

  @Test
  void only_what_the_path_selects_is_sent() {
    run("Event.Tag.{n}.name", "");
    assertThat(shown()).containsExactly("Test", "1  tlp:red", "2  osint");
    assertThat(teams.only().body()).doesNotContain("Click");
  }

  @Test
  void a_single_value_is_named_by_its_path_and_nothing_is_said_to_be_nothing() {
    run("Event.id", "");
    assertThat(shown()).containsExactly("Test", "Event.id  7");
    teams.close();
    TeamsMessage none = TeamsMessage.of("T", "Event.missing", List.of());
    assertThat(none.lines()).containsExactly(new TeamsMessage.Line("Event.missing", "(nothing)"));
  }

  @Test
  void a_connector_gets_a_message_card_without_markdown() {
    teams.answer(200, "1");
    assertThat(run("Event.info", ",\"format\":\"messagecard\"").isDone()).isTrue();
    assertThat(at("@type")).isEqualTo(List.of("MessageCard"));
    assertThat(at("title")).isEqualTo(List.of("Test"));
    assertThat(at("sections.{n}.markdown")).isEqualTo(List.of(false));
    assertThat(at("sections.0.facts"))
        .isEqualTo(List.of(Map.of("name", "Event.info", "value", "[Click](http://evil.test)")));
  }

  @Test
  void a_message_stays_below_what_teams_takes() {
    List<String> many = Collections.nCopies(100, "é".repeat(999) + "😀" + "x".repeat(500));
    TeamsMessage message = TeamsMessage.of("T", "p", many);
    assertThat(Json.bytes(message.adaptiveCard()).length).isBetween(15_000, 27_000);
    assertThat(Json.bytes(message.messageCard()).length).isBetween(15_000, 27_000);
    TeamsMessage.Line first = message.lines().get(0);
    assertThat(first.value()).isEqualTo("é".repeat(999) + "…");
    TeamsMessage.Line last = message.lines().get(message.lines().size() - 1);
    assertThat(last.value())
        .isEqualTo(100 - (message.lines().size() - 1) + " more, too much for Teams");
  }

  @Test
  void failures_are_told_in_misps_words() {
    assertThat(new OneNode(module).run("{}", EVENT).errors()).containsExactly("URL not provided.");
    teams.answer(400, "Bad payload");
    assertThat(run("", "").errors())
        .containsExactly(
            "Something went wrong with the request or the remote side is having issues. Body returned: Bad payload");
    teams.answer(403, "");
    assertThat(run("", "").errors()).containsExactly("Authentication failed.");
  }

  @Test
  void a_connector_that_says_ok_but_did_not_deliver_is_not_believed() {
    String body = "Webhook message delivery failed with error: HTTP error 429";
    teams.answer(200, body);
    assertThat(run("", "").errors().get(0)).endsWith(body);
  }

  @Test
  void a_content_type_of_another_version_is_only_a_warning() {
    assertThat(new OneNode(module).check("{\"content_type\":\"json\"}"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.isError()).isFalse());
  }

  @Test
  void a_closed_gateway_shows_in_the_diagnosis() {
    assertThat(module.diagnose()).isEmpty();
    try (OpenGateway closed = OpenGateway.closed()) {
      assertThat(StandIns.inject(new MsTeamsWebhook(), closed).diagnose()).hasSize(1);
    }
  }

  @Test
  void the_secret_parts_of_its_url_are_in_no_error_and_no_note() {
    String url = teams.url("/hook/0123456789abcdef?sig=s3cr3t-s1gnature");
    teams.answer(400, "no such hook: /hook/0123456789abcdef?sig=s3cr3t-s1gnature");
    OneNode node = new OneNode(module);
    assertThat(node.run("{\"url\":\"" + url + "\"}", EVENT).errors().toString())
        .doesNotContain("s3cr3t-s1gnature", "0123456789abcdef");
    assertThat(node.dry().run("{\"url\":\"" + url + "\"}", EVENT).notes().toString())
        .contains("Dry run, not sent: POST http://127.0.0.1")
        .doesNotContain("s3cr3t-s1gnature", "0123456789abcdef");
  }
}
