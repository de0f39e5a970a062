package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.misp.ModuleServicePeer;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Parameter;
import org.mispworkflows.spi.WorkflowModule;

class MispModuleActionTest {

  private static final String EVENT =
      """
      {"Event":{"info":"pwn {{ 7*7 }} {{ Event.Orgc.name }}","Orgc":{"name":"CIRCL"},"Attribute":[
        {"id":"1","uuid":"a-1","type":"ip-dst","value":"198.51.100.7"},
        {"id":"2","uuid":"a-2","type":"domain","value":"a.test"},
        {"id":"3","uuid":"a-3","type":"ip-dst","value":"198.51.100.8"}]}}
      """;

  private @Nullable ModuleServicePeer running;

  private ModuleServicePeer start(String... settings) throws IOException {
    ModuleServicePeer service = ModuleServicePeer.start(settings);
    service.answers("{\"data\":true}");
    running = service;
    return service;
  }

  @AfterEach
  void stop() {
    if (running != null) running.close();
  }

  private static MispModuleAction module(ModuleServicePeer service) {
    return new MispModuleAction(
        service.module("peer_action"), service.modules(), service.gateway(), service.settings());
  }

  private static OneNode node(ModuleServicePeer service) {
    return new OneNode(module(service));
  }

  private static Object sent(ModuleServicePeer service, String path) {
    return String.valueOf(Json.write(Events.at(Events.record(service.question().body()), path)));
  }

  private static String ofType(String type) {
    return Events.filter("Event._AttributeFlattened.{n}", "type", "equals", type);
  }

