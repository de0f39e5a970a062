package org.mispworkflows.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.Limits;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.PlanCompiler;
import org.mispworkflows.engine.TestModules;
import org.mispworkflows.graph.Finding.Edge;

class GraphValidatorTest {

  private static final ModuleCatalog MODULES = TestModules.catalog();

  private static List<Finding> check(String graph) {
    return new PlanCompiler(MODULES, id -> !id.equals("published-if"), Limits.DEFAULT)
        .check(GraphText.of(graph));
  }

  private static Set<String> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).collect(Collectors.toSet());
  }

  /** As when it is saved: the shape and the parameters. */
  private static List<Finding> checkedInTime(String graph) {
    Graph parsed = GraphText.of(graph);
    PlanCompiler compiler = new PlanCompiler(MODULES, id -> true, Limits.DEFAULT);
    return assertTimeoutPreemptively(Duration.ofSeconds(10), () -> compiler.check(parsed));
  }

  @Test
  void a_sound_graph_has_no_findings() {
    assertThat(
            check(
                """
                1 trigger:event-publish -> 2
                2 logic:tag-if {"tags":["tlp:red"]} -> 3 | 4
                3 action:stop-execution
                4 action:note -> 5
                5 action:note
                """))
        .isEmpty();
  }

  @Test
  void a_graph_without_a_trigger_is_refused() {
    assertThat(codes(check("1 action:note"))).containsExactly("no-trigger");
  }

  @Test
  void two_triggers_are_named() {
    List<Finding> findings = check("1 trigger:event-publish\n2 trigger:event-publish");
    assertThat(findings)
        .singleElement()
        .satisfies(f -> assertThat(f.nodes()).containsExactly("1", "2"));
    assertThat(codes(findings)).containsExactly("many-triggers");
  }

  @Test
  void a_cycle_is_reported_with_its_edges() {
    List<Finding> findings =
        check(
            "1 trigger:event-publish -> 2\n2 action:note -> 3\n3 action:note -> 4\n4 action:note -> 2");
    assertThat(findings)
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.code()).isEqualTo("cycle");
              assertThat(f.edges())
                  .containsExactly(new Edge("2", "3"), new Edge("3", "4"), new Edge("4", "2"));
            });
  }

  @Test
  void a_node_that_leads_to_itself_is_a_cycle() {
    assertThat(check("1 trigger:event-publish -> 2\n2 action:note -> 2"))
        .singleElement()
        .satisfies(f -> assertThat(f.edges()).containsExactly(new Edge("2", "2")));
  }

  @Test
  void a_diamond_is_no_cycle() {
    assertThat(
            check(
                """
                1 trigger:event-publish -> 2
                2 logic:tag-if -> 3 | 4
                3 action:note -> 5
                4 action:note -> 5
                5 action:note
                """))
        .isEmpty();
  }

  @Test
  void a_chain_of_ten_thousand_nodes_is_checked_without_recursion() {
    StringBuilder chain = new StringBuilder("0 trigger:event-publish -> 1\n");
    for (int i = 1; i < 10_000; i++)
      chain.append(i).append(" action:note -> ").append(i + 1).append('\n');
    assertThat(checkedInTime(chain.append("10000 action:note").toString())).isEmpty();
  }

  @Test
  void two_hundred_stacked_diamonds_are_checked_though_nobody_could_walk_all_paths() {
    StringBuilder diamonds =
        new StringBuilder("0 trigger:event-publish -> t\nt logic:concurrent-task -> i0\n");
    for (int i = 0; i < 200; i++) {
      diamonds.append(
          """
          iN logic:tag-if {"tags":["tlp:red"]} -> aN | bN
          aN action:note -> iM
          bN action:note -> iM
          """
              .replace("N", Integer.toString(i))
              .replace("M", Integer.toString(i + 1)));
    }
    List<Finding> findings =
        checkedInTime(diamonds.append("i200 action:stop-execution").toString());
    assertThat(codes(findings)).containsExactly("blocking-node");
    assertThat(findings.get(0).edges())
        .hasSize(401)
        .startsWith(new Edge("t", "i0"), new Edge("i0", "a0"), new Edge("a0", "i1"))
        .endsWith(new Edge("i199", "a199"), new Edge("a199", "i200"));
  }

  @Test
  void ten_thousand_blocking_nodes_are_all_named_and_only_the_first_with_their_paths() {
    StringBuilder chain =
        new StringBuilder("0 trigger:event-publish -> 1\n1 logic:concurrent-task -> 2\n");
    for (int i = 2; i < 10_000; i++)
      chain.append(i).append(" action:wall -> ").append(i + 1).append('\n');
    List<Finding> findings = checkedInTime(chain.append("10000 action:wall").toString());
    assertThat(codes(findings)).containsExactly("blocking-node");
    assertThat(findings).hasSize(9_999);
    assertThat(findings.get(1).edges()).containsExactly(new Edge("1", "2"), new Edge("2", "3"));
    assertThat(findings.get(9_998).edges()).isEmpty();
  }

  @Test
  void of_a_long_cycle_the_message_names_the_first_nodes() {
    StringBuilder ring = new StringBuilder("0 trigger:event-publish -> 1\n");
    for (int i = 1; i <= 500; i++)
      ring.append(i).append(" action:note -> ").append(i % 500 + 1).append('\n');
    assertThat(check(ring.toString()))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.edges()).hasSize(500).endsWith(new Edge("500", "1"));
              assertThat(f.message())
                  .startsWith("The path 1 → 2 → 3")
                  .contains("20 → … → 1 leads back");
            });
  }

  @Test
  void two_connections_at_one_output_are_refused() {
    List<Finding> findings = check("1 trigger:event-publish -> 2 3\n2 action:note\n3 action:note");
    assertThat(codes(findings)).containsExactly("many-connections");
    assertThat(findings.get(0).edges()).containsExactly(new Edge("1", "2"), new Edge("1", "3"));
  }

  @Test
  void a_concurrent_task_may_have_many_connections() {
    assertThat(
            check(
                "1 trigger:event-publish -> 2\n2 logic:concurrent-task -> 3 4\n3 action:note\n4 action:note"))
        .isEmpty();
  }

  @Test
  void each_crowded_output_is_a_finding_of_its_own() {
    List<Finding> findings =
        check(
            """
            1 trigger:event-publish -> 2
            2 logic:tag-if -> 3 4 | 4 4
            3 action:note
            4 action:note
            """);
    assertThat(findings)
        .extracting(Finding::code, Finding::edges)
        .containsExactly(
            tuple("many-connections", List.of(new Edge("2", "3"), new Edge("2", "4"))),
            tuple("many-connections", List.of(new Edge("2", "4"), new Edge("2", "4"))));
    assertThat(findings).extracting(Finding::message).anyMatch(m -> m.startsWith("Output 2 of"));
  }

  @Test
  void a_connection_to_nowhere_and_one_from_an_output_that_isnt_there_are_refused() {
    assertThat(check("1 trigger:event-publish -> 2\n2 action:note -> | 1 9"))
        .filteredOn(f -> !f.code().equals("cycle"))
        .extracting(Finding::code, Finding::nodes, Finding::edges)
        .containsExactlyInAnyOrder(
            tuple(
                "many-connections", List.of("2"), List.of(new Edge("2", "1"), new Edge("2", "9"))),
            tuple("missing-target", List.of("2"), List.of(new Edge("2", "9"))),
            tuple("unknown-output", List.of("2"), List.of(new Edge("2", "1"), new Edge("2", "9"))));
  }

  @Test
  void a_switch_has_an_output_for_each_case_and_one_for_the_rest() {
    String graph =
        "1 trigger:event-publish -> 2\n2 logic:switch {\"hash_path\":\"Event.info\",\"cases\":[\"a\",\"b\"]} -> 3 | 4 | 5 %s\n3 action:note\n4 action:note\n5 action:note\n6 action:note";
    assertThat(codes(check(graph.formatted("")))).containsExactly("unreachable-node");
    assertThat(check(graph.formatted("| 6")))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.code()).isEqualTo("unknown-output");
              assertThat(f.nodes()).containsExactly("2");
              assertThat(f.message())
                  .isEqualTo("`switch` (2) is connected at output 4, but it has only 3.");
            });
  }

  @Test
  void a_switch_whose_parameters_are_wrong_is_not_asked_for_its_outputs() {
    assertThat(
            codes(
                check(
                    "1 trigger:event-publish -> 2\n2 logic:switch {\"hash_path\":\"Event[\",\"cases\":[\"a\"]} -> | | | 3\n3 action:note")))
        .containsExactly("malformed-path");
  }

  @Test
  void an_unknown_module_is_kept_with_a_warning() {
    List<Finding> findings = check("1 trigger:event-publish -> 2\n2 action:frobnicate");
    assertThat(codes(findings)).containsExactly("unknown-module");
    assertThat(findings.get(0).isError()).isFalse();
  }

  @Test
  void an_action_that_is_stored_as_logic_is_refused() {
    assertThat(codes(check("1 trigger:event-publish -> 2\n2 logic:note")))
        .containsExactly("wrong-module-type");
  }

  @Test
  void a_disabled_module_is_warned_about() {
    assertThat(codes(check("1 trigger:event-publish -> 2\n2 logic:published-if")))
        .containsExactly("disabled-module");
  }

  @Test
  void a_node_that_nothing_leads_to_is_warned_about() {
    List<Finding> findings = check("1 trigger:event-publish\n2 action:note -> 3\n3 action:note");
    assertThat(codes(findings)).containsExactly("unreachable-node");
    assertThat(findings).flatExtracting(Finding::nodes).containsExactly("2", "3");
  }

  @Test
  void a_stop_behind_a_concurrent_task_is_warned_about_with_a_path_to_it() {
    assertThat(
            check(
                """
                1 trigger:event-publish -> 2
                2 logic:concurrent-task -> 3
                3 action:note -> 4
                4 action:stop-execution
                """))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.code()).isEqualTo("blocking-node");
              assertThat(f.isError()).isFalse();
              assertThat(f.nodes()).containsExactly("4");
              assertThat(f.edges()).containsExactly(new Edge("2", "3"), new Edge("3", "4"));
            });
  }

  @Test
  void a_stop_behind_a_trigger_that_nobody_waits_for_is_warned_about() {
    assertThat(check("1 trigger:event-after-save -> 2\n2 action:stop-execution"))
        .extracting(Finding::code, Finding::edges)
        .containsExactly(tuple("blocking-node", List.of(new Edge("1", "2"))));
  }

  @Test
  void a_stop_before_a_concurrent_task_is_in_order() {
    assertThat(
            check(
                """
                1 trigger:event-publish -> 2
                2 logic:tag-if {"tags":["tlp:red"]} -> 3 | 4
                3 action:stop-execution
                4 logic:concurrent-task -> 5
                5 action:note
                """))
        .isEmpty();
  }

  @Test
  void a_concurrent_task_on_a_cycle_leads_to_the_stops_behind_it() {
    assertThat(
            check(
                """
                1 trigger:event-publish -> 2
                2 logic:concurrent-task -> 3
                3 logic:tag-if {"tags":["tlp:red"]} -> 2 | 4
                4 action:stop-execution
                """))
        .extracting(Finding::code, Finding::edges)
        .containsExactly(
            tuple("cycle", List.of(new Edge("2", "3"), new Edge("3", "2"))),
            tuple("blocking-node", List.of(new Edge("2", "3"), new Edge("3", "4"))));
  }

  @Test
  void a_module_that_wants_core_format_is_warned_about_where_there_is_none() {
    assertThat(codes(check("1 trigger:user-after-save -> 2\n2 logic:tag-if")))
        .containsExactly("core-format");
  }

  @Test
  void a_module_that_wants_core_format_is_in_order_where_it_is_given() {
    assertThat(check("1 trigger:event-after-save -> 2\n2 logic:tag-if")).isEmpty();
  }

  @Test
  void parameters_that_cant_be_used_are_refused_when_a_graph_is_saved() {
    assertThat(
            checkedInTime(
                """
                1 trigger:event-publish -> 2
                2 action:everything {"text":""} -> 3
                3 action:everything {"path":"Event.Tag.{n}[name="} -> 4
                4 action:everything {"colour":"blue"} -> 5
                5 action:note {"text":"{% if %}"}
                """))
        .extracting(Finding::code, Finding::isError, Finding::nodes)
        .containsExactly(
            tuple("missing-parameter", true, List.of("2")),
            tuple("malformed-path", true, List.of("3")),
            tuple("unknown-option", true, List.of("4")),
            tuple("malformed-template", true, List.of("5")));
  }

  @Test
  void a_node_filter_that_cant_be_used_is_refused_when_a_graph_is_saved() {
    Graph graph =
        Graph.of(
            Json.parse(
                """
                [{"id": 1, "data": {"id": "event-publish", "module_type": "trigger"},
                  "outputs": {"output_1": {"connections": [{"node": "2"}]}}},
                 {"id": 2, "data": {"id": "everything", "module_type": "action",
                  "saved_filters": {"selector": "Event.Tag.{n}[", "path": "name", "operator": "in"}}}]
                """));
    assertThat(new PlanCompiler(MODULES, id -> true, Limits.DEFAULT).check(graph))
        .extracting(Finding::code, Finding::nodes)
        .containsExactly(tuple("malformed-filter", List.of("2")));
  }

  @Test
  void what_is_no_graph_is_refused() {
    assertThat(Graph.of("text").malformed())
        .extracting(Finding::code)
        .containsExactly("not-a-graph");
    assertThat(Graph.of(Json.parse("[7, {\"name\": \"x\"}]")).malformed())
        .extracting(Finding::code, Finding::message)
        .containsExactly(
            tuple("malformed-node", "In the graph, entry 0 is not a node: a node is a map."),
            tuple("malformed-node", "In the graph, entry 1 has no `id`."));
    assertThat(Graph.of(Json.parse("[{\"id\": 7}, {\"id\": \"7\"}]")).malformed())
        .extracting(Finding::code, Finding::nodes)
        .containsExactly(tuple("duplicate-node", List.of("7")));
  }

  @Test
  void what_is_no_node_is_named() {
    Graph graph = Graph.of(Map.of("7", "text", "_frames", Map.of()));
    assertThat(graph.malformed())
        .singleElement()
        .satisfies(f -> assertThat(f.message()).contains("`7`"));
  }
}
