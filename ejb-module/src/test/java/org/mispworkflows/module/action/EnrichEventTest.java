package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.spi.MispException;

class EnrichEventTest {

  private static final String EVENT =
      """
      {"Event":{"id":"7","uuid":"e-7","info":"plain","Attribute":[
        {"id":"1","uuid":"a-1","type":"domain","value":"a.test"},
        {"id":"2","uuid":"a-2","type":"ip-src","value":"192.0.2.1"}]}}
      """;

  private static final String ENRICHED =
      """
      {"Event":{"id":"7","uuid":"e-7","info":"enriched","Attribute":[
        {"id":"1","uuid":"a-1","type":"domain","value":"a.test","Tag":[{"name":"new"}]}]}}
      """;

  private final StandInMisp misp = new StandInMisp().knowing("7", Events.record(ENRICHED));
  private final OneNode node = new OneNode(new EnrichEvent());

  @Test
  void misp_enriches_the_event_and_the_data_is_what_it_has_then() {
    Map<String, @Nullable Object> data = Events.core(EVENT);
    assertThat(node.with(misp.connection()).run("{\"modules\":\"dns\"}", data).isDone()).isTrue();
    assertThat(misp.calls()).containsExactly("enrich event 7 [dns] []", "fullEvent 7");
    assertThat(Events.at(data, "Event.info")).isEqualTo("enriched");
    assertThat(Events.at(data, "Event._AttributeFlattened.0._allTags.0.name")).isEqualTo("new");
  }

  @Test
  void a_filter_picks_the_attributes() {
    node.with(misp.connection())
        .filteredBy(Events.filter("Event._AttributeFlattened.{n}", "type", "equals", "ip-src"))
        .run("{\"modules\":\"dns\"}", Events.core(EVENT));
    assertThat(misp.calls()).contains("enrich event 7 [dns] [a-2]");
  }

  @Test
  void a_filter_that_nothing_passes_asks_nothing() {
    OneNode.Outcome outcome =
        node.with(misp.connection())
            .filteredBy(Events.filter("Event._AttributeFlattened.{n}", "type", "equals", "md5"))
            .run("{\"modules\":\"dns\"}", Events.core(EVENT));
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly("0 items matched the node's filter: nothing was changed");
    assertThat(misp.calls()).isEmpty();
  }

  @Test
  void what_misp_says_is_the_error_and_nothing_is_loaded() {
    misp.answering(
        "enrich",
        args -> {
          throw new MispException("The enrichment service is not reachable.");
        });
    Map<String, @Nullable Object> data = Events.core(EVENT);
    assertThat(node.with(misp.connection()).run("{\"modules\":\"dns\"}", data).errors())
        .containsExactly("The enrichment service is not reachable.");
    assertThat(misp.calls()).hasSize(1);
    assertThat(Events.at(data, "Event.info")).isEqualTo("plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"modules\":\"\"}", "{\"modules\":[]}"})
  void no_module_is_the_error_that_misp_gives(String parameters) {
    assertThat(node.with(misp.connection()).run(parameters, EVENT).errors())
        .containsExactly("No enrichmnent module selected");
  }

  @Test
  void without_misp_it_says_so() {
    assertThat(node.run("{\"modules\":\"dns\"}", EVENT).errors())
        .containsExactly("No MISP instance is connected, so the event can't be enriched there.");
  }
}
