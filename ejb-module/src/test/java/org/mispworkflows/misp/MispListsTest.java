package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mispworkflows.misp.ListsOfMisp.Paging;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.MispException;

/** The lists of a MISP, over HTTP, as a live one answers. */
class MispListsTest {

  private final OpenGateway gateway = OpenGateway.toThisMachine();
  private ListsOfMisp misp;
  private MispLists lists;

  @BeforeEach
  void start() throws IOException {
    misp = ListsOfMisp.start();
    lists = new MispLists(misp.rest(gateway));
  }

  @AfterEach
  void stop() {
    misp.close();
    gateway.close();
  }

  @Test
  void organisations_are_picked_by_id_and_shown_by_name() {
    assertThat(lists.load(Catalogue.ORGANISATIONS))
        .extracting(Choice::value, Choice::label, Choice::about)
        .first()
        .isEqualTo(tuple("4", "Bank CSIRT", "Germany"));
    assertThat(lists.load(Catalogue.ORGANISATIONS))
        .extracting(Choice::label)
        .containsExactly("Bank CSIRT", "CIRCL-LU test", "Energy ISAC", "ORGNAME");
    assertThat(misp.asked()).containsOnly("/organisations/index/scope:all.json");
  }

  @Test
  void a_list_below_a_key_is_found_there() {
    assertThat(lists.load(Catalogue.SHARING_GROUPS))
        .extracting(Choice::value, Choice::label, Choice::about)
        .containsExactly(tuple("1", "Incident response group", "test sharing group"));
  }

  @Test
  void warninglists_are_picked_by_id_or_by_name_and_added_to_only_if_they_are_custom() {
    List<Choice> all = lists.load(Catalogue.WARNINGLISTS);
    List<Choice> names = lists.load(Catalogue.WARNINGLIST_NAMES);
    assertThat(all).hasSize(10).extracting(Choice::value).contains("87", "58");
    assertThat(names).hasSameSizeAs(all).extracting(Choice::value).contains("Own infrastructure");
    assertThat(names).extracting(Choice::label).isEqualTo(all.stream().map(Choice::label).toList());
    assertThat(lists.load(Catalogue.CUSTOM_WARNINGLISTS))
        .extracting(Choice::value, Choice::label, Choice::about)
        .containsExactly(tuple("87", "Own infrastructure", "known"));
  }

  @Test
  void decaying_models_are_picked_by_id() {
    misp.answers(
        "/decayingModel/index.json",
        List.of(
            Map.of("DecayingModel", Map.of("id", "2", "name", "Phishing", "description", "fast")),
            Map.of("DecayingModel", Map.of("id", 1, "name", "NIDS Simple", "description", ""))));
    assertThat(lists.load(Catalogue.DECAYING_MODELS))
        .extracting(Choice::value, Choice::label, Choice::about)
        .containsExactly(tuple("1", "NIDS Simple", ""), tuple("2", "Phishing", "fast"));
  }

  @Test
  void tags_are_those_that_are_neither_hidden_nor_clusters_with_what_their_taxonomy_says() {
    List<Choice> tags = lists.load(Catalogue.TAGS);
    assertThat(tags).hasSize(91).extracting(Choice::value).noneMatch(t -> t.startsWith("misp-g"));
    assertThat(tags)
        .filteredOn(tag -> tag.value().equals("PAP:CLEAR"))
        .singleElement()
        .extracting(Choice::label, Choice::about)
        .containsExactly("PAP:CLEAR", "(PAP:CLEAR) No restrictions in using this information.");
    misp.answers(
        "/tags/index/exclude_statistics:1/limit:5000/page:1.json",
        Map.of("Tag", List.of(Map.of("name", "seen"), Map.of("name", "h", "hide_tag", true))));
    assertThat(lists.load(Catalogue.TAGS)).extracting(Choice::value).containsExactly("seen");
  }

  /** MISP 2.5 knows no pages of tags; a longer list than a page isn't asked for twice. */
  @ParameterizedTest
  @CsvSource({
    "50000, NONE, 1",
    "50000, AS_ASKED, 11",
    "50001, AS_ASKED, 11",
    "5000, NONE, 2",
    "4999, NONE, 1",
    "150, BY_60, 3",
    "120, BY_60, 3",
  })
  void all_tags_are_read_however_misp_sends_them(int count, Paging paging, int requests) {
    misp.has(count);
    misp.sends(paging);
    List<Choice> tags = lists.load(Catalogue.TAGS);
    assertThat(tags).hasSize(count).extracting(Choice::value).doesNotHaveDuplicates();
    assertThat(misp.asked()).hasSize(requests);
  }

  @Test
  void an_instance_that_sends_the_first_page_again_and_again_is_left_alone() {
    List<Object> page = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      page.add(Map.of("SharingGroup", Map.of("id", i, "name", "Group " + i)));
    }
    misp.answers("/sharing_groups/index.json", Map.of("response", page));
    misp.answers("/sharing_groups/index/page:2.json", Map.of("response", page));
    assertThat(lists.load(Catalogue.SHARING_GROUPS)).hasSize(60);
    assertThat(misp.asked()).hasSize(2);
  }

  @Test
  void clusters_are_read_galaxy_by_galaxy() {
    List<Choice> clusters = lists.load(Catalogue.CLUSTERS);
    assertThat(clusters).hasSize(252).extracting(Choice::value).contains("country=\"luxembourg\"");
    assertThat(misp.asked())
        .containsExactly("/galaxies/index.json", "/galaxy_clusters/index/15.json");
    Map<String, Object> off = Map.of("id", "15", "name", "Country", "enabled", false);
    misp.answers("/galaxies/index.json", List.of(Map.of("Galaxy", off)));
    assertThat(lists.load(Catalogue.CLUSTERS)).isEmpty();
  }

  @Test
  void clusters_in_use_are_found_by_their_tags() {
    assertThat(lists.clustersLike("apt28"))
        .extracting(Choice::value)
        .containsExactly("threat-actor=\"APT28\"");
    assertThat(lists.clustersLike("")).hasSize(3);
    assertThat(lists.tagsLike("apt28")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "tlp red | tlp",
        "tlp:amber+strict | tlp:amber",
        "a/bcd | bcd",
        "50% of | 50",
        "confidence=\"high\" | confidence=\"high\"",
        "/ % | ''",
      })
  void misp_is_asked_for_the_longest_piece_that_its_addresses_can_hold(String query, String piece) {
    assertThat(MispLists.fragment(query)).isEqualTo(piece);
  }

  @Test
  void what_misp_refuses_is_an_error_with_its_reason() {
    misp.answers(403);
    assertThatThrownBy(() -> lists.load(Catalogue.ORGANISATIONS))
        .isInstanceOf(MispException.class)
        .hasMessageContaining("MISP `Test` refused: No.");
  }
}
