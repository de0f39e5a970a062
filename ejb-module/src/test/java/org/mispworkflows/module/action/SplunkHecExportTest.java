package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.outbound.Certificates;
import org.mispworkflows.outbound.HttpPeer;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.spi.ModuleResult;

class SplunkHecExportTest {

  private static final String EVENT =
      """
      {"Event":{"id":"7","info":"Phishing","Tag":[{"name":"tlp:red"}],
       "Attribute":[{"value":"a","type":"md5"}],
       "Object":[{"name":"file","Attribute":[{"value":"b","type":"sha1"}]}],
       "_AttributeFlattened":[{"value":"a","type":"md5"},{"value":"b","type":"sha1"}]},
       "_module":"x"}
      """;

  private final OpenGateway http = OpenGateway.toThisMachine();
  private final SplunkHecExport module = StandIns.inject(new SplunkHecExport(), http);
  private HttpPeer splunk;

  @BeforeEach
  void start() throws IOException {
    splunk = HttpPeer.start();
    splunk.answer(200, "{\"text\":\"Success\",\"code\":0}");
  }

  @AfterEach
  void stop() {
    splunk.close();
    http.close();
  }

  private OneNode.Outcome run(HttpPeer to, String more, String data) {
    return new OneNode(module)
        .run(
            "{\"url\":\""
                + to.url("/services/collector/event")
                + "\",\"hec_token\":\"t0k-en\""
                + more
                + "}",
            data);
  }

  private static List<@Nullable Object> events(HttpPeer.Received request) {
    List<@Nullable Object> events = new ArrayList<>();
    request.body().lines().forEach(line -> events.add(Json.parse(line)));
    return events;
  }

  private static @Nullable Object json(String text) {
    return Json.parse(text);
  }

