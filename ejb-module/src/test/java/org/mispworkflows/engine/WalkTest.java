package org.mispworkflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.Plan.Node;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.graph.GraphNode;
import org.mispworkflows.graph.GraphText;
import org.mispworkflows.module.trigger.AnalystDataAfterSave;
import org.mispworkflows.module.trigger.EventBeforeDelete;
import org.mispworkflows.module.trigger.EventPublish;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.ModuleType;
import org.mispworkflows.spi.PathFilters;
import org.mispworkflows.spi.RunInfo;
import org.mispworkflows.spi.TriggerModule;
import org.mispworkflows.template.RenderLimits;

class WalkTest {

  private final List<String> forked = new ArrayList<>();
  private final Set<String> disabled = new java.util.HashSet<>();

  private Walk.Result walk(boolean blocking, String graph, String data) {
    return walk(blocking, graph, data, Limits.DEFAULT);
  }

  private Walk.Result walk(boolean blocking, String graph, String data, Limits limits) {
    Plan plan =
        new PlanCompiler(TestModules.catalog(), id -> !disabled.contains(id), limits)
            .compile(GraphText.of(graph));
    RunInfo run = new RunInfo(1, "event-publish", 5, "Test", blocking, false, "");
    Walk walk =
        new Walk(run, MispConnection.NONE, limits, (head, tree, filters) -> forked.add(head.id()));
    return walk.from(
        java.util.Objects.requireNonNull(plan.trigger()), tree(data), PathFilters.NONE);
  }

  private static Map<String, @Nullable Object> tree(String json) {
    Map<String, @Nullable Object> map = Json.map(Json.parse(json));
    return map == null ? new LinkedHashMap<>() : map;
  }

  private static List<String> ids(Walk.Result result) {
    return result.journal().entries().stream().map(e -> e.node().id()).toList();
  }

  private static final String FORK =
      """
      1 trigger:event-publish -> 2
      2 logic:tag-if {"tags":["tlp:red"]} -> 3 | 4
      3 action:stop-execution {"message":"{{ Event.info }} is red"}
      4 action:note
      """;

