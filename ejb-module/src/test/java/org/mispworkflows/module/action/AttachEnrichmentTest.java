package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.misp.MispModule;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.misp.ModuleAnswer;
import org.mispworkflows.misp.ModuleQuestion;
import org.mispworkflows.misp.RecordedAnswer;
import org.mispworkflows.spi.MispException;

class AttachEnrichmentTest {

  private static final String EVENT =
      """
      {"Event":{"id":"7","Attribute":[
        {"id":"1","uuid":"a-1","type":"domain","value":"a.test"},
        {"id":"2","uuid":"a-2","type":"ip-src","value":"192.0.2.1","enrichment":["earlier"]},
        {"id":"3","uuid":"a-3","type":"domain","value":"a.test"},
        {"id":"4","uuid":"a-4","type":"comment","value":"a note"}]}}
      """;

  private static final String FOUND = "[{\"types\":[\"ip-src\"],\"values\":[\"192.0.2.53\"]}]";

  private final Service service = new Service();

  /** A service with two modules: dns takes plain values, geo whole attributes. */
  private static final class Service extends MispModules {
    private final List<Map<String, @Nullable Object>> queries = new ArrayList<>();
    private @Nullable Object answer = Json.parse("{\"results\":" + FOUND + "}");

    @Override
    public List<MispModule> modules() {
      return List.of(
          MispModule.of(
              Events.record(
                  """
                  {"name":"dns","mispattributes":{"input":["domain","hostname"]},
                   "meta":{"module-type":["expansion"],"config":["nameserver","api_key"]}}
                  """)),
          MispModule.of(
              Events.record(
                  """
                  {"name":"geo","mispattributes":{"input":["ip-src"],"format":"misp_standard"},
                   "meta":{"module-type":["expansion","hover"]}}
                  """)));
    }

    @Override
    public ModuleAnswer ask(ModuleQuestion question) {
      queries.add(Events.record(Json.write(question.body())));
      return RecordedAnswer.of(answer);
    }
  }

  private OneNode node(String... settings) {
    return new OneNode(
        StandIns.inject(new AttachEnrichment(), service, FixedConfig.settings(settings)));
  }

  @Test
  void a_module_of_the_old_format_is_sent_type_and_value() {
    node("misp-modules.dns.api_key", "t0ken")
        .run("{\"modules\":[\"\",\"dns\"]}", Events.core(EVENT));
    assertThat(service.queries.get(0))
        .isEqualTo(
            Json.parse(
                """
                {"module":"dns","event_id":"7","attribute_uuid":"a-1","domain":"a.test",
                 "config":{"nameserver":null,"api_key":"t0ken"}}
                """));
  }

  @Test
  void a_module_of_the_standard_format_is_sent_the_whole_attribute() {
    node().run("{\"modules\":\"geo\"}", Events.core(EVENT));
    assertThat(service.queries).hasSize(1);
    Map<String, @Nullable Object> query = service.queries.get(0);
    assertThat(Objects.requireNonNull(Json.map(query.remove("attribute"))))
        .containsEntry("uuid", "a-2")
        .containsEntry("value", "192.0.2.1");
    assertThat(query)
        .isEqualTo(
            Json.parse(
                """
                {"module":"geo","event_id":"7","attribute_uuid":"a-2","config":{"_":"_"}}
                """));
  }

  @Test
  void results_are_appended_and_types_that_no_module_takes_are_skipped() {
    Map<String, @Nullable Object> data = Events.core(EVENT);
    OneNode.Outcome outcome = node().run("{\"modules\":[\"dns\",\"geo\"]}", data);
    assertThat(outcome.isDone()).isTrue();
    assertThat(Events.at(data, "Event.Attribute.0.enrichment"))
        .isEqualTo(Json.parse("[" + FOUND + "]"));
    assertThat(Events.at(data, "Event._AttributeFlattened.1.enrichment"))
        .isEqualTo(Json.parse("[\"earlier\"," + FOUND + "]"));
    assertThat(Events.at(data, "Event.Attribute.3.enrichment")).isNull();
    assertThat(outcome.notes()).containsExactly("Questions asked: 2, attributes with results: 3");
  }

  @Test
  void the_same_is_asked_once_and_each_attribute_gets_its_own_tree() {
    Map<String, @Nullable Object> data = Events.core(EVENT);
    node().run("{\"modules\":\"dns\"}", data);
    assertThat(service.queries).hasSize(1);
    Object first = Events.at(data, "Event.Attribute.0.enrichment.0");
    Object third = Events.at(data, "Event.Attribute.2.enrichment.0");
    assertThat(third).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void a_filter_picks_the_attributes() {
    node()
        .filteredBy(Events.filter("Event.Attribute.{n}", "uuid", "equals", "a-3"))
        .run("{\"modules\":[\"dns\",\"geo\"]}", Events.core(EVENT));
    assertThat(service.queries)
        .extracting(query -> query.get("attribute_uuid"))
        .containsExactly("a-3");
  }

  @Test
  void an_error_is_noted_without_secrets_and_not_attached() {
    service.answer = Map.of("error", "the key t0ken is used up");
    Map<String, @Nullable Object> data = Events.core(EVENT);
    OneNode.Outcome outcome =
        node("misp-modules.dns.api_key", "t0ken").run("{\"modules\":\"dns\"}", data);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly(
            "dns about domain a.test: the key ***** is used up",
            "Questions asked: 1, attributes with results: 0");
    assertThat(Events.at(data, "Event.Attribute.0.enrichment")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "[]", "{}", "{\"data\":false}", "\"ok\"", "[1,2]"})
  void an_answer_that_is_neither_results_nor_error_is_a_failure(String answer) {
    service.answer = Json.parse(answer);
    OneNode.Outcome outcome = node().run("{\"modules\":[\"dns\",\"geo\"]}", Events.core(EVENT));
    assertThat(outcome.errors())
        .containsExactly(
            "The module `dns`, asked about domain a.test, answered "
                + answer
                + ", which is neither results nor an error.",
            "The module `geo`, asked about ip-src 192.0.2.1, answered "
                + answer
                + ", which is neither results nor an error.");
  }

  @Test
  void an_unknown_module_is_named_and_nothing_is_asked() {
    assertThat(node().run("{\"modules\":[\"dns\",\"nosuch\"]}", Events.core(EVENT)).errors())
        .containsExactly("The misp-modules service has no module `nosuch`.");
    assertThat(service.queries).isEmpty();
  }

  @Test
  void no_module_is_the_error_that_misp_gives() {
    assertThat(node().run("{}", EVENT).errors()).containsExactly("No enrichmnent module selected");
  }

  @Test
  void nothing_matched_is_no_failure() {
    assertThat(
            node()
                .filteredBy(Events.filter("Event.Attribute.{n}", "type", "equals", "md5"))
                .run("{\"modules\":\"nosuch\"}", Events.core(EVENT))
                .notes())
        .containsExactly("0 items matched the node's filter: nothing was changed");
  }

  @Test
  void a_service_that_is_away_fails_the_node() {
    MispModules away =
        new MispModules() {
          @Override
          public List<MispModule> modules() {
            throw new MispException("The misp-modules service can't be asked.");
          }
        };
    AttachEnrichment module = StandIns.inject(new AttachEnrichment(), away, FixedConfig.settings());
    assertThat(new OneNode(module).run("{\"modules\":\"dns\"}", Events.core(EVENT)).errors())
        .containsExactly("The misp-modules service can't be asked.");
  }
}
