package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.graph.Finding;

class TagReplacementModulesTest {

  private static final String DATA =
      """
      {"Event": {"id": "7", "info": "Phishing", "_AttributeFlattened": [],
        "Tag": [{"name": "TLP: RED", "local": true}, {"name": "osint", "local": false}],
        "Attribute": [
          {"id": "11", "event_id": "7", "type": "ip-dst", "value": "8.8.8.8"},
          {"id": "12", "event_id": "7", "type": "url", "value": "http://a.test",
           "Tag": [{"name": "tlp:amber+strict", "local": false}]}],
        "Object": [{"id": "3", "Attribute": [
          {"id": "13", "event_id": "7", "type": "ip-dst", "value": "1.1.1.1",
           "Tag": [{"name": "tlp-green", "local": false}, {"name": "TLP:Green", "local": true}]}]}]}}
      """;

  @Test
  void by_default_the_right_tag_is_added_to_the_event_and_the_old_one_stays() {
    WriteCases tlp = new WriteCases(new TagReplacementTlp());
    OneNode.Outcome outcome = tlp.run("{}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(tlp.told())
        .containsExactly(
            "{\"kind\":\"event.attach_tags\",\"event_id\":\"7\",\"tags\":[\"tlp:red\"],\"local\":true,\"relationship_type\":\"\"}");
    assertThat(WriteCases.tags(WriteCases.event(outcome)))
        .containsExactly("TLP: RED L", "osint", "tlp:red L");
    assertThat(WriteCases.allTags(WriteCases.attribute(outcome, 0)))
        .containsExactly("TLP: RED L", "osint", "tlp:red L");
    assertThat(WriteCases.allTags(WriteCases.attribute(outcome, 1)))
        .containsExactly("TLP: RED L", "osint", "tlp:red L", "tlp:amber+strict");
  }

  @Test
  void attributes_without_tags_and_those_with_right_ones_are_left_alone() {
    WriteCases tlp = new WriteCases(new TagReplacementTlp());
    OneNode.Outcome outcome =
        tlp.run(
            "{\"scope\":\"attribute\",\"remove_substituted\":\"yes\",\"locality\":\"global\",\"relationship_type\":\"r\"}",
            DATA);
    assertThat(tlp.told())
        .containsExactly(
            "{\"kind\":\"attribute.detach_tags\",\"attribute_id\":\"13\",\"event_id\":\"7\",\"tags\":[\"tlp-green\",\"TLP:Green\"],\"local\":null,\"relationship_type\":\"\"}",
            "{\"kind\":\"attribute.attach_tags\",\"attribute_id\":\"13\",\"event_id\":\"7\",\"tags\":[\"tlp:green\"],\"local\":false,\"relationship_type\":\"r\"}");
    assertThat(WriteCases.tags(WriteCases.attribute(outcome, 2))).containsExactly("tlp:green");
    assertThat(WriteCases.allTags(WriteCases.attribute(outcome, 2)))
        .containsExactly("TLP: RED L", "osint", "tlp:green");
    assertThat(WriteCases.attribute(outcome, 0)).doesNotContainKey("Tag");
    assertThat(outcome.notes()).containsExactly("Tags replaced at 1 of 3 elements");
  }

  @Test
  void scope_all_is_the_event_and_the_attributes_that_pass_the_filter() {
    WriteCases tlp = new WriteCases(new TagReplacementTlp()).filteredBy(WriteCases.ONLY_IPS);
    tlp.run("{\"scope\":\"all\",\"remove_substituted\":\"no\"}", DATA);
    assertThat(tlp.told())
        .hasSize(2)
        .first()
        .asString()
        .contains("event.attach_tags", "\"tlp:red\"");
  }

  @Test
  void nothing_happens_when_nothing_passes_the_filter() {
    WriteCases tlp = new WriteCases(new TagReplacementTlp()).filteredBy(WriteCases.NOTHING);
    OneNode.Outcome outcome = tlp.run("{\"scope\":\"all\"}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly("0 items matched the node's filter: nothing was changed");
    assertThat(tlp.told()).isEmpty();
  }

  @Test
  void pap_tags_are_none_of_tlps_business() {
    WriteCases pap = new WriteCases(new TagReplacementPap());
    assertThat(pap.run("{\"scope\":\"all\",\"remove_substituted\":\"yes\"}", DATA).isDone())
        .isTrue();
    assertThat(pap.told()).isEmpty();
    pap.run("{}", DATA.replace("osint", "pap:amber"));
    assertThat(pap.told()).singleElement().asString().contains("[\"PAP:AMBER\"]");
  }

  @Test
  void the_generic_one_goes_by_an_expression() {
    WriteCases generic = new WriteCases(new TagReplacementGeneric());
    OneNode.Outcome outcome =
        generic.run(
            "{\"search\":\"(?i)^OS(INT)$\",\"replacement\":\"type:OS$1\",\"remove_substituted\":\"yes\"}",
            DATA);
    assertThat(WriteCases.tags(WriteCases.event(outcome)))
        .containsExactly("TLP: RED L", "type:OSint L");
    assertThat(generic.told()).hasSize(2);
  }

  @Test
  void without_an_expression_it_does_nothing_as_in_misp() {
    WriteCases generic = new WriteCases(new TagReplacementGeneric());
    assertThat(generic.run("{}", DATA).notes())
        .containsExactly("No search was given: no tag was replaced");
    assertThat(generic.run("{\"search\":\"a\"}", DATA).errors())
        .containsExactly("A search and a replacement are needed; one alone has no effect.");
    assertThat(generic.told()).isEmpty();
  }

  @Test
  void a_malformed_expression_is_refused_at_save_and_the_default_is_no_finding() {
    OneNode generic = new OneNode(new TagReplacementGeneric());
    assertThat(generic.check("{}")).isEmpty();
    assertThat(generic.check("{\"search\":\"a(\"}"))
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .contains("parameter `search`", "the regular expression is wrong", "a(");
  }

  @Test
  void what_misp_says_no_to_is_the_error_and_the_data_tell_what_was_done_before() {
    WriteCases generic = new WriteCases(new TagReplacementGeneric());
    OneNode.Outcome outcome =
        generic.run(
            "{\"search\":\"osint\",\"replacement\":\"oracle:fail\",\"remove_substituted\":\"yes\"}",
            DATA);
    assertThat(outcome.errors()).containsExactly("MISP didn't change the tags.");
    assertThat(WriteCases.tags(WriteCases.event(outcome))).containsExactly("TLP: RED L");
    assertThat(WriteCases.allTags(WriteCases.attribute(outcome, 0))).containsExactly("TLP: RED L");
  }

  @Test
  void without_a_misp_only_the_data_change_and_the_record_says_so() {
    WriteCases tlp = new WriteCases(new TagReplacementTlp()).withoutMisp();
    OneNode.Outcome outcome = tlp.run("{}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).contains(WriteCases.NOT_CONNECTED);
    assertThat(WriteCases.tags(WriteCases.event(outcome))).contains("tlp:red L");
  }

  @Test
  void data_without_an_event_are_a_failure() {
    assertThat(new WriteCases(new TagReplacementTlp()).run("{}", "{\"Log\":{}}").errors())
        .containsExactly("The data holds no event.");
  }
}
