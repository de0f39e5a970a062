package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.graph.Finding;

/** The modules that set a field of attributes. */
class AttributeEditsTest {

  private static final String DATA =
      """
      {"Event": {"id": "7", "info": "Phishing", "_AttributeFlattened": [],
        "Attribute": [
          {"id": "11", "event_id": "7", "type": "ip-dst", "value": "8.8.8.8", "comment": "old",
           "to_ids": true, "timestamp": "1700000001"},
          {"id": "12", "event_id": "7", "type": "url", "value": "http://a.test", "comment": ""}],
        "Object": [{"id": "3", "event_id": "7", "name": "file", "Attribute": [
          {"id": "13", "event_id": "7", "type": "ip-dst", "value": "1.1.1.1", "comment": "x"}]}]}}
      """;

  private static WriteCases comments() {
    return new WriteCases(new AttributeCommentOperation());
  }

  private static WriteCases fields() {
    return new WriteCases(new AttributeEditionOperation());
  }

  private static List<Object> comments(OneNode.Outcome outcome) {
    return List.of(comment(outcome, 0), comment(outcome, 1), comment(outcome, 2));
  }

  private static Object comment(OneNode.Outcome outcome, int place) {
    Object comment = WriteCases.attribute(outcome, place).get("comment");
    return comment == null ? "none" : comment;
  }

