package org.mispworkflows.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.engine.Limits;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.PlanCompiler;
import org.mispworkflows.engine.Walk;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.graph.GraphText;
import org.mispworkflows.module.logic.FilterTag;
import org.mispworkflows.module.logic.FilterTimestamp;
import org.mispworkflows.module.logic.GenericFilterData;
import org.mispworkflows.module.logic.GenericFilterReset;
import org.mispworkflows.module.trigger.EventPublish;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.RunInfo;

/** What the nodes behind a filter see, and what becomes of what they change. */
class FilterModulesTest {

  private static final String EVENT =
      """
      {"Event": {"info": "wave", "Attribute": [
        {"value": "a", "type": "ip-src", "timestamp": "RECENT", "Tag": [{"name": "tlp:red"}]},
        {"value": "b", "type": "domain", "timestamp": "1000", "Tag": [{"name": "osint"}]},
        {"value": "c", "type": "ip-src"}]}}
      """;

  private final Recorder recorder = new Recorder();
  private final PlanCompiler compiler =
      new PlanCompiler(
          new ModuleCatalog(
              List.of(
                  new EventPublish(),
                  new GenericFilterData(),
                  new GenericFilterReset(),
                  new FilterTag(),
                  new FilterTimestamp(),
                  recorder)),
          id -> true,
          Limits.DEFAULT);

  /** Writes down the values of the attributes that it sees, and marks them. */
  @ModuleInfo(id = "record", name = "Record")
  static final class Recorder implements ActionModule<None> {
    private final List<String> seen = new ArrayList<>();

    @Override
    public ModuleResult.Effect execute(None none, Execution x) {
      StringBuilder values = new StringBuilder();
      x.data()
          .extract(ParsedPath.parse("Event._AttributeFlattened.{n}"))
          .forEach(
              item -> {
                Map<String, @Nullable Object> attribute = Objects.requireNonNull(Json.map(item));
                values.append(attribute.get("value"));
                attribute.merge("marks", 1L, (a, b) -> (Long) a + (Long) b);
              });
      seen.add(values.toString());
      return ModuleResult.done();
    }
  }

  private Walk.Result walk(String graph) {
    long recent = Instant.now().getEpochSecond() - 3600;
    RunInfo run = new RunInfo(1, "event-publish", 1, "Test", true, false, "");
    Map<String, @Nullable Object> payload =
        Objects.requireNonNull(
            Json.map(Json.parse(EVENT.replace("RECENT", Long.toString(recent)))));
    return new Walk(run, MispConnection.NONE, Limits.DEFAULT, (head, data, filters) -> {})
        .fire(
            Objects.requireNonNull(compiler.compile(GraphText.of(graph)).trigger()),
            new EventPublish().descriptor(),
            payload);
  }

  private List<String> seen(String graph) {
    assertThat(walk(graph).errors()).isEmpty();
    return recorder.seen;
  }

  private static String ips(String label) {
    return "logic:generic-filter-data {\"filtering-label\":\""
        + label
        + "\",\"selector\":\"Event._AttributeFlattened.{n}\",\"operator\":\"equals\",\"hash_path\":\"type\",\"value\":\"ip-src\"}";
  }

  @Test
  void a_filter_hides_items_until_it_is_removed_and_changes_stay() {
    Walk.Result result =
        walk(
            "1 trigger:event-publish -> 2\n2 "
                + ips("A")
                + " -> 3\n3 action:record -> 4\n4 logic:generic-filter-reset -> 5\n5 action:record");
    assertThat(recorder.seen).containsExactly("ac", "abc");
    assertThat(
            new ArrayList<>(
                org.mispworkflows.data.Loose.values(
                    ParsedPath.parse("Event.Attribute.{n}.marks").extract(result.data()))))
        .containsExactly(2L, 1L, 2L);
  }

  @Test
  void filters_combine_and_one_can_be_removed_alone() {
    assertThat(
            seen(
                "1 trigger:event-publish -> 2\n2 "
                    + ips("A")
                    + " -> 3\n3 logic:filter-tag {\"filtering-label\":\"B\",\"scope\":\"attribute\",\"tags\":[\"tlp:red\",\"osint\"]} -> 4\n4 action:record -> 5\n5 logic:generic-filter-reset {\"filtering-label\":\"A\"} -> 6\n6 action:record"))
        .containsExactly("a", "ab");
  }

  @Test
  void a_branch_inherits_the_filters_at_its_fork_and_keeps_its_own_to_itself() {
    assertThat(
            seen(
                "1 trigger:event-publish -> 2 5\n2 "
                    + ips("A")
                    + " -> 3\n3 logic:filter-tag {\"filtering-label\":\"B\",\"scope\":\"attribute\",\"tags\":[\"tlp:red\"]} -> 4\n4 action:record\n5 action:record"))
        .containsExactly("a", "abc");
  }

  @Test
  void tags_of_the_event_count_for_inherited_attributes_only_and_no_scope_is_no_filter() {
    assertThat(
            seen(
                "1 trigger:event-publish -> 2\n2 logic:filter-tag {\"scope\":\"event_attribute\",\"condition\":\"not_in_or\",\"tags\":[\"osint\"]} -> 3\n3 action:record -> 4\n4 logic:filter-tag {\"filtering-label\":\"B\"} -> 5\n5 action:record"))
        .containsExactly("ac", "ac");
  }

  @Test
  void a_timestamp_is_within_a_time_or_not_and_without_one_neither() {
    assertThat(
            seen(
                "1 trigger:event-publish -> 2 4 6\n2 logic:filter-timestamp {\"value\":\"2h\"} -> 3\n3 action:record\n4 logic:filter-timestamp {\"operator\":\"less\",\"value\":\"30m\"} -> 5\n5 action:record\n6 logic:filter-timestamp {\"operator\":\"since\",\"value\":\"999\"} -> 7\n7 action:record"))
        .containsExactly("a", "ab", "ab");
  }

  @Test
  void a_time_that_is_none_is_refused_when_the_workflow_is_saved() {
    assertThat(
            compiler.check(
                GraphText.of(
                    "1 trigger:event-publish -> 2\n2 logic:filter-timestamp {\"value\":\"yesterday\"}")))
        .filteredOn(Finding::isError)
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .contains("`yesterday` is no time: write `30d`");
  }
}
