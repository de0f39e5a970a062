package org.mispworkflows.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mispworkflows.conformance.Trees;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.graph.Finding.Edge;

/** MISP's report; {@code ConformanceTest} has its small cases, here are those that MISP has not. */
class GraphReportTest {

  private static final Set<String> BLOCKING = Set.of("stop-execution", "event-publish");

  private static final Duration GENEROUS = Duration.ofSeconds(10);

  private static GraphReport report(String graph) {
    return GraphReport.of(GraphText.of(graph), BLOCKING::contains);
  }

  private static GraphReport inTime(String graph) {
    Graph parsed = GraphText.of(graph);
    return assertTimeoutPreemptively(GENEROUS, () -> GraphReport.of(parsed, BLOCKING::contains));
  }

  /** A live MISP was asked about these graphs. */
  @TestFactory
  Stream<DynamicTest> the_answer_is_that_of_a_live_misp() throws IOException {
    String path = "/misp/workflows-checkGraph.json.gz";
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(GraphReportTest.class.getResourceAsStream(path)))) {
      return Loose.values(Json.parse(in)).stream()
          .map(call -> Objects.requireNonNull(Json.map(call)))
          .map(call -> DynamicTest.dynamicTest(Loose.text(call.get("note")), () -> compare(call)));
    }
  }

  private static void compare(Map<String, @Nullable Object> call) {
    String graph = Loose.text(Loose.child(Loose.child(call.get("request"), "body"), "graph"));
    Object answer = Loose.child(call.get("response"), "body");
    GraphReport ours = GraphReport.of(Graph.of(Json.parse(graph)), BLOCKING::contains);
    assertThat(Trees.same(answer, ours.toTree()))
        .as("%s should be %s", ours.toTree(), answer)
        .isTrue();
  }

  @Test
  void a_label_is_that_of_the_last_path_to_a_connection() {
    GraphReport report =
        report(
            """
            1 trigger:event-publish -> 2
            2 logic:tag-if -> 3 | 4
            3 logic:generic-filter-data {"filtering-label":"A"} -> 5
            4 logic:generic-filter-data {"filtering-label":"B"} -> 5
            5 action:note -> 6
            6 action:note
            """);
    assertThat(report.connectionLabels())
        .isEqualTo(
            Map.of(
                "5", Map.of("3", List.of("A"), "4", List.of("B")),
                "6", Map.of("5", List.of("B"))));
  }

  @Test
  void a_filter_without_a_stored_label_has_the_modules_default() {
    GraphReport report =
        report(
            """
            1 trigger:event-publish -> 2
            2 logic:generic-filter-data -> 3
            3 logic:filter-tag {"filtering-label":"F"} -> 4
            4 logic:generic-filter-reset -> 5
            5 action:note
            """);
    assertThat(report.connectionLabels())
        .isEqualTo(Map.of("3", Map.of("2", List.of("A")), "4", Map.of("3", List.of("A", "F"))));
  }

  @Test
  void a_cycle_is_gone_round_once_for_the_labels() {
    GraphReport report =
        report(
            """
            1 trigger:event-publish -> 2
            2 action:note -> 3
            3 logic:generic-filter-data {"filtering-label":"A"} -> 2
            """);
    assertThat(report.cycle()).containsExactly(new Edge("3", "2"), new Edge("2", "3"));
    assertThat(report.connectionLabels())
        .isEqualTo(Map.of("2", Map.of("1", List.of(), "3", List.of("A"))));
  }

  @Test
  void a_chain_of_ten_thousand_nodes_is_reported_without_recursion() {
    StringBuilder chain = new StringBuilder("0 trigger:event-publish -> 1\n");
    for (int i = 1; i < 10_000; i++) {
      String module = i % 2 == 0 ? "concurrent-task" : "generic-filter-data";
      chain.append(i).append(" logic:").append(module).append(" -> ").append(i + 1).append('\n');
    }
    GraphReport report = inTime(chain.append("10000 action:stop-execution").toString());
    assertThat(report.cycle()).isEmpty();
    assertThat(report.leadsToBlocking()).isTrue();
    assertThat(report.pathWarnings()).hasSize(PathWarnings.LIMIT);
    assertThat(report.connectionLabels().get("10000"))
        .isEqualTo(Map.of("9999", Collections.nCopies(ConnectionLabels.LIMIT, "A")));
  }

  @Test
  void a_cycle_through_ten_thousand_nodes_is_listed() {
    StringBuilder ring = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      ring.append(i).append(" action:note -> ").append((i + 1) % 10_000).append('\n');
    }
    assertThat(inTime(ring.toString()).cycle()).hasSize(10_000).startsWith(new Edge("9999", "0"));
  }

  @Test
  void two_hundred_stacked_diamonds_are_reported_though_nobody_could_walk_all_paths() {
    String diamonds = diamonds(200, "action:stop-execution");
    GraphReport report =
        inTime("0 trigger:event-publish -> t\nt logic:concurrent-task -> i0\n" + diamonds);
    assertThat(report.leadsToBlocking()).isTrue();
    assertThat(report.pathWarnings())
        .hasSize(PathWarnings.LIMIT)
        .allMatch(w -> w.blocking().moduleId().equals("stop-execution"));
    assertThat(report.connectionLabels().get("i200"))
        .isEqualTo(Map.of("a199", List.of(), "b199", List.of("B")));
  }

  @Test
  void paths_that_lead_to_no_blocking_node_are_not_walked() {
    String graph =
        "0 trigger:event-publish -> t\nt logic:concurrent-task -> i0 s\ns action:stop-execution\n"
            + diamonds(200, "action:note");
    assertThat(inTime(graph).pathWarnings())
        .extracting(GraphReport.PathWarning::edge)
        .containsExactly(new Edge("t", "s"));
  }

  @Test
  void diamonds_with_a_cycle_have_labels_all_the_same() {
    String graph =
        "0 trigger:event-publish -> i0\n" + diamonds(200, "action:note") + "x action:note -> x\n";
    GraphReport report = inTime(graph);
    assertThat(report.cycle()).containsExactly(new Edge("x", "x"));
    assertThat(report.connectionLabels().get("i200")).containsEntry("b199", List.of("B"));
  }

  /** IFs that fork and meet again; the else branch sets the filter B, each IF resets it. */
  private static String diamonds(int count, String end) {
    StringBuilder graph = new StringBuilder();
    for (int i = 0; i < count; i++) {
      graph.append(
          """
          iN logic:generic-filter-reset -> fN
          fN logic:tag-if -> aN | bN
          aN action:note -> iM
          bN logic:generic-filter-data {"filtering-label":"B"} -> iM
          """
              .replace("N", Integer.toString(i))
              .replace("M", Integer.toString(i + 1)));
    }
    return graph.append("i").append(count).append(' ').append(end).append('\n').toString();
  }
}
