package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.conformance.DirectExecutor;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.misp.ModuleAnswer.Kind;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.MispException;

class MispModulesTest {

  private @Nullable ModuleServicePeer running;

  private ModuleServicePeer start(String... settings) throws IOException {
    ModuleServicePeer service = ModuleServicePeer.start(settings);
    running = service;
    return service;
  }

  @AfterEach
  void stop() {
    if (running != null) running.close();
  }

  private static ModuleAnswer lookUp(ModuleServicePeer service, String module, String value) {
    return service
        .modules()
        .ask(
            ModuleQuestion.lookUp(
                service.module(module), Map.of("domain", value), List.of("domain", value)));
  }

  private static ModuleAnswer order(ModuleServicePeer service, String module) {
    return service
        .modules()
        .ask(ModuleQuestion.order(service.module(module), Map.of("data", Map.of())));
  }

  @Test
  void the_list_tells_what_a_module_takes_and_how() throws IOException {
    ModuleServicePeer service = start();
    assertThat(service.modules().modules())
        .extracting(MispModule::name)
        .containsExactly("dns", "geo", "countrycode", "csvimport", "peer_action");
    assertThat(service.peer().only().method() + " " + service.peer().only().path())
        .isEqualTo("GET /modules");
    MispModule dns = service.module("dns");
    assertThat(dns.kinds()).containsExactly("expansion", "hover");
    assertThat(dns.inputs()).containsExactly("hostname", "domain");
    assertThat(dns.settings()).containsExactly("nameserver", "api_key");
    assertThat(dns.standard()).isFalse();
    assertThat(service.module("geo").standard()).isTrue();
  }

  @Test
  void an_action_module_has_parameters_where_the_others_have_settings() throws IOException {
    ModuleServicePeer service = start();
    MispModule action = service.module("peer_action");
    assertThat(action.isAction()).isTrue();
    assertThat(action.settings()).isEmpty();
    assertThat(action.config()).containsEntry("blocking", true).containsKey("params");
    assertThat(service.module("dns").config()).isEmpty();
  }

  @Test
  void the_list_of_a_real_service_is_read_and_its_hover_modules_are_told_apart()
      throws IOException {
    ModuleServicePeer service = start();
    service.lists(RecordedAnswer.read("modules"));
    List<MispModule> modules = service.modules().modules();
    assertThat(modules).hasSize(172);
    assertThat(modules.stream().filter(MispModule::isAction).map(MispModule::name))
        .containsExactlyInAnyOrder(
            "export_sentinel", "mattermost", "nextcloud_talk", "slack", "testaction");
    assertThat(modules.stream().filter(MispModule::isEnrichment)).hasSize(134);
    assertThat(modules.stream().filter(MispModule::isHoverOnly).map(MispModule::name))
        .hasSize(13)
        .contains("countrycode", "yara_syntax_validator");
    assertThat(modules.stream().filter(m -> m.isEnrichment() && m.standard())).hasSize(72);
  }

  @Test
  void a_known_list_is_asked_for_again_by_its_tag_and_stays_the_same() throws IOException {
    ModuleServicePeer service = start("misp-modules.list-time", "PT0.000000001S");
    List<MispModule> first = service.modules().modules();
    service.peer().answerAt("/modules", 304, Map.of(), "");
    assertThat(service.modules().state().isDown()).isFalse();
    assertThat(service.modules().modules()).isSameAs(first);
    assertThat(service.peer().received().get(0).headers()).doesNotContainKey("If-None-Match");
    assertThat(service.peer().received().get(1).headers())
        .containsEntry("If-None-Match", "\"" + ModuleServicePeer.LIST.hashCode() + "\"");
  }

  @Test
  void a_fresh_list_is_not_asked_for_again() throws IOException {
    ModuleServicePeer service = start();
    for (int i = 0; i < 5; i++) assertThat(service.modules().modules()).hasSize(5);
    assertThat(service.modules().state())
        .returns(true, ModuleServiceState::configured)
        .returns(5, ModuleServiceState::modules)
        .returns(false, ModuleServiceState::isDown);
    assertThat(service.peer().received()).hasSize(1);
  }

  @Test
  void a_question_is_sent_with_the_time_that_the_service_has_for_it() throws IOException {
    ModuleServicePeer service = start();
    service.answers("{\"results\":[{\"types\":[\"text\"],\"values\":[\"é\"]}]}");
    ModuleAnswer answer = lookUp(service, "dns", "a.test");
    assertThat(service.question().method()).isEqualTo("POST");
    assertThat(service.question().headers()).containsEntry("Content-type", "application/json");
    assertThat(service.question().json())
        .isEqualTo(Map.of("module", "dns", "domain", "a.test", "timeout", 9L));
    assertThat(answer.kind()).isEqualTo(Kind.RESULTS);
    assertThat(answer.get("results"))
        .isEqualTo(List.of(Map.of("types", List.of("text"), "values", List.of("é"))));
  }

