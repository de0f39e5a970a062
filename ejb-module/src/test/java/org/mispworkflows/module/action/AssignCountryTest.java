package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mispworkflows.engine.OneNode;

class AssignCountryTest {

  private static final String DATA =
      """
      {"Event": {"id": "7", "info": "Phishing", "_AttributeFlattened": [],
        "Tag": [{"name": "osint", "local": false}],
        "Attribute": [
          {"id": "11", "event_id": "7", "type": "ip-dst", "value": "8.8.8.8",
           "enrichment": [[{"values": ["FRANCE", "FR"]}]]},
          {"id": "12", "event_id": "7", "type": "url", "value": "http://a.test",
           "enrichment": [[{"values": ["Luxembourg"]}]]},
          {"id": "13", "event_id": "7", "type": "ip-dst", "value": "1.1.1.1",
           "enrichment": [[{"values": ["Narnia"]}], [{"values": ["france"]}]]},
          {"id": "14", "event_id": "7", "type": "ip-dst", "value": "2.2.2.2"}]}}
      """;

  private static String attached(String id, String country) {
    return "{\"kind\":\"attribute.attach_tags\",\"attribute_id\":\""
        + id
        + "\",\"event_id\":\"7\",\"tags\":[\"misp-galaxy:country=\\\""
        + country
        + "\\\"\"],\"local\":true,\"relationship_type\":\"\"}";
  }

  @Test
  void each_attribute_gets_the_cluster_of_its_country() {
    WriteCases country = new WriteCases(new AssignCountry());
    OneNode.Outcome outcome = country.run("{\"scope\":\"attribute\"}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(country.told())
        .containsExactly(
            attached("11", "france"), attached("12", "luxembourg"), attached("13", "france"));
    assertThat(WriteCases.tags(WriteCases.attribute(outcome, 0)))
        .containsExactly("misp-galaxy:country=\"france\" L");
    assertThat(WriteCases.allTags(WriteCases.attribute(outcome, 0)))
        .containsExactly("osint", "misp-galaxy:country=\"france\" L");
    assertThat(WriteCases.attribute(outcome, 3)).doesNotContainKey("Tag");
    assertThat(outcome.notes()).containsExactly("3 of 4 attributes have a country with a cluster");
  }

  @Test
  void the_event_gets_those_of_all_attributes() {
    WriteCases country = new WriteCases(new AssignCountry());
    OneNode.Outcome outcome =
        country.run("{\"locality\":\"global\",\"relationship_type\":\"from\"}", DATA);
    assertThat(country.told())
        .singleElement()
        .asString()
        .startsWith("{\"kind\":\"event.attach_tags\",\"event_id\":\"7\",")
        .contains("france", "luxembourg", "\"local\":false,\"relationship_type\":\"from\"");
    assertThat(WriteCases.allTags(WriteCases.attribute(outcome, 3)))
        .containsExactly(
            "osint", "misp-galaxy:country=\"france\"", "misp-galaxy:country=\"luxembourg\"");
  }

  @Test
  void a_filter_picks_the_attributes_that_are_looked_at() {
    WriteCases country = new WriteCases(new AssignCountry()).filteredBy(WriteCases.ONLY_IPS);
    country.run("{\"scope\":\"attribute\",\"galaxy_name\":\"country\"}", DATA);
    assertThat(country.told()).containsExactly(attached("11", "france"), attached("13", "france"));
  }

  @Test
  void a_path_of_ones_own_leads_to_the_country() {
    WriteCases country = new WriteCases(new AssignCountry());
    OneNode.Outcome outcome =
        country.run(
            "{\"scope\":\"event\",\"hash_path\":\"comment\"}",
            DATA.replace("\"8.8.8.8\"", "\"8.8.8.8\",\"comment\":\"united states\""));
    assertThat(WriteCases.tags(WriteCases.event(outcome)))
        .containsExactly("osint", "misp-galaxy:country=\"united states\" L");
  }

  @Test
  void no_country_and_no_match_are_no_failure_and_nothing_is_told() {
    WriteCases country = new WriteCases(new AssignCountry());
    OneNode.Outcome outcome = country.run("{\"hash_path\":\"comment\"}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).containsExactly("Clusters of the event: none");
    assertThat(country.filteredBy(WriteCases.NOTHING).run("{}", DATA).notes())
        .containsExactly("0 items matched the node's filter: nothing was changed");
    assertThat(country.told()).isEmpty();
  }

  @Test
  void without_a_misp_nothing_can_be_looked_up() {
    WriteCases country = new WriteCases(new AssignCountry()).withoutMisp();
    OneNode.Outcome outcome = country.run("{}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly(
            "Nothing was changed: clusters are looked up in MISP, and none is connected");
    assertThat(WriteCases.tags(WriteCases.event(outcome))).containsExactly("osint");
  }

  @Test
  void the_blueprint_that_leaves_the_galaxy_out_is_no_finding() {
    assertThat(new OneNode(new AssignCountry()).check("{\"galaxy_name\":\"\"}")).isEmpty();
  }
}
