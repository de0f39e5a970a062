package org.mispworkflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mispworkflows.data.Json;
import org.mispworkflows.graph.Dot;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.graph.GraphReport;
import org.mispworkflows.graph.Mermaid;
import org.mispworkflows.module.logic.ConcurrentTask;
import org.mispworkflows.module.logic.CountIf;
import org.mispworkflows.module.logic.DistributionIf;
import org.mispworkflows.module.logic.FilterTag;
import org.mispworkflows.module.logic.GenericFilterData;
import org.mispworkflows.module.logic.GenericFilterReset;
import org.mispworkflows.module.logic.GenericIf;
import org.mispworkflows.module.logic.OrganisationIf;
import org.mispworkflows.module.logic.PublishedIf;
import org.mispworkflows.module.logic.Switch;
import org.mispworkflows.module.logic.TagIf;
import org.mispworkflows.module.logic.ThreatLevelIf;
import org.mispworkflows.module.trigger.EventAfterSave;
import org.mispworkflows.module.trigger.EventPublish;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.PathFilters;
import org.mispworkflows.spi.RunInfo;
import org.mispworkflows.spi.WorkflowModule;
import org.mispworkflows.template.RenderLimits;

/** Whatever graph meets whatever payload: the walk ends, and says how. */
@Timeout(120)
class WalkPropertyTest {

  private static final Limits LIMITS =
      new Limits(300, Duration.ofSeconds(30), RenderLimits.DEFAULT);

  private static final List<String> MODULES =
      List.of(
          "tag-if",
          "generic-if",
          "count-if",
          "distribution-if",
          "organisation-if",
          "published-if",
          "threat-level-if",
          "switch",
          "generic-filter-data",
          "generic-filter-data",
          "generic-filter-reset",
          "filter-tag",
          "concurrent-task",
          "note",
          "note",
          "fail",
          "throw",
          "nobody-knows-it");

  private static final List<String> PATHS =
      List.of(
          "Event.Tag.{n}.name",
          "Event._AttributeFlattened.{n}",
          "Event.Attribute.{n}.type",
          "{*}.{*}",
          "",
          "Event",
          "Event.info",
          "Event.Attribute.{n}[to_ids=true].Tag.{n}",
          "broken[",
          "{s}.{n}.{s}");

  private static ModuleCatalog modules() {
    List<WorkflowModule<?>> modules =
        new ArrayList<>(
            List.of(
                new EventPublish(),
                new EventAfterSave(),
                new TagIf(),
                new GenericIf(),
                new CountIf(),
                new DistributionIf(),
                new OrganisationIf(),
                new PublishedIf(),
                new ThreatLevelIf(),
                new Switch(),
                new GenericFilterData(),
                new GenericFilterReset(),
                new FilterTag(),
                new ConcurrentTask()));
    for (String id : List.of("note", "fail", "throw"))
      modules.add(TestModules.catalog().find(id).orElseThrow().module());
    return new ModuleCatalog(modules);
  }