  @ParameterizedTest
  @CsvSource({
    "dns, 9",
    "countrycode, 4",
    "geo, 1",
    "peer_action, 29",
  })
  void each_kind_of_module_has_a_time_of_its_own(String module, long seconds) throws IOException {
    ModuleServicePeer service =
        start("misp-modules.action-timeout", "PT30S", "misp-modules.geo.expansion-timeout", "PT1S");
    if (module.equals("peer_action")) order(service, module);
    else lookUp(service, module, "a.test");
    assertThat(service.question().json().get("timeout")).isEqualTo(seconds);
  }

  @Test
  void results_are_given_again_to_who_asks_the_same() throws IOException {
    ModuleServicePeer service = start();
    service.answers("{\"results\":[]}");
    ModuleAnswer first = lookUp(service, "dns", "a.test");
    ModuleAnswer again = lookUp(service, "dns", "a.test");
    assertThat(first.kept()).isFalse();
    assertThat(again.kept()).isTrue();
    assertThat(again.body()).isEqualTo(first.body()).isNotSameAs(first.body());
    assertThat(lookUp(service, "dns", "b.test").kept()).isFalse();
    assertThat(lookUp(service, "countrycode", "a.test").kept()).isFalse();
    assertThat(service.questions()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "{\"error\":\"no\"}", "{\"error\":\"Timeout.\"}", "{}"})
  void nothing_but_results_is_kept(String answer) throws IOException {
    ModuleServicePeer service = start();
    service.answers(answer);
    lookUp(service, "dns", "a.test");
    lookUp(service, "dns", "a.test");
    assertThat(service.questions()).hasSize(2);
  }

  @Test
  void what_is_done_is_done_again_and_a_module_can_be_asked_anew_each_time() throws IOException {
    ModuleServicePeer service = start("misp-modules.dns.cache-time", "PT0S");
    service.answers("{\"results\":[],\"data\":true}");
    order(service, "peer_action");
    order(service, "peer_action");
    lookUp(service, "dns", "a.test");
    lookUp(service, "dns", "a.test");
    assertThat(service.questions()).hasSize(4);
  }

  @Test
  void a_module_is_asked_no_more_often_than_its_quota_and_says_when_it_can_be() throws IOException {
    ModuleServicePeer service = start("misp-modules.quota", "5", "misp-modules.dns.quota", "2");
    service.answers("{\"results\":[]}");
    lookUp(service, "dns", "a.test");
    lookUp(service, "dns", "b.test");
    lookUp(service, "dns", "a.test"); // from memory
    ModuleAnswer refused = lookUp(service, "dns", "c.test");
    assertThat(refused.kind()).isEqualTo(Kind.QUOTA);
    assertThat(refused.text())
        .startsWith(
            "The module `dns` was asked 2 times in this hour, as often as misp-workflows.misp-modules.quota or misp-workflows.misp-modules.dns.quota allows. It can be asked again at 20")
        .endsWith(":00:00Z.");
    assertThat(lookUp(service, "countrycode", "c.test").kind()).isEqualTo(Kind.RESULTS);
    assertThat(service.questions()).hasSize(3);
  }

  @Test
  void an_action_that_is_late_is_not_asked_again() throws IOException {
    ModuleServicePeer service =
        start("misp-modules.action-timeout", "PT0.3S", "outbound.retries", "3");
    MispModule action = service.module("peer_action");
    CountDownLatch gate = service.peer().hold();
    ModuleAnswer answer =
        service.modules().ask(ModuleQuestion.order(action, Map.of("data", Map.of())));
    gate.countDown();
    assertThat(answer.kind()).isEqualTo(Kind.LATE);
    assertThat(answer.text())
        .endsWith(
            " didn't answer within 0.3 s. It may be at work on it still, so it wasn't asked again.");
    assertThat(service.questions()).hasSize(1);
  }

