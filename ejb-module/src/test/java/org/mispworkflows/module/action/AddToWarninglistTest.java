package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.spi.MispException;

class AddToWarninglistTest {

  private static final String EVENT =
      """
      {"Event":{"id":"7","Tag":[{"name":"osint"}],
        "Attribute":[
          {"id":"1","type":"domain","value":"a.test","to_ids":true},
          {"id":"2","type":"hostname","value":"a.test","to_ids":true},
          {"id":"3","type":"ip-src","value":"192.0.2.1","to_ids":false}],
        "Object":[{"id":"9","Attribute":[
          {"id":"4","type":"md5","value":"0cc1","to_ids":true}]}]}}
      """;

  private final StandInMisp misp = new StandInMisp();
  private final OneNode node = new OneNode(new AddToWarninglist());

  @Test
  void each_value_is_added_once() {
    Map<String, @Nullable Object> data = Events.core(EVENT);
    OneNode.Outcome outcome = node.with(misp.connection()).run("{\"warninglist\":\"88\"}", data);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).containsExactly("Warninglist 88 has these 3 values now");
    assertThat(misp.calls()).containsExactly("addToWarninglist 88 [a.test, 192.0.2.1, 0cc1]");
    assertThat(data).isEqualTo(Events.core(EVENT));
  }

  @Test
  void a_filter_picks_the_attributes() {
    node.with(misp.connection())
        .filteredBy(Events.filter("Event.Attribute.{n}", "to_ids", "not_equals", "1"))
        .run("{\"warninglist\":[\"88\"]}", Events.core(EVENT));
    assertThat(misp.calls()).containsExactly("addToWarninglist 88 [192.0.2.1]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';               id;   7;     addToWarninglist 88 [a.test, 192.0.2.1, 0cc1]",
        "Event.Object.{n}; id;   9;     addToWarninglist 88 [0cc1]",
        "Event.Tag.{n};    name; osint; ''"
      })
  void the_event_and_an_object_stand_for_their_attributes_and_a_tag_for_none(
      String selector, String path, String value, String calls) {
    node.with(misp.connection())
        .filteredBy(Events.filter(selector, path, "equals", value))
        .run("{\"warninglist\":\"88\"}", Events.core(EVENT));
    assertThat(String.join("", misp.calls())).isEqualTo(calls);
  }

  @Test
  void what_misp_says_is_the_error() {
    misp.answering(
        "addToWarninglist",
        args -> {
          throw new MispException("There is no warninglist 77.");
        });
    assertThat(
            node.with(misp.connection())
                .run("{\"warninglist\":\"77\"}", Events.core(EVENT))
                .errors())
        .containsExactly("There is no warninglist 77.");
  }

  @Test
  void without_list_or_misp_it_says_so() {
    assertThat(node.run("{}", EVENT).errors()).containsExactly("No warninglist selected");
    assertThat(node.run("{\"warninglist\":\"88\"}", EVENT).errors())
        .containsExactly("No MISP instance is connected, so nothing was added to its warninglist.");
  }
}
