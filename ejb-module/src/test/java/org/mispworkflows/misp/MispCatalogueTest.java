package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.spi.Catalogue;

/** What is answered while a long list of MISP is still being loaded. */
class MispCatalogueTest {

  private final OpenGateway gateway = OpenGateway.toThisMachine();
  private final Queue<Runnable> background = new ArrayDeque<>();
  private ListsOfMisp misp;
  private MispCatalogue catalogue;

  @BeforeEach
  void start() throws IOException {
    misp = ListsOfMisp.start();
    catalogue = new MispCatalogue(misp.rest(gateway), background::add);
  }

  @AfterEach
  void stop() {
    misp.close();
    gateway.close();
  }

  private List<String> found(Catalogue list, String query) {
    return catalogue.search(list, query, 1, 50).items().stream().map(Choice::value).toList();
  }

  private void background() {
    while (!background.isEmpty()) background.remove().run();
  }

  @Test
  void tags_are_searched_at_misp_until_they_are_all_known() {
    assertThat(found(Catalogue.TAGS, "red tlp")).containsExactly("tlp:red");
    assertThat(misp.asked()).containsExactly("/tags/index/searchall:red/exclude_statistics:1.json");
    background();
    misp.answers(500);
    assertThat(found(Catalogue.TAGS, "red tlp")).containsExactly("tlp:red");
    assertThat(misp.asked()).hasSize(2);
  }

  @Test
  void whoever_wants_to_see_the_first_tags_waits_for_all() {
    assertThat(found(Catalogue.TAGS, "")).hasSize(50).startsWith("brand-new:tag=\"x\"");
    assertThat(misp.asked())
        .containsExactly("/tags/index/exclude_statistics:1/limit:5000/page:1.json");
    background();
    assertThat(misp.asked()).hasSize(1);
  }

  @Test
  void clusters_in_use_are_offered_until_all_are_known() {
    Found first = catalogue.search(Catalogue.CLUSTERS, "country", 1, 50);
    assertThat(first.items()).extracting(Choice::value).containsExactly("country=\"germany\"");
    assertThat(first.warning()).contains("until the list of all is loaded");
    background();
    Found second = catalogue.search(Catalogue.CLUSTERS, "country lux", 1, 50);
    assertThat(second.items()).extracting(Choice::value).containsExactly("country=\"luxembourg\"");
    assertThat(second.warning()).isEmpty();
  }

  @Test
  void stored_tags_are_told_without_waiting_for_all() {
    assertThat(catalogue.labels(Catalogue.TAGS, List.of("tlp:red")))
        .containsExactly(Choice.of("tlp:red"));
    assertThat(misp.asked()).isEmpty();
    assertThat(background).hasSize(1);
    background();
    assertThat(catalogue.labels(Catalogue.TAGS, List.of("tlp:red")).get(0).about())
        .startsWith("(TLP:RED)");
  }
}
