package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.misp.ModuleServicePeer;
import org.mispworkflows.misp.RecordedAnswer;
import org.mispworkflows.spi.Diagnosis;

/** Attach enrichment with a service at the other end. */
class EnrichmentServiceTest {

  private static final String FOUND = "{\"results\":[{\"types\":[\"text\"],\"values\":[\"x\"]}]}";

  private @Nullable ModuleServicePeer running;

  private ModuleServicePeer start(String... settings) throws IOException {
    ModuleServicePeer service = ModuleServicePeer.start(settings);
    service.answers(FOUND);
    running = service;
    return service;
  }

  @AfterEach
  void stop() {
    if (running != null) running.close();
  }

  private static AttachEnrichment module(ModuleServicePeer service) {
    return StandIns.inject(new AttachEnrichment(), service.modules(), service.settings());
  }

  private static OneNode.Outcome run(ModuleServicePeer service, String modules, String event) {
    return new OneNode(module(service)).run("{\"modules\":" + modules + "}", Events.core(event));
  }

  private static String event(String type, String uuid, String value) {
    return "{\"Event\":{\"Attribute\":[{\"type\":\"%s\",\"uuid\":\"%s\",\"value\":\"%s\"}]}}"
        .formatted(type, uuid, value);
  }

  private static String domains(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"type\":\"domain\",\"value\":\"" + i + ".test\"}")
        .collect(Collectors.joining(",", "{\"Event\":{\"Attribute\":[", "]}}"));
  }

  @Test
  void the_same_value_in_another_event_is_answered_from_memory() throws IOException {
    ModuleServicePeer service = start();
    run(service, "\"dns\"", event("domain", "u-1", "a.test"));
    OneNode.Outcome again = run(service, "\"dns\"", event("domain", "u-2", "a.test"));
    assertThat(service.questions()).hasSize(1);
    assertThat(again.notes())
        .containsExactly("Questions asked: 1 (1 answered from memory), attributes with results: 1");
    assertThat(Events.at(again.data(), "Event.Attribute.0.enrichment.0.0.values.0")).isEqualTo("x");
  }

  @Test
  void what_a_module_says_of_a_whole_attribute_is_not_told_of_another_one() throws IOException {
    ModuleServicePeer service = start();
    run(service, "\"geo\"", event("ip-src", "u-1", "192.0.2.1"));
    run(service, "\"geo\"", event("ip-src", "u-2", "192.0.2.1"));
    assertThat(service.questions()).hasSize(2);
    run(service, "\"geo\"", event("ip-src", "u-1", "192.0.2.1"));
    assertThat(service.questions()).hasSize(2);
  }

  @Test
  void a_dry_run_asks_all_the_same() throws IOException {
    ModuleServicePeer service = start();
    OneNode.Outcome outcome =
        new OneNode(module(service))
            .dry()
            .run("{\"modules\":\"dns\"}", Events.core(event("domain", "u-1", "a.test")));
    assertThat(outcome.isDone()).isTrue();
    assertThat(service.questions()).hasSize(1);
  }

  @Test
  void modules_for_hover_windows_can_be_asked_and_others_cannot() throws IOException {
    ModuleServicePeer service = start();
    OneNode.Outcome hover = run(service, "\"countrycode\"", event("domain", "u-1", "a.test"));
    assertThat(hover.isDone()).isTrue();
    assertThat(service.question().json().get("timeout")).isEqualTo(4L);
    assertThat(run(service, "\"csvimport\"", event("domain", "u-1", "a.test")).errors())
        .containsExactly(
            "The module `csvimport` of the misp-modules service is for import: it can't be asked about attributes.");
  }

  @Test
  void results_of_both_formats_and_all_shapes_of_values_are_attached_as_they_came()
      throws IOException {
    for (String recorded :
        new String[] {
          "countrycode .com (static)",
          "yara ok",
          "sigma queries",
          "extract_url_components (misp_standard, whole attribute)"
        }) {
      try (ModuleServicePeer service = start()) {
        String body = Objects.requireNonNull(RecordedAnswer.ALL.get(recorded)).body();
        service.answers(body);
        OneNode.Outcome outcome = run(service, "\"dns\"", event("domain", "u-1", "a.test"));
        assertThat(Json.write(Events.at(outcome.data(), "Event.Attribute.0.enrichment.0")))
            .as(recorded)
            .isEqualTo(Json.write(Events.at(Events.record(body), "results")));
      }
    }
  }

  @Test
  void a_service_that_is_away_is_asked_no_further_question() throws IOException {
    ModuleServicePeer service = start();
    assertThat(service.modules().modules()).isNotEmpty();
    service.peer().close();
    OneNode.Outcome outcome = run(service, "[\"dns\",\"countrycode\"]", domains(50));
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .startsWith("The misp-modules service at ")
        .contains(" can't be asked: ");
    assertThat(outcome.notes().get(outcome.notes().size() - 1))
        .isEqualTo("Questions asked: 1, given up: 99, attributes with results: 0");
  }

  @Test
  void a_service_that_is_away_is_no_failure_in_misps_reading() throws IOException {
    ModuleServicePeer service = start("misp-modules.dns.lenient", "true");
    assertThat(service.modules().modules()).isNotEmpty();
    service.peer().close();
    OneNode.Outcome outcome = run(service, "\"dns\"", domains(3));
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes().get(0))
        .startsWith("dns about domain 0.test: Answer unreachable, read as MISP does: ");
  }

  @Test
  void a_service_that_was_never_there_fails_the_node_unless_all_is_read_as_misp_does()
      throws IOException {
    ModuleServicePeer strict = start();
    strict.peer().close();
    assertThat(run(strict, "\"dns\"", domains(1)).errors())
        .singleElement()
        .asString()
        .startsWith("The misp-modules service at ");
    ModuleServicePeer lenient = start("misp-modules.dns.lenient", "true");
    lenient.peer().close();
    OneNode.Outcome outcome = run(lenient, "\"dns\"", domains(1));
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes().get(0)).startsWith("Read as MISP does, nothing was asked: ");
    assertThat(run(lenient, "[\"dns\",\"geo\"]", domains(1)).isDone()).isFalse();
  }

  @Test
  void a_module_that_times_out_three_times_is_given_up_and_the_others_are_not() throws IOException {
    ModuleServicePeer service = start();
    assertThat(service.modules().modules()).isNotEmpty();
    for (int i = 0; i < 3; i++)
      service.peer().answerOnce(200, Map.of(), "{\"error\":\"Timeout.\"}");
    OneNode.Outcome outcome = run(service, "\"dns\"", domains(5));
    assertThat(outcome.errors())
        .containsExactly(
            "The module `dns`, asked about domain 0.test, was given up by the misp-modules service after its time. It may be at work still, so it isn't asked again.");
    assertThat(outcome.notes())
        .containsExactly(
            "dns about domain 0.test: Answer timeout, read strictly: {\"error\":\"Timeout.\"}",
            "Questions asked: 3, given up: 2, attributes with results: 0");
    assertThat(service.questions()).hasSize(3);
  }

  @Test
  void a_quota_that_is_used_up_fails_the_node_and_what_was_found_before_stays() throws IOException {
    ModuleServicePeer service = start("misp-modules.dns.quota", "2");
    OneNode.Outcome outcome = run(service, "[\"dns\",\"countrycode\"]", domains(4));
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .startsWith("The module `dns` was asked 2 times in this hour");
    assertThat(service.questions()).hasSize(2 + 4);
    assertThat(Events.at(outcome.data(), "Event.Attribute.3.enrichment"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(1);
    assertThat(Events.at(outcome.data(), "Event.Attribute.0.enrichment"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(2);
  }

  @Test
  void a_module_that_is_late_stops_the_questions() throws IOException {
    ModuleServicePeer service = start("misp-modules.expansion-timeout", "PT0.3S");
    assertThat(service.modules().modules()).isNotEmpty();
    CountDownLatch gate = service.peer().hold();
    OneNode.Outcome outcome = run(service, "\"dns\"", domains(5));
    gate.countDown();
    assertThat(outcome.errors()).singleElement().asString().contains("didn't answer within 0.3 s");
    assertThat(service.questions()).hasSize(1);
  }

  @Test
  void the_diagnosis_says_what_is_missing() throws IOException {
    ModuleServicePeer service = start("misp-modules.list-time", "PT0.000000001S");
    assertThat(module(service).diagnose()).isEmpty();
    service.lists("[]");
    assertThat(module(service).diagnose())
        .containsExactly(
            Diagnosis.warning("The misp-modules service offers no enrichment modules."));
    service.peer().close();
    assertThat(module(service).diagnose())
        .extracting(Diagnosis::message)
        .singleElement()
        .asString()
        .startsWith("Since 20");
  }
}