  @Test
  void eight_are_asked_at_once_and_the_ninth_waits_its_time() throws Exception {
    ModuleServicePeer service =
        start(
            "misp-modules.dns.expansion-timeout", "PT20S", "misp-modules.hover-timeout", "PT0.3S");
    MispModule dns = service.module("dns");
    CountDownLatch gate = service.peer().hold();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<ModuleAnswer>> eight = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Map<String, Object> domain = Map.of("domain", i + ".test");
        eight.add(
            threads.submit(
                () ->
                    service
                        .modules()
                        .ask(ModuleQuestion.lookUp(dns, Map.copyOf(domain), List.of(domain)))));
      }
      while (service.questions().size() < 8) Thread.sleep(10);
      ModuleAnswer ninth = lookUp(service, "countrycode", "a.test");
      assertThat(ninth.kind()).isEqualTo(Kind.BUSY);
      assertThat(ninth.text()).contains(" wasn't asked: ", "has 8 requests at once already");
      assertThat(service.modules().state().isDown()).isFalse();
      service.answers("{\"results\":[]}");
      gate.countDown();
      for (Future<ModuleAnswer> one : eight) assertThat(one.get().kind()).isEqualTo(Kind.RESULTS);
    } finally {
      threads.shutdownNow();
    }
    assertThat(service.questions()).hasSize(8);
  }

  @Test
  void a_service_that_goes_away_keeps_its_modules_and_is_marked_at_the_first_question()
      throws IOException {
    ModuleServicePeer service = start("misp-modules.dns.quota", "1");
    MispModule dns = service.module("dns");
    service.peer().close();
    ModuleAnswer answer = lookUp(service, "dns", "a.test");
    assertThat(answer.kind()).isEqualTo(Kind.UNREACHABLE);
    String away = "The misp-modules service at " + service.peer().url("") + " can't be asked: ";
    assertThat(answer.text()).startsWith(away);
    assertThat(service.modules().modules()).contains(dns);
    ModuleServiceState state = service.modules().state();
    assertThat(state.isDown()).isTrue();
    assertThat(state.trouble()).startsWith(away);
    assertThat(service.modules().diagnose())
        .containsExactly(Diagnosis.error("Since " + state.downSince() + ": " + state.trouble()));
    assertThat(lookUp(service, "dns", "a.test").kind())
        .as("what wasn't asked doesn't count")
        .isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void a_service_that_fails_again_and_again_is_left_alone_and_the_cause_stays_visible()
      throws IOException {
    ModuleServicePeer service =
        start("outbound.breaker-failures", "2", "misp-modules.list-time", "PT0.000000001S");
    MispModule dns = service.module("dns");
    service.peer().close();
    for (int i = 0; i < 4; i++)
      service.modules().ask(ModuleQuestion.lookUp(dns, Map.of(), List.of(i)));
    assertThat(service.modules().state().leftAlone()).isTrue();
    assertThat(service.modules().state().trouble()).contains("nobody answers at");
    assertThat(service.modules().diagnose())
        .extracting(Diagnosis::message)
        .singleElement()
        .asString()
        .startsWith("Since 20")
        .endsWith("It failed again and again and is left alone for a while.");
  }

  @Test
  void a_service_whose_modules_are_late_again_and_again_is_left_alone_before_it_counts_as_away()
      throws IOException {
    ModuleServicePeer service =
        start("outbound.breaker-failures", "2", "misp-modules.action-timeout", "PT0.2S");
    MispModule action = service.module("peer_action");
    CountDownLatch gate = service.peer().hold();
    for (int i = 0; i < 2; i++)
      service.modules().ask(ModuleQuestion.order(action, Map.of("data", Map.of())));
    gate.countDown();
    assertThat(service.modules().state())
        .returns(true, ModuleServiceState::leftAlone)
        .returns(false, ModuleServiceState::isDown);
    assertThat(service.modules().diagnose())
        .extracting(Diagnosis::severity)
        .containsExactly(Diagnosis.Severity.WARNING);
    assertThat(service.modules().ask(ModuleQuestion.order(action, Map.of())).kind())
        .isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void a_service_that_was_never_there_offers_nothing_and_says_why() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (OpenGateway gateway = new OpenGateway(FixedConfig.settings("outbound.retries", "0"))) {
      MispModules modules =
          StandIns.started(
              new MispModules(),
              gateway,
              FixedConfig.settings("misp-modules.url", "http://127.0.0.1:" + port),
              new DirectExecutor());
      assertThatThrownBy(modules::modules)
          .isInstanceOf(MispException.class)
          .hasMessageContaining("can't be asked: nobody answers at 127.0.0.1:" + port);
      assertThat(modules.state().isDown()).isTrue();
      assertThat(modules.state().modules()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "{\"error\":\"x\"}", "\"modules\""})
  void a_list_that_is_none_is_an_error(String body) throws IOException {
    ModuleServicePeer service = start();
    service.lists(body);
    assertThatThrownBy(() -> service.modules().modules())
        .isInstanceOf(MispException.class)
        .hasMessageEndingWith("didn't answer with a list of modules.");
  }

  @ParameterizedTest
  @CsvSource({
    "200, answered with something that is not JSON.",
    "500, answered with status 500.",
  })
  void a_list_that_is_a_page_for_people_is_an_error(int status, String why) throws IOException {
    ModuleServicePeer service = start();
    service.peer().answerAt("/modules", status, Map.of(), "<html></html>");
    assertThatThrownBy(() -> service.modules().modules())
        .isInstanceOf(MispException.class)
        .hasMessageEndingWith(why);
  }

  @Test
  void without_a_service_it_says_how_to_name_one() {
    try (OpenGateway gateway = OpenGateway.toThisMachine()) {
      MispModules off =
          StandIns.started(
              new MispModules(), gateway, FixedConfig.settings(), new DirectExecutor());
      assertThatThrownBy(off::modules)
          .isInstanceOf(MispException.class)
          .hasMessage(
              "No misp-modules service is configured; set misp-workflows.misp-modules.url to its address.");
      assertThat(off.state().configured()).isFalse();
      assertThat(off.state().isDown()).isFalse();
      assertThat(off.diagnose())
          .extracting(Diagnosis::message)
          .containsExactly(
              "No misp-modules service is configured: set misp-workflows.misp-modules.url to its address to use this module.");
    }
  }
}
