package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.spi.MispException;

class TagCountryAsnFromEnrichmentTest {

  private static final String DATA =
      """
      {"Event": {"id": "7", "_AttributeFlattened": [], "Tag": [{"name": "osint", "local": false}],
        "Attribute": [
          {"id": "11", "event_id": "7", "type": "ip-dst", "value": "8.8.8.8", "enrichment": [
            {"Attribute": [{"type": "AS", "value": "AS1"}],
             "Object": [{"name": "geolocation", "Attribute": [
                {"object_relation": "country", "value": " France "},
                {"object_relation": "countrycode", "value": "FR"}]},
              {"name": "asn", "Attribute": [
                {"object_relation": "asn", "value": "AS15169"},
                {"object_relation": "description",
                 "value": "ASNOrganization: Amazon.com \\"EU\\". db_source: GeoOpen."}]}]}]},
          {"id": "12", "event_id": "7", "type": "ip-dst", "value": "1.1.1.1",
           "enrichment": [[{"types": ["freetext"], "values": ["LU"]}],
                          [{"types": ["text"], "values": ["AS6661 POST Luxembourg"]}]]},
          {"id": "13", "event_id": "7", "type": "url", "value": "http://a.test",
           "enrichment": [[{"types": ["text"], "values": ["clean", "NO", "france2"]}]]},
          {"id": "14", "event_id": "7", "type": "ip-dst", "value": "2.2.2.2"}]}}
      """;

  private static final String NOTHING_TOLD =
      "None of the 1 attributes has a country or an ASN in its enrichment: nothing was changed";

  private final WriteCases node = new WriteCases(new TagCountryAsnFromEnrichment());

