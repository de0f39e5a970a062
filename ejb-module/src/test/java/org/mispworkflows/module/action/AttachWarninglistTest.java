package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.engine.OneNode;

class AttachWarninglistTest {

  private static final String EVENT =
      """
      {"Event":{"id":"7","Attribute":[
        {"id":"1","type":"ip-src","value":"8.8.8.8","to_ids":true},
        {"id":"2","type":"ip-dst","value":"8.8.8.8","to_ids":true},
        {"id":"3","type":"domain","value":"quiet.test","to_ids":true},
        {"id":"4","type":"ip-src","value":"8.8.8.8","to_ids":false}]}}
      """;

  private static final String DNS =
      "{\"match\":\"8.8.8.8\",\"value\":\"8.8.8.8\",\"warninglist_id\":\"1\",\"warninglist_name\":\"public-dns\",\"warninglist_category\":\"false_positive\"}";
  private static final String KNOWN =
      "{\"match\":\"8.8.0.0/16\",\"value\":\"8.8.8.8\",\"warninglist_id\":\"2\",\"warninglist_name\":\"known\",\"warninglist_category\":\"known\"}";

  private final StandInMisp misp =
      new StandInMisp()
          .answering(
              "warnings",
              args ->
                  Loose.values(args.get(0)).stream().map(AttachWarninglistTest::warnings).toList());
  private final OneNode node = new OneNode(new AttachWarninglist());

  private static List<?> warnings(@Nullable Object attribute) {
    return "8.8.8.8".equals(Loose.child(attribute, "value"))
        ? List.of(Events.record(DNS), Events.record(KNOWN))
        : List.of();
  }

  @Test
  void the_attributes_get_their_warnings_and_the_event_each_list_once() {
    Map<String, @Nullable Object> data = Events.core(EVENT);
    OneNode.Outcome outcome = node.with(misp.connection()).run("{}", data);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly("2 of 3 attributes with IDS flag are on a warninglist");
    assertThat(Events.at(data, "Event.Attribute.0.warnings"))
        .isEqualTo(Json.parse("[" + DNS + "," + KNOWN + "]"));
    assertThat(Events.at(data, "Event._AttributeFlattened.1.warnings.1.warninglist_name"))
        .isEqualTo("known");
    assertThat(Events.at(data, "Event.Attribute.2.warnings")).isNull();
    assertThat(Events.at(data, "Event.warnings"))
        .isEqualTo(
            Json.parse(
                """
                [{"id":"1","name":"public-dns","category":"false_positive"},
                 {"id":"2","name":"known","category":"known"}]
                """));
  }

  @Test
  void attributes_without_the_ids_flag_are_not_asked_about() {
    Map<String, @Nullable Object> data = Events.core(EVENT);
    node.with(misp.connection()).run("{}", data);
    assertThat(Events.at(data, "Event.Attribute.3.warnings")).isNull();
    assertThat(misp.calls()).hasSize(1).first().asString().doesNotContain("id=4");
  }

  @Test
  void only_the_chosen_lists_count() {
    Map<String, @Nullable Object> data = Events.core(EVENT);
    node.with(misp.connection()).run("{\"warninglists\":[\"known\",\"nope\"]}", data);
    assertThat(Events.at(data, "Event.Attribute.0.warnings"))
        .isEqualTo(Json.parse("[" + KNOWN + "]"));
    assertThat(Events.at(data, "Event.warnings.0.name")).isEqualTo("known");
    assertThat(Events.at(data, "Event.warnings.1")).isNull();
  }

  @Test
  void nothing_found_is_an_empty_list_on_the_event() {
    Map<String, @Nullable Object> data = Events.core(EVENT);
    assertThat(
            node.with(misp.connection())
                .filteredBy(Events.filter("Event.Attribute.{n}", "type", "equals", "md5"))
                .run("{\"warninglists\":\"ALL\"}", data)
                .isDone())
        .isTrue();
    assertThat(Events.at(data, "Event.warnings")).isEqualTo(List.of());
    assertThat(misp.calls()).isEmpty();
  }

  @Test
  void without_list_or_misp_it_says_so() {
    assertThat(node.run("{\"warninglists\":[]}", EVENT).errors())
        .containsExactly("No warninglist module selected");
    assertThat(node.run("{}", EVENT).errors())
        .containsExactly("No MISP instance is connected, so its warninglists can't be asked.");
  }
}
