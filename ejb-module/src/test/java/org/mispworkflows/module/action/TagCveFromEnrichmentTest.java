package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.config.Settings;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.HttpPeer;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.MispException;

class TagCveFromEnrichmentTest {

  private static final String DATA =
      """
      {"Event": {"id": "7", "Tag": [{"name": "osint", "local": false}], "Attribute": [
        {"id": "11", "event_id": "7", "type": "vulnerability", "value": "cve-2021-44228 ",
         "comment": "seen"},
        {"id": "12", "event_id": "7", "type": "vulnerability", "value": "CVE-2021-44228",
         "comment": "CVE Summary: known"},
        {"id": "13", "event_id": "7", "type": "ip-dst", "value": "CVE-2021-44228"},
        {"id": "14", "event_id": "7", "type": "vulnerability", "value": "CVE-2020-0001"}]}}
      """;

  private static final String LOG4SHELL =
      """
      {"containers": {"cna": {"descriptions": [
         {"lang": "fr", "value": "Mauvais"}, {"lang": "en-US", "value": " Log4j looks up names. "}]},
       "adp": [{"title": "one"},
         {"metrics": [{"other": {}}, {"cvssV3_1": {"baseScore": 10.0}}]}]}}
      """;

  private static final String OTHER =
      "{\"containers\":{\"cna\":{\"metrics\":[{\"cvssV2_0\":{\"baseScore\":4.3}}]}}}";

  private HttpPeer api;
  private final StandInMisp misp = new StandInMisp();

