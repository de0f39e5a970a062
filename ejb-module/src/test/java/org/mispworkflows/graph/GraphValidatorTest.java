package org.mispworkflows.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.TestModules;
import org.mispworkflows.graph.Finding.Edge;

class GraphValidatorTest {

  private static final ModuleCatalog MODULES = TestModules.catalog();

  private static List<Finding> check(String graph) {
    return GraphValidator.check(
        GraphText.of(graph), MODULES::descriptor, id -> !id.equals("published-if"));
  }

  private static Set<String> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).collect(Collectors.toSet());
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
  void a_chain_of_twenty_thousand_nodes_is_checked_without_recursion() {
    StringBuilder chain = new StringBuilder("0 trigger:event-publish -> 1\n");
    for (int i = 1; i < 20_000; i++)
      chain.append(i).append(" action:note -> ").append(i + 1).append('\n');
    assertThat(check(chain.append("20000 action:note").toString())).isEmpty();
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
  void a_connection_to_nowhere_and_one_from_an_output_that_isnt_there_are_refused() {
    assertThat(codes(check("1 trigger:event-publish -> 2\n2 action:note -> | 9")))
        .containsExactlyInAnyOrder("missing-target", "unknown-output");
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
  void a_stop_behind_a_concurrent_task_or_a_non_blocking_trigger_is_warned_about() {
    assertThat(
            codes(
                check(
                    "1 trigger:event-publish -> 2\n2 logic:concurrent-task -> 3\n3 action:note -> 4\n4 action:stop-execution")))
        .containsExactly("blocking-node");
    assertThat(codes(check("1 trigger:event-after-save -> 2\n2 action:stop-execution")))
        .containsExactly("blocking-node");
  }

  @Test
  void a_module_that_wants_core_format_is_warned_about_where_there_is_none() {
    assertThat(codes(check("1 trigger:user-after-save -> 2\n2 logic:tag-if")))
        .containsExactly("core-format");
  }

  @Test
  void what_is_no_node_is_named() {
    Graph graph = Graph.of(java.util.Map.of("7", "text", "_frames", java.util.Map.of()));
    assertThat(graph.malformed())
        .singleElement()
        .satisfies(f -> assertThat(f.message()).contains("`7`"));
  }
}