  @Test
  void every_walk_ends_and_none_throws() {
    ModuleCatalog modules = modules();
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      Map<String, @Nullable Object> graph = graph(random);
      boolean blocking = random.nextBoolean();
      String payload = Json.write(payload(random));
      List<String> first = walk(modules, graph, payload, blocking, seed);
      assertThat(walk(modules, graph, payload, blocking, seed))
          .as("seed %d", seed)
          .isEqualTo(first);
    }
  }

  /** The executed nodes and the outcome. */
  private static List<String> walk(
      ModuleCatalog modules,
      Map<String, @Nullable Object> graph,
      String payload,
      boolean blocking,
      int seed) {
    PlanCompiler compiler = new PlanCompiler(modules, id -> !id.equals("count-if"), LIMITS);
    Graph read = Graph.of(graph);
    assertThat(compiler.check(read)).as("seed %d", seed).isNotNull();
    assertThat(Mermaid.export(read) + Mermaid.drawing(read) + Dot.export(read)).isNotEmpty();
    assertThat(GraphReport.of(read, id -> id.equals("fail")).toTree()).isNotEmpty();
    Plan plan = compiler.compile(read);
    Set<String> forked = new TreeSet<>();
    RunInfo run = new RunInfo(1, "event-publish", 1, "Random", blocking, false, "");
    Walk walk =
        new Walk(run, MispConnection.NONE, LIMITS, (head, data, filters) -> forked.add(head.id()));
    Map<String, @Nullable Object> data = Objects.requireNonNull(Json.map(Json.parse(payload)));
    Plan.Node start = plan.trigger();
    if (start == null) return List.of();
    Walk.Result result = walk.fire(start, new EventPublish().descriptor(), data);
    List<String> trace = new ArrayList<>();
    for (Journal.Entry entry : result.journal().entries()) {
      assertThat(plan.nodes()).as("seed %d", seed).containsKey(entry.node().id());
      trace.add(entry.node().id());
    }
    assertThat(trace).as("seed %d", seed).hasSizeLessThanOrEqualTo(LIMITS.nodes());
    assertThat(plan.nodes().keySet()).containsAll(forked);
    trace.add(result.outcome().key());
    return trace;
  }

  private static Map<String, @Nullable Object> graph(Random random) {
    Map<String, @Nullable Object> graph = new LinkedHashMap<>();
    int size = 2 + random.nextInt(12);
    for (int i = 1; i <= size; i++) {
      String module = i == 1 ? "event-publish" : pick(MODULES, random);
      Map<String, @Nullable Object> data = new LinkedHashMap<>();
      data.put("id", module);
      data.put("module_type", i == 1 ? "trigger" : pick(List.of("logic", "action"), random));
      data.put("indexed_params", parameters(random));
      if (random.nextInt(4) == 0) {
        data.put(
            "saved_filters",
            Map.of(
                "selector", pick(PATHS, random), "path", "type", "operator", "in", "value", "x"));
      }
      Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
      for (int output = 1; output <= random.nextInt(4); output++) {
        List<Object> connections = new ArrayList<>();
        for (int c = 0; c < random.nextInt(3); c++)
          connections.add(Map.of("node", Integer.toString(1 + random.nextInt(size + 1))));
        outputs.put("output_" + output, Map.of("connections", connections));
      }
      Map<String, @Nullable Object> node = new LinkedHashMap<>();
      node.put("id", random.nextBoolean() ? (Object) (long) i : Integer.toString(i));
      node.put("name", module);
      node.put("data", data);
      node.put("outputs", random.nextInt(10) == 0 ? List.of() : outputs);
      graph.put(Integer.toString(i), node);
    }
    if (random.nextInt(5) == 0) graph.put("_frames", Map.of());
    return graph;
  }

  private static Map<String, @Nullable Object> parameters(Random random) {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    for (String path : List.of("hash_path", "selector")) parameters.put(path, pick(PATHS, random));
    parameters.put("operator", pick(List.of("in", "equals", "any_value", "in_or", "odd"), random));
    parameters.put("filtering-label", pick(List.of("A", "B", "Z"), random));
    parameters.put("value", pick(List.of("tlp:red", "1", "{{ Event.info }}", ""), random));
    parameters.put("value_list", List.of("ip-src", "domain"));
    parameters.put("cases", List.of("a", "b"));
    parameters.put("tags", List.of("tlp:red"));
    parameters.put("scope", pick(List.of("event", "attribute", "event_attribute"), random));
    return parameters;
  }

  private static Map<String, @Nullable Object> payload(Random random) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    for (String key : List.of("info", "Tag", "Attribute", "Object", "distribution", "published")) {
      if (random.nextInt(3) > 0) event.put(key, value(random, 0));
    }
    payload.put("Event", random.nextInt(8) == 0 ? value(random, 0) : event);
    if (random.nextInt(6) == 0) payload.put("_extra", value(random, 0));
    return payload;
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 5 : 9)) {
      case 0 -> null;
      case 1 -> "tlp:red";
      case 2 -> 4L;
      case 3 -> true;
      case 4 -> 0.5;
      case 5, 6 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < random.nextInt(5); i++) list.add(value(random, depth + 1));
        yield list;
      }
      default -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String key : List.of("name", "type", "value", "to_ids", "Tag", "Attribute", "id"))
          if (random.nextInt(3) == 0) map.put(key, value(random, depth + 1));
        yield map;
      }
    };
  }

  private static String pick(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  @Test
  void a_chain_of_ten_thousand_nodes_is_walked() {
    int length = 10_000;
    List<String> kinds = List.of("note", "published-if", "generic-filter-data", "fail");
    Map<String, @Nullable Object> graph = new LinkedHashMap<>();
    for (int i = 1; i <= length; i++) {
      String module = i == 1 ? "event-publish" : kinds.get(i % kinds.size());
      Map<String, @Nullable Object> data = new LinkedHashMap<>();
      data.put("id", module);
      data.put("module_type", i == 1 ? "trigger" : module.contains("-") ? "logic" : "action");
      data.put(
          "indexed_params",
          Map.of("selector", "Event.Tag.{n}", "hash_path", "name", "operator", "any_value"));
      List<Object> next =
          i == length ? List.of() : List.of(Map.of("node", Integer.toString(i + 1)));
      graph.put(
          Integer.toString(i),
          Map.of("data", data, "outputs", Map.of("output_1", Map.of("connections", next))));
    }
    Limits limits = new Limits(length, Duration.ofMinutes(1), RenderLimits.DEFAULT);
    PlanCompiler compiler = new PlanCompiler(modules(), id -> true, limits);
    assertThat(compiler.check(Graph.of(graph))).isEmpty();
    Plan plan = compiler.compile(Graph.of(graph));
    for (boolean blocking : List.of(true, false)) {
      RunInfo run = new RunInfo(1, "event-publish", 1, "Chain", blocking, false, "");
      Walk.Result result =
          new Walk(run, MispConnection.NONE, limits, (head, data, filters) -> {})
              .from(
                  Objects.requireNonNull(plan.trigger()),
                  Objects.requireNonNull(
                      Json.map(
                          Json.parse(
                              "{\"Event\":{\"published\":true,\"Tag\":[{\"name\":\"a\"}]}}"))),
                  PathFilters.NONE);
      assertThat(result.outcome()).isEqualTo(Outcome.SUCCESS);
      assertThat(result.journal().entries()).hasSize(blocking ? length - 1 : 2);
    }
  }
}