  @BeforeEach
  void start() throws IOException {
    api = HttpPeer.start();
    misp.answering("saveAttributes", args -> Map.of());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private OneNode.Outcome run(String parameters, String data, MispConnection connection) {
    return run(parameters, data, connection, false, "outbound.retries", "0");
  }

  private OneNode.Outcome run(
      String parameters, String data, MispConnection connection, boolean dry, String... more) {
    Settings ofGateway = FixedConfig.settings(more);
    Settings settings = FixedConfig.settings("cve.url", api.url("/api/cve/"));
    try (OpenGateway gateway = new OpenGateway(ofGateway)) {
      OneNode node =
          new OneNode(StandIns.inject(new TagCveFromEnrichment(), gateway, settings))
              .with(connection);
      return (dry ? node.dry() : node).run(parameters, Events.core(data));
    }
  }

  private OneNode.Outcome run(String parameters) {
    return run(parameters, DATA, misp.connection());
  }

  private String service() {
    return "The CVE API at " + api.url("/api/cve");
  }

  private void answerBoth() {
    api.answerOnce(200, Map.of(), LOG4SHELL);
    api.answerOnce(200, Map.of(), OTHER);
  }

  @Test
  void each_cve_is_asked_about_once() {
    answerBoth();
    assertThat(run("{}").isDone()).isTrue();
    assertThat(api.received())
        .extracting(HttpPeer.Received::path)
        .containsExactly("/api/cve/CVE-2021-44228", "/api/cve/CVE-2020-0001");
  }

  @Test
  void score_and_threat_level_become_tags_and_the_summary_completes_the_comment() {
    answerBoth();
    OneNode.Outcome outcome = run("{}");
    assertThat(WriteCases.tags(WriteCases.attribute(outcome, 0)))
        .containsExactly("CVSS:10 L", "misp:threat-level=\"high-risk\" L");
    assertThat(WriteCases.allTags(WriteCases.attribute(outcome, 0)))
        .containsExactly("osint", "CVSS:10 L", "misp:threat-level=\"high-risk\" L");
    assertThat(WriteCases.attribute(outcome, 0))
        .containsEntry("comment", "seen CVE Summary: Log4j looks up names.");
    assertThat(WriteCases.attribute(outcome, 1)).containsEntry("comment", "CVE Summary: known");
    assertThat(WriteCases.attribute(outcome, 2)).doesNotContainKey("Tag");
    assertThat(WriteCases.tags(WriteCases.attribute(outcome, 3)))
        .containsExactly("CVSS:4.3 L", "misp:threat-level=\"medium-risk\" L");
    assertThat(WriteCases.attribute(outcome, 3)).doesNotContainKey("comment");
    assertThat(outcome.notes())
        .containsExactly(
            "CVE tags are on 3 of 3 vulnerabilities",
            "Comments to which a CVE summary is appended: 1",
            "1 of 1 attributes changed");
  }

  @Test
  void misp_is_told_of_the_tags_and_of_the_changed_comment_only() {
    answerBoth();
    run("{\"locality\":\"global\",\"add_vulnerability_ttp\":\"yes\"}");
    assertThat(misp.calls()).hasSize(4);
    assertThat(misp.calls().get(0))
        .isEqualTo(
            "attachTags attribute 11 [misp-galaxy:mitre-attack-pattern=\"Vulnerabilities - T1588.006\", CVSS:10, misp:threat-level=\"high-risk\"] false ");
    assertThat(misp.calls().get(3))
        .startsWith("saveAttributes event 7 [{id=11")
        .doesNotContain("id=12")
        .endsWith("[comment]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"add_vulnerability_ttp\":\"no\"}"})
  void the_ttp_is_added_only_where_it_was_chosen(String parameters) {
    answerBoth();
    run(parameters);
    assertThat(misp.calls().toString()).doesNotContain("T1588");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'cvssV3_1':{'baseScore':7}} | CVSS:7, misp:threat-level='high-risk'",
        "{'cvssV4_0':{'baseScore':6.9}} | CVSS:6.9, misp:threat-level='medium-risk'",
        "{'cvssV2_0':{'baseScore':9},'cvssV3_0':{'baseScore':3.9}} | CVSS:3.9, misp:threat-level='low-risk'",
        "{'cvssV3_1':{'baseScore':'bad'}} | CVSS:unknown, misp:threat-level='unknown-risk'",
        "{} | CVSS:unknown, misp:threat-level='unknown-risk'"
      })
  void the_level_follows_from_the_score(String metric, String tags) {
    String record = "{'containers':{'cna':{'metrics':[" + metric + "]}}}";
    Optional<CveRecord> read = CveRecord.of(Json.parse(record.replace('\'', '"')));
    assertThat(read.map(found -> String.join(", ", found.tags())))
        .contains(tags.replace('\'', '"'));
  }

  @Test
  void a_summary_in_another_language_is_better_than_none_and_a_long_one_is_cut() {
    api.answer(
        200,
        "{\"containers\":{\"cna\":{\"descriptions\":[{\"lang\":\"es\",\"value\":\""
            + "ñ".repeat(70_000)
            + "\"}]}}}");
    OneNode.Outcome outcome = run("{}");
    assertThat(WriteCases.attribute(outcome, 3).get("comment"))
        .asString()
        .startsWith("CVE Summary: ñ")
        .hasSize(65_535);
  }

  @ParameterizedTest
  @CsvSource({"404, nothing here", "200, null", "200, {}", "200, []"})
  void a_cve_that_is_not_known_is_a_note(int status, String body) {
    api.answerOnce(status, Map.of(), body);
    api.answerOnce(200, Map.of(), OTHER);
    OneNode.Outcome outcome = run("{}");
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly(
            "CVE-2021-44228 isn't known to " + service(), "CVE tags are on 1 of 1 vulnerabilities");
    assertThat(WriteCases.attribute(outcome, 0)).doesNotContainKey("Tag");
  }

  @Test
  void an_odd_answer_is_a_failure_but_the_others_are_asked_and_tagged() {
    api.answerOnce(500, Map.of(), "out of order");
    api.answerOnce(200, Map.of(), OTHER);
    OneNode.Outcome outcome = run("{}");
    assertThat(outcome.errors())
        .containsExactly(
            service() + " answered with status 500 about CVE-2021-44228: out of order");
    assertThat(WriteCases.tags(WriteCases.attribute(outcome, 3))).contains("CVSS:4.3 L");
    assertThat(outcome.notes()).containsExactly("CVE tags are on 1 of 1 vulnerabilities");
    assertThat(misp.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{\"message\":\"welcome\"}", "[1]"})
  void an_answer_that_is_no_record_is_shown(String body) {
    api.answer(200, body);
    assertThat(run("{}").errors())
        .hasSize(2)
        .contains(
            service()
                + " answered with status 200, but no CVE record, about CVE-2020-0001: "
                + body);
  }

  @Test
  void an_api_that_has_had_enough_is_not_asked_any_more() {
    api.answerOnce(429, Map.of(), "");
    OneNode.Outcome outcome = run("{}");
    assertThat(outcome.errors())
        .containsExactly(
            service()
                + " wants no more questions for now (429), at CVE-2021-44228. Not asked any more: CVE-2020-0001.");
    assertThat(api.received()).hasSize(1);
    assertThat(misp.calls()).isEmpty();
  }

  @Test
  void an_api_that_is_away_is_named_and_what_was_found_before_is_kept() {
    api.answerOnce(200, Map.of(), LOG4SHELL);
    api.answerOnce(302, Map.of("Location", "http://localhost:1/"), "");
    OneNode.Outcome outcome = run("{}");
    assertThat(outcome.errors())
        .containsExactly(
            service()
                + " can't be asked about CVE-2020-0001: 127.0.0.1 redirects to localhost, which nobody configured.");
    assertThat(WriteCases.tags(WriteCases.attribute(outcome, 0))).contains("CVSS:10 L");
    assertThat(outcome.notes()).contains("CVE tags are on 2 of 2 vulnerabilities");
    String name = service();
    api.close();
    assertThat(run("{}").errors())
        .singleElement()
        .asString()
        .startsWith(name + " can't be asked about CVE-2021-44228: nobody answers at 127.0.0.1")
        .endsWith(". Not asked any more: CVE-2020-0001.");
  }

  @Test
  void it_asks_too_while_the_urls_of_authors_are_switched_off() {
    answerBoth();
    OneNode.Outcome outcome =
        run("{}", DATA, misp.connection(), false, "outbound.enabled", "false");
    assertThat(outcome.isDone()).isTrue();
  }

  @Test
  void without_a_misp_the_data_are_changed_all_the_same() {
    answerBoth();
    OneNode.Outcome outcome = run("{}", DATA, MispConnection.NONE);
    assertThat(outcome.notes())
        .containsExactly(
            WriteCases.NOT_CONNECTED,
            "CVE tags are on 3 of 3 vulnerabilities",
            "Comments to which a CVE summary is appended: 1");
    assertThat(WriteCases.attribute(outcome, 0).get("comment")).asString().contains("Log4j");
  }

  @Test
  void a_dry_run_asks_nobody_and_changes_nothing() {
    OneNode.Outcome outcome = run("{}", DATA, misp.connection(), true);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly("Dry run, not sent: questions about CVE-2021-44228, CVE-2020-0001");
    assertThat(api.received()).isEmpty();
    assertThat(misp.calls()).isEmpty();
  }

  @Test
  void marked_data_are_not_asked_about_where_an_admin_says_so() {
    OneNode.Outcome outcome =
        run(
            "{}",
            DATA.replace("osint", "tlp:red"),
            misp.connection(),
            false,
            "egress.marked",
            "refuse");
    assertThat(outcome.errors()).singleElement().asString().startsWith("Not sent to 127.0.0.1");
    assertThat(api.received()).isEmpty();
  }

  @Test
  void what_misp_refuses_is_said_and_such_an_attribute_keeps_its_comment() {
    misp.answering(
        "attachTags",
        args -> {
          throw new MispException("Not allowed.");
        });
    answerBoth();
    OneNode.Outcome outcome = run("{}");
    assertThat(outcome.errors())
        .containsExactly(
            "attribute 11: Not allowed.",
            "attribute 12: Not allowed.",
            "attribute 14: Not allowed.");
    assertThat(WriteCases.attribute(outcome, 0)).containsEntry("comment", "seen");
  }

  @Test
  void a_comment_that_misp_refuses_is_what_it_was_and_the_tags_stay() {
    misp.answering("saveAttributes", args -> Map.of(0, "too old"));
    answerBoth();
    OneNode.Outcome refused = run("{}");
    assertThat(refused.errors()).containsExactly("MISP refused attribute 11: too old");
    assertThat(WriteCases.attribute(refused, 0)).containsEntry("comment", "seen");
    assertThat(WriteCases.tags(WriteCases.attribute(refused, 0))).contains("CVSS:10 L");
    misp.answering(
        "saveAttributes",
        args -> {
          throw new MispException("MISP doesn't answer.");
        });
    answerBoth();
    assertThat(run("{}").errors())
        .containsExactly("The comments stay as they were: MISP doesn't answer.");
  }

  @Test
  void what_is_no_cve_is_not_asked_about() {
    String none = DATA.replace("CVE-2021-44228", "GHSA-1/../2").replace("cve-2021-44228", "");
    OneNode.Outcome outcome = run("{}", none.replace("CVE-2020-0001", "x"), misp.connection());
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly(
            "`` is not the id of a CVE: not asked",
            "`GHSA-1/../2` is not the id of a CVE: not asked",
            "`X` is not the id of a CVE: not asked",
            "None of the 4 attributes is a CVE: nothing was asked");
    assertThat(api.received()).isEmpty();
  }

  @Test
  void an_api_that_is_switched_off_is_a_failure_that_names_the_setting() {
    String message =
        "No CVE API is configured: set misp-workflows.cve.url to its address to use this module.";
    try (OpenGateway gateway = OpenGateway.toThisMachine()) {
      TagCveFromEnrichment module = new TagCveFromEnrichment();
      StandIns.inject(module, gateway, FixedConfig.settings("cve.url", "off"));
      assertThat(new OneNode(module).run("{}", DATA).errors()).containsExactly(message);
      assertThat(module.diagnose()).containsExactly(Diagnosis.error(message));
    }
  }

  @Test
  void the_diagnosis_names_an_api_of_ones_own_and_one_that_is_away() {
    TagCveFromEnrichment module = new TagCveFromEnrichment();
    try (OpenGateway gateway =
        new OpenGateway(
            FixedConfig.settings("outbound.breaker-failures", "1", "outbound.retries", "0"))) {
      StandIns.inject(module, gateway, FixedConfig.settings());
      assertThat(module.diagnose()).isEmpty();
      StandIns.inject(module, gateway, FixedConfig.settings("cve.url", api.url("/cve")));
      String own = "CVEs are looked up at " + api.url("/cve") + ", as misp-workflows.cve.url says.";
      String away =
          "The CVE API at "
              + api.url("/cve")
              + " failed again and again and is left alone for a while: check that this server can reach it, or set misp-workflows.cve.url or misp-workflows.outbound.proxy.";
      assertThat(messages(module)).containsExactly(own);
      api.answer(503, "");
      new OneNode(module).run("{}", Events.core(DATA));
      assertThat(messages(module)).containsExactly(away, own);
    }
  }

  private static List<String> messages(TagCveFromEnrichment module) {
    return module.diagnose().stream().map(Diagnosis::message).toList();
  }
}