  @Test
  void the_comment_is_rendered_for_each_attribute() {
    WriteCases node = comments();
    OneNode.Outcome outcome =
        node.run("{\"comment\":\"{{ Event.info }}: {{ __currentAttribute.value }}\"}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(comments(outcome))
        .containsExactly("Phishing: 8.8.8.8", "Phishing: http://a.test", "Phishing: 1.1.1.1");
    assertThat(node.told()).hasSize(3).allMatch(edit -> edit.contains("attribute.edit"));
    assertThat(outcome.data()).doesNotContainKey("__currentAttribute");
    assertThat(outcome.notes()).containsExactly("3 of 3 attributes changed");
  }

  @Test
  void the_attribute_of_the_event_and_the_flattened_one_are_the_same() {
    OneNode.Outcome outcome = comments().run("{\"comment\":\"new\"}", DATA);
    assertThat(Json.write(WriteCases.event(outcome).get("Attribute")))
        .contains("\"comment\":\"new\"")
        .doesNotContain("old");
  }

  @Test
  void an_empty_comment_empties_it() {
    assertThat(comments(comments().run("{}", DATA))).containsExactly("", "", "");
  }

  @Test
  void only_those_that_pass_the_filter_are_changed() {
    WriteCases node = comments().filteredBy(WriteCases.ONLY_IPS);
    assertThat(comments(node.run("{\"comment\":\"seen\"}", DATA)))
        .containsExactly("seen", "", "seen");
    assertThat(node.told()).hasSize(2);
  }

  @Test
  void an_object_stands_for_its_attributes_and_a_tag_for_none() {
    WriteCases node =
        comments()
            .filteredBy(
                "{\"selector\":\"Event.Object.{n}\",\"path\":\"name\",\"operator\":\"equals\",\"value\":\"file\"}");
    assertThat(comments(node.run("{\"comment\":\"seen\"}", DATA)))
        .containsExactly("old", "", "seen");
    String tagged =
        DATA.replace(
            "\"Attribute\": [", "\"Tag\": [{\"id\": \"11\", \"name\": \"t\"}], \"Attribute\": [");
    OneNode.Outcome outcome =
        comments()
            .filteredBy(
                "{\"selector\":\"Event.Tag.{n}\",\"path\":\"name\",\"operator\":\"equals\",\"value\":\"t\"}")
            .run("{\"comment\":\"seen\"}", tagged);
    assertThat(outcome.notes())
        .containsExactly("0 items matched the node's filter: nothing was changed");
  }

  @Test
  void a_template_that_fails_at_one_attribute_changes_none_and_says_where_and_why() {
    WriteCases node = comments();
    OneNode.Outcome outcome =
        node.run(
            "{\"comment\":\"{{ __currentAttribute.value }}\\n{% if __currentAttribute.id == \\\"12\\\" %}{{ nope.deep }}{% endif %}\"}",
            DATA);
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .startsWith(
            "Nothing was changed, because of attribute 12: the template fails in line 2: `nope` is undefined");
    assertThat(comments(outcome)).containsExactly("old", "", "x");
    assertThat(node.told()).isEmpty();
  }

  @Test
  void a_malformed_template_is_refused_at_save() {
    assertThat(new OneNode(new AttributeCommentOperation()).check("{\"comment\":\"{{ broken\"}"))
        .extracting(Finding::code)
        .containsExactly("malformed-template");
  }

  @Test
  void what_misp_refuses_becomes_again_what_it_was() {
    String data = DATA.replace("http://a.test", "INVALID");
    OneNode.Outcome outcome = comments().run("{\"comment\":\"new\"}", data);
    assertThat(outcome.isDone()).isTrue();
    assertThat(comments(outcome)).containsExactly("new", "", "new");
    assertThat(outcome.notes()).contains("MISP refused attribute 12: the value is invalid");
    OneNode.Outcome all =
        comments().run("{\"comment\":\"new\"}", data.replaceAll("8.8.8.8|1.1.1.1", "INVALID"));
    assertThat(all.errors())
        .hasSize(3)
        .first()
        .isEqualTo("MISP refused attribute 11: the value is invalid");
    assertThat(comments(all)).containsExactly("old", "", "x");
  }

  @Test
  void what_couldnt_be_saved_isnt_changed_in_the_data_either() {
    OneNode.Outcome outcome = comments().whileMispIsDown().run("{\"comment\":\"new\"}", DATA);
    assertThat(outcome.errors()).containsExactly("MISP doesn't answer.");
    assertThat(comments(outcome)).containsExactly("old", "", "x");
  }

  @Test
  void without_a_misp_only_the_data_change_and_the_record_says_so() {
    OneNode.Outcome outcome = comments().withoutMisp().run("{\"comment\":\"new\"}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(comments(outcome)).containsExactly("new", "new", "new");
    assertThat(outcome.notes()).contains(WriteCases.NOT_CONNECTED);
  }

  @Test
  void without_a_field_nothing_is_edited_as_in_misp() {
    WriteCases node = fields();
    OneNode.Outcome outcome = node.run("{}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).containsExactly("No field was chosen: nothing was changed");
    assertThat(node.told()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "comment, 'by {{ __currentAttribute.id }}', '\"by 11\"'",
    "to_ids, '{{ __currentAttribute.type == \"url\" }}', 'false'",
    "to_ids, 1, 'true'",
    "disable_correlation, TRUE, 'true'",
    "category, Other, '\"Other\"'",
    "type, ip-src, '\"ip-src\"'",
    "distribution, 5, '\"5\"'",
    "first_seen, 2024-12-31, '\"2024-12-31\"'",
    "last_seen, 2024-12-31T23:59:59.5+01:00, '\"2024-12-31T23:59:59.5+01:00\"'",
    "last_seen, '', 'null'"
  })
  void a_field_takes_a_value_of_its_kind(String field, String value, String stored) {
    WriteCases node = fields();
    OneNode.Outcome outcome =
        node.run(
            "{\"field\":\"" + field + "\",\"value\":\"" + value.replace("\"", "\\\"") + "\"}",
            DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(Json.write(WriteCases.attribute(outcome, 0).get(field))).isEqualTo(stored);
    assertThat(node.told()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "to_ids, maybe, true or false",
    "category, '', a name",
    "distribution, 4, '0, 1, 2, 3 or 5'",
    "first_seen, yesterday, a date such as 2024-12-31 or 2024-12-31T23:59:59Z"
  })
  void an_unfit_value_changes_nothing_and_says_what_is_needed(
      String field, String value, String needed) {
    WriteCases node = fields();
    OneNode.Outcome outcome =
        node.run("{\"field\":\"" + field + "\",\"value\":\"" + value + "\"}", DATA);
    assertThat(outcome.errors())
        .containsExactly(
            "Nothing was changed, because of attribute 11: `"
                + value
                + "` can't be the field "
                + field
                + " of an attribute: "
                + needed
                + " is needed");
    assertThat(node.told()).isEmpty();
  }

  @Test
  void other_fields_are_refused_at_save() {
    assertThat(new OneNode(new AttributeEditionOperation()).check("{\"field\":\"uuid\"}"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.isError()).isTrue();
              assertThat(finding.message()).contains("`uuid` is none of none, comment, to_ids");
            });
  }
}