  @Test
  void attributes_get_the_tags_of_newer_misps_and_the_cluster_of_the_country() {
    OneNode.Outcome outcome = node.run("{}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(WriteCases.tags(WriteCases.attribute(outcome, 0)))
        .containsExactly(
            "country:\"FRANCE\" L",
            "asn_number:\"15169\" L",
            "asn_org:\"Amazon.com 'EU'\" L",
            "country_code:\"FR\" L",
            "misp-galaxy:country=\"france\" L");
    assertThat(WriteCases.tags(WriteCases.attribute(outcome, 1)))
        .containsExactly(
            "asn_number:\"6661\" L",
            "asn_org:\"POST Luxembourg\" L",
            "country_code:\"LU\" L",
            "misp-galaxy:country=\"luxembourg\" L");
    assertThat(WriteCases.allTags(WriteCases.attribute(outcome, 1)))
        .startsWith("osint", "asn_number:\"6661\" L");
    assertThat(WriteCases.attribute(outcome, 2)).doesNotContainKey("Tag");
    assertThat(WriteCases.attribute(outcome, 3)).doesNotContainKey("Tag");
    assertThat(outcome.notes()).containsExactly("2 of 2 attributes changed");
  }

  @Test
  void misp_is_told_the_same_once_an_attribute() {
    node.run("{\"locality\":\"global\"}", DATA);
    List<String> told = node.told();
    assertThat(told).hasSize(2);
    assertThat(told.get(0))
        .startsWith("{\"kind\":\"attribute.attach_tags\",\"attribute_id\":\"11\"")
        .contains("asn_number", "misp-galaxy:country", "\"local\":false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[{'values':['FRANCE','FR']}]] | country:'FRANCE' country_code:'FR'",
        "[[{'values':['FR','france']}]] | country:'FRANCE' country_code:'FR'",
        "[[{'values':['France','US']}]] | country:'FRANCE'",
        "[[{'values':['Norway','NO']}]] | country:'NORWAY' country_code:'NO'",
        "[[{'values':['fr','FRA','8.8.8.8','AS','AS12ab']}]] | country_code:'AS'",
        "[[{'types':['AS'],'values':['3320']}]] | asn_number:'3320'",
        "[[{'types':['text'],'values':['3320']}]] |",
        "[[{'values':['ASN: 3320, DTAG']}]] | asn_number:'3320' asn_org:'DTAG'",
        "[{'Attribute':[{'object_relation':'ASN','value':3320}]}] | asn_number:'3320'",
        "[{'Attribute':[{'object_relation':'asn','value':'none'}]}] |",
        "[{'Attribute':[{'object_relation':'ASNOrganization','value':'DTAG'}]}] | asn_org:'DTAG'",
        "[{'Object':[{'Attribute':[{'object_relation':'country','value':''}]}]}, 5, null] |",
        "[{'Object':[{'Attribute':[{'object_relation':'description','value':'ASNOrganization DTAG. db: x'}]}]}] | asn_org:'DTAG'",
        "\"text\" |"
      })
  void what_modules_answer_is_understood(String enrichment, String tags) {
    Origin origin = Origin.of(Json.parse(enrichment.replace('\'', '"')));
    assertThat(String.join(" ", origin.tags()))
        .isEqualTo(tags == null ? "" : tags.replace('\'', '"'));
    assertThat(origin.isKnown()).isEqualTo(tags != null);
  }

  @Test
  void an_organisation_in_quotes_stands_without_them() {
    String description = Json.write("ASNOrganization: \"DT. AG\". db_source: x.");
    Origin origin =
        Origin.of(
            Json.parse(
                "[{\"Attribute\":[{\"object_relation\":\"description\",\"value\":"
                    + description
                    + "}]}]"));
    assertThat(origin.organisation()).isEqualTo("DT. AG");
  }

  @Test
  void a_cluster_is_looked_up_once_by_the_name_behind_a_code() {
    StandInMisp misp =
        new StandInMisp().answering("clusterTag", args -> Optional.of("c:" + args.get(1)));
    String twice =
        "{\"id\":\"%s\",\"type\":\"ip-dst\",\"value\":\"x\",\"enrichment\":[[{\"values\":[\"DE\"]}]]}";
    new OneNode(new TagCountryAsnFromEnrichment())
        .with(misp.connection())
        .run(
            "{}",
            Events.core(
                "{\"Event\":{\"Attribute\":["
                    + twice.formatted("1")
                    + ","
                    + twice.formatted("2")
                    + "]}}"));
    assertThat(misp.calls())
        .containsExactly(
            "clusterTag country Germany",
            "attachTags attribute 1 [country_code:\"DE\", c:Germany] true ",
            "attachTags attribute 2 [country_code:\"DE\", c:Germany] true ");
  }

  @Test
  void a_filter_picks_the_attributes_and_nothing_told_is_no_failure() {
    node.filteredBy(Events.filter("Event._AttributeFlattened.{n}", "id", "equals", "14"));
    OneNode.Outcome outcome = node.run("{}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).containsExactly(NOTHING_TOLD);
    assertThat(node.filteredBy(WriteCases.NOTHING).run("{}", DATA).notes())
        .containsExactly("0 items matched the node's filter: nothing was changed");
    assertThat(node.told()).isEmpty();
  }

  @Test
  void without_a_misp_there_are_no_clusters_but_all_else() {
    OneNode.Outcome outcome = node.withoutMisp().run("{}", DATA);
    assertThat(WriteCases.tags(WriteCases.attribute(outcome, 0)))
        .contains("country:\"FRANCE\" L")
        .noneMatch(tag -> tag.startsWith("misp-galaxy"));
    assertThat(outcome.notes())
        .containsExactly(
            WriteCases.NOT_CONNECTED,
            "Countries get no cluster: clusters are looked up in MISP, and none is connected",
            "2 of 2 attributes changed");
  }

  @Test
  void a_dry_run_looks_up_but_tells_misp_nothing() {
    StandInMisp misp = new StandInMisp();
    OneNode.Outcome outcome =
        new OneNode(new TagCountryAsnFromEnrichment())
            .with(misp.connection())
            .dry()
            .run("{}", Events.core(DATA.replace("\"_AttributeFlattened\": [],", "")));
    assertThat(misp.calls()).allMatch(call -> call.startsWith("clusterTag"));
    assertThat(outcome.notes()).contains("Only the roaming data was changed: this is a dry run");
    assertThat(WriteCases.tags(WriteCases.attribute(outcome, 0))).contains("country:\"FRANCE\" L");
  }

  @Test
  void it_is_a_failure_when_misp_refuses_all() {
    OneNode.Outcome outcome = node.whileMispIsDown().run("{}", DATA);
    assertThat(outcome.errors())
        .containsExactly(
            "attribute 11: MISP doesn't answer.", "attribute 12: MISP doesn't answer.");
    assertThat(WriteCases.attribute(outcome, 0)).doesNotContainKey("Tag");
  }

  @Test
  void one_that_misp_refuses_does_not_stop_the_others() {
    StandInMisp misp =
        new StandInMisp()
            .answering(
                "attachTags",
                args -> {
                  if (String.valueOf(args.get(1)).contains("15169"))
                    throw new MispException("Not allowed.");
                  return Map.of();
                });
    OneNode.Outcome outcome =
        new OneNode(new TagCountryAsnFromEnrichment())
            .with(misp.connection())
            .run("{}", Events.core(DATA.replace("\"_AttributeFlattened\": [],", "")));
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly("1 of 2 attributes changed", "attribute 11: Not allowed.");
  }

  @Test
  void data_without_an_event_are_a_failure() {
    assertThat(node.run("{}", "{}").errors()).containsExactly(Writes.NO_EVENT);
  }
}