  @Test
  void the_service_is_sent_what_misp_sends_and_the_time_it_has() throws IOException {
    ModuleServicePeer service = start();
    OneNode.Outcome outcome =
        node(service)
            .run(
                "{\"answer\":\"true\",\"message_template\":\"Hi {{ Event.info }}\",\"data_extraction_path\":\"Event._AttributeFlattened.{n}.value\"}",
                "{\"Event\":{\"info\":\"n\",\"_AttributeFlattened\":[{\"value\":\"1.1.1.1\"}]}}");
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).containsExactly("Answer done: {\"data\":true}");
    assertThat(service.question().json())
        .isEqualTo(
            Json.parse(
                """
                {"module":"peer_action",
                 "data":{"Event":{"info":"n","_AttributeFlattened":[{"value":"1.1.1.1"}]}},
                 "filteredItems":{"Event":{"info":"n","_AttributeFlattened":[{"value":"1.1.1.1"}]}},
                 "params":{"answer":"true","message_template":"Hi n","bot_access_token":"",
                   "data_extraction_path":"Event._AttributeFlattened.{n}.value"},
                 "matchingData":{"Data Extraction Path":["1.1.1.1"]},
                 "timeout":9}
                """));
  }

  @Test
  void what_the_service_declares_is_what_the_editor_shows() throws IOException {
    var descriptor = module(start()).descriptor();
    assertThat(descriptor.id()).isEqualTo("peer_action");
    assertThat(descriptor.info().description()).isEqualTo("Probe action");
    assertThat(descriptor.info().blocking()).isTrue();
    assertThat(descriptor.info().coreFormat()).isTrue();
    assertThat(descriptor.info().nodeFilter()).isTrue();
    assertThat(descriptor.parameters())
        .extracting(p -> p.id() + " " + p.widget() + (p.jinja() ? " jinja" : ""))
        .containsExactly(
            "answer INPUT",
            "message_template TEXTAREA jinja",
            "bot_access_token INPUT",
            "data_extraction_path HASHPATH");
    assertThat(descriptor.parameters())
        .extracting(Parameter::defaultText)
        .as("the example is no default")
        .containsOnly("");
    assertThat(descriptor.parameters().get(0).placeholder()).isEqualTo("true");
  }

  /** In MISP the module, which renders again, posts {@code pwn 49 CIRCL}. */
  @Test
  void what_a_template_rendered_is_never_rendered_again() throws IOException {
    ModuleServicePeer service = start();
    OneNode.Outcome outcome =
        node(service)
            .run(
                "{\"message_template\":\"**{{ Event.info }}** has {{ Event.Attribute|length }} attributes\"}",
                Events.core(EVENT));
    assertThat(sent(service, "params.message_template"))
        .isEqualTo("\"**pwn {{ 7*7 }} {{ Event.Orgc.name }}** has 3 attributes\"");
    assertThat(outcome.notes().get(0))
        .startsWith("Warning: the rendered `message_template` holds signs of a template");
  }

  @Test
  void without_a_filter_all_data_are_the_filtered_items() throws IOException {
    ModuleServicePeer service = start();
    node(service).run("{}", Events.core(EVENT));
    assertThat(sent(service, "filteredItems")).isEqualTo(sent(service, "data"));
  }

  @Test
  void items_that_pass_the_filter_are_a_list() throws IOException {
    ModuleServicePeer service = start();
    node(service).filteredBy(ofType("ip-dst")).run("{}", Events.core(EVENT));
    assertThat(service.question().json().get("filteredItems"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(2);
    assertThat(sent(service, "filteredItems.1.uuid")).isEqualTo("\"a-3\"");
  }

  @Test
  void items_that_pass_the_filter_keep_their_places_as_in_php_where_that_is_wanted()
      throws IOException {
    ModuleServicePeer service = start("misp-modules.peer_action.php-lists", "true");
    node(service).filteredBy(ofType("ip-dst")).run("{}", Events.core(EVENT));
    assertThat(Json.map(service.question().json().get("filteredItems"))).containsOnlyKeys("0", "2");
    assertThat(sent(service, "filteredItems.2.uuid")).isEqualTo("\"a-3\"");
  }

  @Test
  void php_writes_a_list_where_no_place_is_empty() throws IOException {
    ModuleServicePeer service = start("misp-modules.php-lists", "true");
    node(service)
        .filteredBy(Events.filter("Event._AttributeFlattened.{n}", "value", "not_equals", "x"))
        .run("{}", Events.core(EVENT));
    assertThat(service.question().json().get("filteredItems"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(3);
  }

  @Test
  void a_filter_that_nothing_passes_gives_an_empty_list_and_never_all_data() throws IOException {
    for (String php : new String[] {"false", "true"}) {
      try (ModuleServicePeer service = start("misp-modules.php-lists", php)) {
        node(service).filteredBy(ofType("md5")).run("{}", Events.core(EVENT));
        assertThat(sent(service, "filteredItems")).isEqualTo("[]");
      }
    }
  }

  @Test
  void a_dry_run_sends_nothing_and_says_so() throws IOException {
    ModuleServicePeer service = start();
    OneNode.Outcome outcome = node(service).dry().run("{}", Events.core(EVENT));
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly(
            "Dry run, not sent: the data to the module peer_action of the misp-modules service");
    assertThat(service.questions()).isEmpty();
  }

  @Test
  void marked_data_are_given_to_no_module_that_an_admin_closed_to_them() throws IOException {
    Map<String, @Nullable Object> red =
        Events.core("{\"Event\":{\"Tag\":[{\"name\":\"tlp:red\"}]}}");
    try (ModuleServicePeer service = start("egress.targets", "peer_action.misp-modules=refuse")) {
      assertThat(node(service).run("{}", red).errors())
          .singleElement()
          .asString()
          .startsWith("Not sent to peer_action.misp-modules: the data are marked tlp:red.");
      assertThat(service.questions()).isEmpty();
    }
    try (ModuleServicePeer service = start("egress.targets", "*.misp-modules=off")) {
      assertThat(node(service).run("{}", red).notes())
          .containsExactly("Answer done: {\"data\":true}");
    }
  }

  @Test
  void what_the_module_was_given_as_a_secret_shows_in_no_record() throws IOException {
    ModuleServicePeer service = start();
    service.answers("{\"error\":\"no channel for t0ken-123\"}");
    OneNode.Outcome refused =
        node(service).run("{\"bot_access_token\":\"t0ken-123\"}", Events.core(EVENT));
    assertThat(refused.errors()).containsExactly("no channel for *****");
    assertThat(refused.notes()).noneMatch(note -> note.contains("t0ken"));
    service.answers("{\"data\":{\"params\":\"t0ken-123\"}}");
    OneNode.Outcome done =
        node(service).run("{\"bot_access_token\":\"t0ken-123\"}", Events.core(EVENT));
    assertThat(done.notes()).containsExactly("Answer done: {\"data\":{\"params\":\"*****\"}}");
  }

  @Test
  void an_odd_answer_fails_the_node_and_the_record_shows_it() throws IOException {
    ModuleServicePeer service = start();
    service.answers("{\"data\":false}");
    OneNode.Outcome outcome = node(service).run("{}", Events.core(EVENT));
    assertThat(outcome.errors())
        .containsExactly(
            "The module `peer_action` answered {\"data\":false}, which says neither that it worked nor why it didn't.");
    assertThat(outcome.notes())
        .containsExactly("Answer data-false, read strictly: {\"data\":false}");
  }

  @Test
  void an_odd_answer_is_a_success_for_the_module_that_an_admin_trusts() throws IOException {
    ModuleServicePeer service = start("misp-modules.peer_action.lenient", "true");
    service.answers("{\"data\":false}");
    OneNode.Outcome outcome = node(service).run("{}", Events.core(EVENT));
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly("Answer data-false, read as MISP does: {\"data\":false}");
  }

  @Test
  void one_module_can_be_read_more_strictly_than_all_others() throws IOException {
    ModuleServicePeer service =
        start("misp-modules.lenient", "true", "misp-modules.peer_action.lenient", "false");
    service.answers("null");
    assertThat(node(service).run("{}", Events.core(EVENT)).isDone()).isFalse();
  }

  @Test
  void a_service_that_goes_away_leaves_its_nodes_which_fail_and_say_so() throws IOException {
    ModuleServicePeer service = start();
    MispModuleActions source =
        StandIns.inject(
            new MispModuleActions(), service.modules(), service.gateway(), service.settings());
    assertThat(source.modules())
        .extracting(m -> m.descriptor().id())
        .containsExactly("peer_action");
    WorkflowModule<?> node = source.modules().get(0);
    assertThat(node.diagnose()).isEmpty();
    service.peer().close();
    OneNode.Outcome outcome = new OneNode((MispModuleAction) node).run("{}", Events.core(EVENT));
    String away = "The misp-modules service at " + service.peer().url("") + " can't be asked: ";
    assertThat(outcome.errors()).singleElement().asString().startsWith(away);
    assertThat(outcome.notes())
        .singleElement()
        .asString()
        .startsWith("Answer unreachable, read strictly: " + away);
    assertThat(source.modules()).containsExactly(node);
    assertThat(node.diagnose())
        .extracting(Diagnosis::message)
        .singleElement()
        .asString()
        .startsWith("Since 20")
        .contains(away);
  }

  @Test
  void a_service_that_is_away_counts_as_success_in_misps_reading() throws IOException {
    ModuleServicePeer service = start("misp-modules.lenient", "true");
    MispModuleAction module = module(service);
    service.peer().close();
    OneNode.Outcome outcome = new OneNode(module).run("{}", Events.core(EVENT));
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .singleElement()
        .asString()
        .startsWith("Answer unreachable, read as MISP does: The misp-modules service at ");
  }

  @Test
  void a_module_that_is_late_fails_the_node_and_is_not_called_again() throws IOException {
    ModuleServicePeer service =
        start("misp-modules.peer_action.action-timeout", "PT0.3S", "outbound.retries", "3");
    OneNode node = node(service);
    CountDownLatch gate = service.peer().hold();
    OneNode.Outcome outcome = node.run("{}", Events.core(EVENT));
    gate.countDown();
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .endsWith("It may be at work on it still, so it wasn't asked again.");
    assertThat(service.questions()).hasSize(1);
  }

  @Test
  void a_quota_that_is_used_up_fails_the_node_in_any_reading() throws IOException {
    ModuleServicePeer service =
        start("misp-modules.peer_action.quota", "1", "misp-modules.lenient", "true");
    OneNode node = node(service);
    assertThat(node.run("{}", Events.core(EVENT)).isDone()).isTrue();
    assertThat(node.run("{}", Events.core(EVENT)).errors())
        .singleElement()
        .asString()
        .contains("misp-workflows.misp-modules.peer_action.quota", "It can be asked again at ");
    assertThat(service.questions()).hasSize(1);
  }

  @Test
  void a_module_that_the_service_no_longer_has_is_named_as_such() throws IOException {
    ModuleServicePeer service = start("misp-modules.list-time", "PT0.000000001S");
    OneNode node = node(service);
    service.lists("[]");
    service.answers("{\"error\":\"Something went wrong, look in the server logs for details\"}");
    assertThat(node.run("{}", Events.core(EVENT)).errors())
        .containsExactly(
            "The module `peer_action` failed inside the misp-modules service, whose own log says why. The service doesn't offer this module any more.");
  }

  @Test
  void modules_come_and_go_with_the_list() throws IOException {
    ModuleServicePeer service = start("misp-modules.list-time", "PT0.000000001S");
    MispModuleActions source =
        StandIns.inject(
            new MispModuleActions(), service.modules(), service.gateway(), service.settings());
    assertThat(source.modules()).hasSize(1);
    service.lists("[]");
    assertThat(source.modules()).isEmpty();
    service.lists(ModuleServicePeer.LIST);
    assertThat(source.modules()).hasSize(1);
  }
}