  @Test
  void the_event_is_sent_whole_with_token_and_source_type() {
    OneNode.Outcome outcome = run(splunk, ",\"source_type\":\"misp:event\"", EVENT);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).last().isEqualTo("Splunk events sent: 1");
    assertThat(splunk.only().method()).isEqualTo("POST");
    assertThat(splunk.only().path()).isEqualTo("/services/collector/event");
    assertThat(splunk.only().headers()).containsEntry("Authorization", "Splunk t0k-en");
    assertThat(events(splunk.only()))
        .containsExactly(
            json(
                """
                {"event":{"Event":{"id":"7","info":"Phishing","Tag":[{"name":"tlp:red"}],
                 "Attribute":[{"value":"a","type":"md5"}],
                 "Object":[{"name":"file","Attribute":[{"value":"b","type":"sha1"}]}]},
                 "_module":"x"},"sourcetype":"misp:event"}
                """));
  }

  @Test
  void a_model_picks_the_fields_and_what_it_does_not_find_is_left_out() {
    run(
        splunk,
        ",\"data_extraction_model\":\"{\\\"i\\\":\\\"Event.info\\\",\\\"v\\\":\\\"Event.Attribute.{n}.value\\\",\\\"t\\\":\\\"Event.Tag\\\",\\\"none\\\":\\\"Event.missing\\\"}\"",
        EVENT);
    assertThat(events(splunk.only()))
        .containsExactly(
            json("{\"event\":{\"i\":\"Phishing\",\"v\":[\"a\"],\"t\":[{\"name\":\"tlp:red\"}]}}"));
  }

  @Test
  void each_attribute_can_be_an_event_that_knows_its_event() {
    OneNode.Outcome outcome =
        run(splunk, ",\"event_per_attribute\":\"1\",\"source_type\":\"misp\"", EVENT);
    assertThat(outcome.notes()).last().isEqualTo("Splunk events sent: 2");
    String event =
        "{\"event\":{\"Event\":{\"id\":\"7\",\"info\":\"Phishing\",\"Tag\":[{\"name\":\"tlp:red\"}],\"Attribute\":[%s]},\"_module\":\"x\"},\"sourcetype\":\"misp\"}";
    assertThat(events(splunk.only()))
        .containsExactly(
            json(event.formatted("{\"value\":\"a\",\"type\":\"md5\"}")),
            json(event.formatted("{\"value\":\"b\",\"type\":\"sha1\"}")));
  }

  @Test
  void with_a_model_each_attribute_gives_plain_values() {
    run(
        splunk,
        ",\"event_per_attribute\":1,\"data_extraction_model\":\"{\\\"v\\\":\\\"Event.Attribute.{n}.value\\\",\\\"i\\\":\\\"Event.info\\\"}\"",
        EVENT);
    assertThat(events(splunk.only()))
        .containsExactly(
            json("{\"event\":{\"v\":\"a\",\"i\":\"Phishing\"}}"),
            json("{\"event\":{\"v\":\"b\",\"i\":\"Phishing\"}}"));
  }

  private static String attributes(int count, String value) {
    StringJoiner list = new StringJoiner(",");
    for (int i = 0; i < count; i++) list.add("{\"n\":" + i + ",\"value\":\"" + value + "\"}");
    return "{\"Event\":{\"_AttributeFlattened\":[" + list + "]}}";
  }

  @Test
  void many_attributes_go_in_batches_of_limited_count_and_size() {
    run(splunk, ",\"event_per_attribute\":\"1\"", attributes(1_200, "x"));
    assertThat(splunk.received()).extracting(r -> events(r).size()).containsExactly(500, 500, 200);
    run(splunk, ",\"event_per_attribute\":\"1\"", attributes(100, "x".repeat(10_000)));
    List<HttpPeer.Received> big = splunk.received().subList(3, splunk.received().size());
    assertThat(big.stream().mapToInt(r -> events(r).size()).sum()).isEqualTo(100);
    assertThat(big).hasSize(2).allMatch(r -> r.body().length() <= 512 * 1024);
  }

  @Test
  void an_event_without_attributes_sends_nothing() {
    OneNode.Outcome outcome = run(splunk, ",\"event_per_attribute\":\"1\"", "{\"Event\":{}}");
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).containsExactly("Nothing was selected, so nothing was sent");
    run(splunk, ",\"data_extraction_model\":\"{\\\"x\\\":\\\"Event.missing\\\"}\"", EVENT);
    assertThat(splunk.received()).isEmpty();
  }

  @Test
  void what_is_missing_is_named_and_a_refusal_never_shows_the_token() {
    assertThat(new OneNode(module).run("{}", EVENT).errors()).containsExactly("URL not provided.");
    assertThat(new OneNode(module).run("{\"url\":\"http://x/\"}", EVENT).errors())
        .containsExactly("Authorization token not provided.");
    splunk.answer(403, "{\"text\":\"Invalid token t0k-en\",\"code\":4}");
    OneNode.Outcome refused = run(splunk, "", EVENT);
    assertThat(refused.errors()).containsExactly("Authentication failed.");
    assertThat(refused.notes())
        .contains("Answer: {\"text\":\"Invalid token *****\",\"code\":4}")
        .last()
        .isEqualTo("Splunk events accepted before the failure: 0");
    splunk.answer(400, "t0k-en");
    assertThat(run(splunk, "", EVENT).errors())
        .containsExactly(
            "Something went wrong with the request or the remote side is having issues. Body returned: *****");
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_taken_only_when_asked_to(@TempDir Path folder)
      throws Exception {
    try (HttpPeer secure = HttpPeer.start(Certificates.ofAnUnknownAuthority(folder))) {
      assertThat(run(secure, "", EVENT).errors())
          .singleElement()
          .asString()
          .startsWith(
              "Something went wrong while sending the request. Error returned: no trust in the certificate of 127.0.0.1");
      OneNode.Outcome unverified = run(secure, ",\"verify_tls\":\"0\"", EVENT);
      assertThat(unverified.result()).isEqualTo(ModuleResult.done());
      assertThat(secure.received()).hasSize(1);
    }
  }

  private List<String> codes(String model) {
    return new OneNode(module)
        .check("{\"data_extraction_model\":" + model + "}").stream().map(Finding::code).toList();
  }

  @Test
  void a_malformed_model_is_refused_when_the_workflow_is_saved() {
    assertThat(codes("\"\"")).isEmpty();
    assertThat(codes("\"{}\"")).isEmpty();
    assertThat(codes("[]")).isEmpty();
    assertThat(codes("{\"i\":\"Event.info\"}")).isEmpty();
    assertThat(codes("\"{ no json\"")).containsExactly("malformed-parameter");
    assertThat(codes("\"[1]\"")).containsExactly("malformed-parameter");
    assertThat(codes("\"{\\\"i\\\": 1}\"")).containsExactly("malformed-parameter");
    assertThat(codes("\"{\\\"i\\\": \\\"Event.{n}[x=\\\"}\"")).containsExactly("malformed-path");
  }

  @Test
  void a_closed_gateway_shows_in_the_diagnosis() {
    assertThat(module.diagnose()).isEmpty();
    try (OpenGateway closed = OpenGateway.closed()) {
      assertThat(StandIns.inject(new SplunkHecExport(), closed).diagnose()).hasSize(1);
    }
  }
}
