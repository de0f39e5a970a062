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
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.HttpPeer;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.spi.Diagnosis;

class FlowintelCreateCaseTest {

  private static final String KEY = "W4PWn54LzJ71TY55PzxChVBl4tyPuIkM";
  private static final String UUID = "5f6b1c3e-8d4a-4d2e-9f0b-2b1c3d4e5f60";
  private static final String EVENT =
      "{\"Event\":{\"info\":\"Ransomware {{ 7*7 }}\",\"uuid\":\""
          + UUID
          + "\"},\"_env\":{\"baseurl\":\"https://misp.test/\"}}";

  private HttpPeer flowintel;

  @BeforeEach
  void start() throws IOException {
    flowintel = HttpPeer.start();
    flowintel.answer(201, "{\"message\":\"Case created, id: 12\",\"case_id\":12}");
  }

  @AfterEach
  void stop() {
    flowintel.close();
  }

  private OneNode.Outcome run(String data, String... more) {
    List<String> fields = new ArrayList<>(List.of("url", flowintel.url("/"), "apikey", KEY));
    fields.addAll(List.of(more));
    StringBuilder parameters = new StringBuilder("{");
    for (int i = 0; i < fields.size(); i += 2) {
      if (i > 0) parameters.append(',');
      parameters
          .append(Json.write(fields.get(i)))
          .append(':')
          .append(Json.write(fields.get(i + 1)));
    }
    try (OpenGateway http = OpenGateway.toThisMachine()) {
      return new OneNode(StandIns.inject(new FlowintelCreateCase(), http))
          .run(parameters.append('}').toString(), data);
    }
  }

  @Test
  void a_case_is_created_that_links_to_the_event() {
    OneNode.Outcome outcome = run(EVENT);
    assertThat(outcome.isDone()).isTrue();
    assertThat(flowintel.only().method()).isEqualTo("POST");
    assertThat(flowintel.only().path()).isEqualTo("/api/case/create");
    assertThat(flowintel.only().headers())
        .containsEntry("X-API-KEY", KEY)
        .containsEntry("Content-type", "application/json");
    assertThat(flowintel.only().json())
        .isEqualTo(
            Map.of(
                "title",
                "Ransomware {{ 7*7 }}",
                "description",
                "Created by the workflow Test. MISP event: https://misp.test/events/view/" + UUID,
                "ticket_id",
                UUID));
    assertThat(outcome.notes()).contains("Case 12: " + flowintel.url("/case/12"));
  }

  @Test
  void without_the_address_of_misp_the_case_names_the_uuid() {
    for (String data :
        List.of(
            "{\"Event\":{\"info\":\"x\",\"uuid\":\"" + UUID + "\"}}",
            EVENT.replace("https://misp.test/", "javascript:alert(1)"))) {
      assertThat(run(data).isDone()).isTrue();
    }
    assertThat(flowintel.received())
        .allSatisfy(
            request ->
                assertThat(String.valueOf(request.json().get("description")))
                    .endsWith(" MISP event: " + UUID));
  }

  @Test
  void a_case_without_reference_tells_nothing_of_the_event() {
    assertThat(run(EVENT, "create-reference", "no", "case-name", "A case").isDone()).isTrue();
    assertThat(flowintel.only().json())
        .isEqualTo(Map.of("title", "A case", "description", "Created by the workflow Test."));
  }

  @Test
  void an_event_without_uuid_is_noted() {
    OneNode.Outcome outcome = run("{\"Event\":{\"info\":\"x\"}}");
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .contains("The data hold no event with a UUID, so the case refers to none");
    assertThat(flowintel.only().json()).doesNotContainKey("ticket_id");
  }

  @Test
  void the_name_is_a_template_and_the_events_info_stands_in_for_an_empty_one() {
    assertThat(run(EVENT, "case-name", "{{ Event.uuid[:8] }}: {{ Event.info }}").isDone()).isTrue();
    assertThat(flowintel.only().json().get("title")).isEqualTo("5f6b1c3e: Ransomware {{ 7*7 }}");
    assertThat(run(EVENT, "case-name", "{{ Event.nothing }}").isDone()).isTrue();
    assertThat(flowintel.received().get(1).json().get("title")).isEqualTo("Ransomware {{ 7*7 }}");
  }

  @Test
  void a_case_without_a_name_is_not_created() {
    assertThat(run("{\"Event\":{\"uuid\":\"" + UUID + "\"}}").errors())
        .containsExactly("The case has no name: its template gave no text, and the event no info.");
    assertThat(flowintel.received()).isEmpty();
  }

  @Test
  void an_older_flowintel_says_the_id_in_words() {
    flowintel.answer(201, "{\"message\":\"Case created, id: 3\"}");
    OneNode.Outcome outcome = run(EVENT);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).contains("Flowintel: Case created, id: 3");
  }

  @Test
  void a_refusal_is_told_in_the_words_of_flowintel() {
    flowintel.answer(400, "{\"message\":\"Title already exist\"}");
    assertThat(run(EVENT).errors())
        .containsExactly(
            "The remote side refused the request: Title already exist (a title is unique: put something of the event, its id say, into the name)");
    flowintel.answer(403, "{\"message\":\"API key not found\"}");
    assertThat(run(EVENT).errors())
        .containsExactly("The remote side refused the request: API key not found");
  }

  @Test
  void a_page_instead_of_an_answer_is_no_success() {
    flowintel.answer(200, "<html>Log in</html>");
    assertThat(run(EVENT).errors().get(0)).endsWith("Body returned: <html>Log in</html>");
  }

  @Test
  void the_api_key_is_in_no_error_and_no_note() {
    List<OneNode.Outcome> failures = new ArrayList<>();
    flowintel.answer(400, "{\"message\":\"unknown key " + KEY + "\"}");
    failures.add(run(EVENT));
    flowintel.answer(401, "<p>" + KEY);
    failures.add(run(EVENT));
    flowintel.close();
    failures.add(run(EVENT));
    assertThat(failures.get(0).errors())
        .containsExactly("The remote side refused the request: unknown key *****");
    assertThat(failures.get(1).errors()).containsExactly("Authentication failed.");
    assertThat(failures.get(2).errors().get(0)).contains("nobody answers at 127.0.0.1");
    assertThat(failures.toString()).doesNotContain(KEY);
  }

  @Test
  void what_is_missing_is_named() {
    assertThat(run(EVENT, "url", " ").errors()).containsExactly("URL not provided.");
    assertThat(run(EVENT, "apikey", "").errors()).containsExactly("API key not provided.");
    assertThat(run(EVENT, "apikey", "a\nb").errors())
        .containsExactly(
            "The API key holds characters that no key has: copy it again from your profile in Flowintel.");
    assertThat(flowintel.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"flowintel.test", "https://u:pass@f.test", "https://f.test/?a=b"})
  void a_url_that_is_none_is_refused_and_not_shown(String url) {
    assertThat(run(EVENT, "url", url).errors())
        .containsExactly("The URL of Flowintel is none: give a http or https URL without query.");
  }

  @Test
  void closed_doors_show_in_the_diagnosis() {
    try (OpenGateway open = OpenGateway.toThisMachine();
        OpenGateway closed = OpenGateway.closed()) {
      assertThat(StandIns.inject(new FlowintelCreateCase(), open).diagnose()).isEmpty();
      assertThat(StandIns.inject(new FlowintelCreateCase(), closed).diagnose())
          .extracting(Diagnosis::severity)
          .containsExactly(Diagnosis.Severity.ERROR);
    }
  }
}