  @Test
  void an_event_with_the_tag_is_refused_with_the_message() {
    Walk.Result result =
        walk(true, FORK, "{\"Event\":{\"info\":\"X\",\"Tag\":[{\"name\":\"tlp:red\"}]}}");
    assertThat(result.outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(ids(result)).containsExactly("2", "3");
    assertThat(result.errors())
        .containsExactly(
            "Node `stop-execution` (3) from Workflow `Test` (5) returned the following error: X is red");
  }

  @Test
  void an_event_without_the_tag_goes_the_other_way() {
    Walk.Result result = walk(true, FORK, "{\"Event\":{\"Tag\":[{\"name\":\"tlp:green\"}]}}");
    assertThat(result.outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(ids(result)).containsExactly("2", "4");
    assertThat(result.errors()).isEmpty();
  }

  @Test
  void a_node_at_the_end_of_two_paths_runs_twice_and_its_tail_too() {
    String diamond =
        """
        1 trigger:event-publish -> 2 3
        2 action:note -> 4
        3 action:note -> 4
        4 action:note -> 5
        5 action:note
        """;
    assertThat(ids(walk(true, diamond, "{}"))).containsExactly("2", "4", "5", "3", "4", "5");
  }

  @Test
  void a_path_never_takes_the_same_edge_twice() {
    String cycle = "1 trigger:event-publish -> 2\n2 action:note -> 3\n3 action:note -> 2";
    assertThat(ids(walk(true, cycle, "{}"))).containsExactly("2", "3", "2");
  }

  @Test
  void after_a_failure_a_blocking_path_goes_on_and_any_other_ends() {
    String graph =
        "1 trigger:event-publish -> 2 4\n2 action:fail {\"why\":\"no\"} -> 3\n3 action:note\n4 action:note";
    assertThat(ids(walk(true, graph, "{}"))).containsExactly("2", "3", "4");
    Walk.Result cut = walk(false, graph, "{}");
    assertThat(ids(cut)).containsExactly("2", "4");
    assertThat(cut.outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(cut.journal().blockedPaths())
        .containsExactly(List.of("1:output_1:0:2", "2:output_1:0:3"));
  }

  @Test
  void a_module_that_throws_fails_and_hurts_nobody_else() {
    String graph = "1 trigger:event-publish -> 2 3\n2 action:throw\n3 action:note";
    Walk.Result result = walk(false, graph, "{}");
    assertThat(ids(result)).containsExactly("2", "3");
    assertThat(result.errors())
        .containsExactly(
            "Node `throw` (2) from Workflow `Test` (5) returned the following error: Error while executing module throw. Error: out of luck");
  }

  @Test
  void a_logic_node_that_throws_ends_its_path_and_makes_a_blocking_run_a_failure() {
    String graph =
        "1 trigger:event-publish -> 2 4\n2 logic:broken-if -> 3 | 3\n3 action:note\n4 action:note";
    Walk.Result blocking = walk(true, graph, "{}");
    assertThat(ids(blocking)).containsExactly("2", "4");
    assertThat(blocking.outcome()).isEqualTo(Outcome.FAILURE);
    assertThat(walk(false, graph, "{}").outcome()).isEqualTo(Outcome.SUCCESS);
  }

  @Test
  void disabled_and_unknown_modules_fail_by_name() {
    disabled.add("note");
    Walk.Result result =
        walk(false, "1 trigger:event-publish -> 2 3\n2 action:note\n3 action:frobnicate", "{}");
    assertThat(result.errors()).hasSize(2);
    assertThat(result.errors().get(0)).contains("Could not execute disabled module");
    assertThat(result.errors().get(1)).contains("Could not load class for module: frobnicate");
  }

  @Test
  void a_disabled_stop_node_ends_the_run_as_a_failure_and_not_as_blocked() {
    disabled.add("stop-execution");
    Walk.Result result = walk(true, "1 trigger:event-publish -> 2\n2 action:stop-execution", "{}");
    assertThat(result.outcome()).isEqualTo(Outcome.FAILURE);
  }

  @Test
  void a_failure_without_a_message_adds_no_error() {
    assertThat(walk(true, "1 trigger:event-publish -> 2\n2 action:fail", "{}").errors()).isEmpty();
  }

  @Test
  void a_concurrent_task_forks_each_connection_and_ends_the_path() {
    Walk.Result result =
        walk(
            true,
            "1 trigger:event-publish -> 2\n2 logic:concurrent-task -> 3 4\n3 action:note\n4 action:note",
            "{}");
    assertThat(forked).containsExactly("3", "4");
    assertThat(ids(result)).containsExactly("2");
  }

  @Test
  void a_template_that_cant_be_rendered_fails_its_node_with_the_line() {
    Walk.Result result =
        walk(
            true,
            "1 trigger:event-publish -> 2\n2 action:note {\"text\":\"a\\n{{ nobody.name }}\"}",
            "{}");
    assertThat(result.errors()).singleElement().asString().contains("line 2").contains("nobody");
  }

  @Test
  void an_expression_without_an_answer_ends_its_path_and_says_where_and_why() {
    String graph =
        "1 trigger:event-publish -> 2 4\n2 logic:expression-if {\"expression\":\"event.level == 1\"} -> 3 | 3\n3 action:note\n4 action:note";
    Walk.Result blocking = walk(true, graph, "{\"Event\":{}}");
    assertThat(ids(blocking)).containsExactly("2", "4");
    assertThat(blocking.outcome()).isEqualTo(Outcome.FAILURE);
    assertThat(blocking.errors())
        .containsExactly(
            "Node `expression-if` (2) from Workflow `Test` (5) returned the following error: line 1, column 6: there is no `level`; ask with has(…) whether it is there");
    assertThat(ids(walk(true, graph, "{\"Event\":{\"level\":1}}"))).containsExactly("2", "3", "4");
  }

  @Test
  void a_switch_leads_to_the_output_of_its_case_or_to_the_last() {
    String graph =
        "1 trigger:event-publish -> 2\n2 logic:switch {\"hash_path\":\"Event.info\",\"cases\":[\"a\",\"b\"]} -> 3 | 4 | 5\n3 action:note\n4 action:note\n5 action:note";
    assertThat(ids(walk(true, graph, "{\"Event\":{\"info\":\"b\"}}"))).containsExactly("2", "4");
    assertThat(ids(walk(true, graph, "{\"Event\":{\"info\":\"c\"}}"))).containsExactly("2", "5");
  }

  @Test
  void a_run_that_executes_too_many_nodes_is_ended() {
    Limits two = new Limits(2, Duration.ofSeconds(5), RenderLimits.DEFAULT);
    Walk.Result result =
        walk(
            true,
            "1 trigger:event-publish -> 2\n2 action:note -> 3\n3 action:note -> 4\n4 action:note",
            "{}",
            two);
    assertThat(ids(result)).containsExactly("2", "3");
    assertThat(result.outcome()).isEqualTo(Outcome.FAILURE);
    assertThat(result.errors()).singleElement().asString().contains("more than 2 nodes");
  }

  @Test
  void a_run_that_somebody_waits_for_too_long_is_ended() {
    Limits noTime = new Limits(100, Duration.ofNanos(1), RenderLimits.DEFAULT);
    Walk.Result result = walk(true, "1 trigger:event-publish -> 2\n2 action:note", "{}", noTime);
    assertThat(result.outcome()).isEqualTo(Outcome.FAILURE);
    assertThat(result.errors()).singleElement().asString().contains("took longer");
  }

  @Test
  void a_chain_of_ten_thousand_nodes_is_walked() {
    StringBuilder chain = new StringBuilder("0 trigger:event-publish -> 1\n");
    for (int i = 1; i < 10_000; i++)
      chain.append(i).append(" action:note -> ").append(i + 1).append('\n');
    assertThat(ids(walk(true, chain.append("10000 action:note").toString(), "{}"))).hasSize(10_000);
  }

  /** The walk asks what a result is by a ladder of instanceof: here is one of each. */
  @Test
  void every_result_that_a_module_can_give_is_understood() {
    List<ModuleResult> results =
        List.of(
            new ModuleResult.Done(),
            new ModuleResult.Failed(List.of("x")),
            new ModuleResult.Stopped("x"),
            new ModuleResult.Output(1, List.of()),
            new ModuleResult.Refilter(PathFilters.NONE),
            new ModuleResult.Fork());
    assertThat(results.stream().map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(permitted(ModuleResult.class));
    for (ModuleResult result : results) {
      Node start =
          new Node(stored("s"), "t", ModuleType.TRIGGER, true, null, x -> ModuleResult.done());
      Node node = new Node(stored("n"), "m", ModuleType.ACTION, true, null, x -> result);
      start.leadsTo(List.of(List.of(node)));
      RunInfo run = new RunInfo(1, "t", 1, "w", true, false, "");
      Walk.Result walked =
          new Walk(run, MispConnection.NONE, Limits.DEFAULT, (head, data, filters) -> {})
              .from(start, Map.of(), PathFilters.NONE);
      assertThat(ids(walked)).containsExactly("n");
    }
  }

  private static Set<Class<?>> permitted(Class<?> sealed) {
    Set<Class<?>> leaves = new java.util.HashSet<>();
    for (Class<?> sub : sealed.getPermittedSubclasses()) {
      if (sub.isSealed()) leaves.addAll(permitted(sub));
      else leaves.add(sub);
    }
    return leaves;
  }

  @Test
  void a_trigger_about_events_fails_when_there_is_none() {
    RunInfo run = new RunInfo(1, "event-publish", 1, "w", true, false, "");
    Node start =
        new Node(stored("s"), "t", ModuleType.TRIGGER, true, null, x -> ModuleResult.done());
    Walk.Result result =
        new Walk(run, MispConnection.NONE, Limits.DEFAULT, (head, data, filters) -> {})
            .fire(start, new EventPublish().descriptor(), new java.util.LinkedHashMap<>());
    assertThat(result.outcome()).isEqualTo(Outcome.FAILURE);
    assertThat(result.errors()).singleElement().asString().contains("has no `Event`");
  }

  @Test
  void a_deletion_without_an_event_is_a_failure() {
    Walk.Result result = fired(new EventBeforeDelete(), "{}");
    assertThat(result.outcome()).isEqualTo(Outcome.FAILURE);
    assertThat(result.errors()).singleElement().asString().contains("has no `Event`");
  }

  @Test
  void an_event_that_is_to_be_deleted_comes_in_core_format() {
    Walk.Result result =
        fired(new EventBeforeDelete(), "{\"Event\":{\"id\":\"4\",\"Attribute\":[{\"id\":\"9\"}]}}");
    assertThat(result.outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(Json.write(result.data())).contains("\"_AttributeFlattened\":[{\"id\":\"9\"");
  }

  @Test
  void a_saved_note_is_at_its_event() {
    Walk.Result result =
        fired(
            new AnalystDataAfterSave(),
            "{\"Note\":{\"note\":\"seen\",\"object_type\":\"Event\",\"object_uuid\":\"e-4\"}}");
    assertThat(result.outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(Json.write(result.data()))
        .startsWith("{\"Event\":{\"uuid\":\"e-4\",\"Note\":[{\"note\":\"seen\"");
  }

  @Test
  void analyst_data_that_hold_none_are_a_failure() {
    Walk.Result result = fired(new AnalystDataAfterSave(), "{\"Event\":{\"id\":\"4\"}}");
    assertThat(result.outcome()).isEqualTo(Outcome.FAILURE);
    assertThat(result.errors())
        .containsExactly(
            "Error while normalizing data. Invalid input: the payload of scope `analyst-data` has no `Note` or `Opinion` or `Relationship`.");
  }

  private static Walk.Result fired(TriggerModule<?> trigger, String payload) {
    RunInfo run = new RunInfo(1, trigger.descriptor().id(), 1, "w", false, false, "");
    Node start =
        new Node(stored("s"), "t", ModuleType.TRIGGER, true, null, x -> ModuleResult.done());
    return new Walk(run, MispConnection.NONE, Limits.DEFAULT, (head, data, filters) -> {})
        .fire(start, trigger.descriptor(), tree(payload));
  }

  private static GraphNode stored(String id) {
    return Graph.of(Map.of(id, Map.of())).node(id).orElseThrow();
  }
}
