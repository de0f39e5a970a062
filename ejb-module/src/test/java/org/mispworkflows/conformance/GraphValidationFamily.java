package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.graph.GraphNode;
import org.mispworkflows.graph.GraphReport;
import org.mispworkflows.graph.GraphValidator;

/** The checks of a graph: MISP's report, and that our findings refuse what MISP refuses. */
final class GraphValidationFamily implements Family {

  /** The blocking ones among the modules of the vectors' surroundings. */
  private static final Set<String> BLOCKING =
      Set.of(
          "enrichment-before-query",
          "event-before-save",
          "event-publish",
          "gatekeeper",
          "shadow-attribute-before-save",
          "stop-execution",
          "user-before-save");

  private static final List<String> PATH_WARNING =
      List.of("source_id", "next_node_id", "message", "blocking", "module_id", "blocking_node_id");

  @Override
  public String name() {
    return "graph_validation";
  }

  @Override
  public Verdict judge(Case observed) {
    Map<String, @Nullable Object> expected = new LinkedHashMap<>(observed.expected());
    expected.remove("php_warnings");
    Map<String, @Nullable Object> actual = report(Graph.of(observed.input().get("graph")));
    return Verdict.of(Trees.same(expected, actual), Optional.empty(), expected, actual);
  }

  private static Map<String, @Nullable Object> report(Graph graph) {
    GraphReport report = GraphReport.of(graph, BLOCKING::contains);
    Map<String, @Nullable Object> misp = report.toTree();
    Map<String, @Nullable Object> outputs = map(misp.get("multiple_output_connection"));
    Map<String, @Nullable Object> paths = map(misp.get("path_warnings"));
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(map(misp.get("is_acyclic")));
    tree.put("has_multiple_output_connection", outputs.get("has_multiple_output_connection"));
    tree.put("multiple_output_edges", outputs.get("edges"));
    tree.put("triggers", report.triggers().stream().map(GraphNode::moduleId).toList());
    tree.put(
        "concurrent_tasks", report.concurrentTasks().stream().map(GraphNode::storedId).toList());
    tree.put("has_one_trigger", report.triggers().size() == 1);
    tree.put("validation", validation(graph));
    tree.put("has_path_warnings", paths.get("has_path_warnings"));
    tree.put("path_warnings", named(paths.get("edges")));
    if (report.triggers().size() == 1) tree.put("connection_labels", report.connectionLabels());
    return tree;
  }

  /** Path warnings with their fields named, as the vectors have them. */
  private static List<@Nullable Object> named(@Nullable Object warnings) {
    List<@Nullable Object> all = new ArrayList<>();
    for (Object warning : Loose.values(warnings)) {
      Iterator<@Nullable Object> values = Loose.values(warning).iterator();
      Map<String, @Nullable Object> named = new LinkedHashMap<>();
      for (String field : PATH_WARNING) named.put(field, values.next());
      all.add(named);
    }
    return all;
  }

  /** MISP's three rules for saving, by the codes of our findings. */
  private static Map<String, @Nullable Object> validation(Graph graph) {
    Set<String> codes =
        GraphValidator.check(graph, id -> Optional.empty(), id -> true, node -> OptionalInt.empty())
            .stream()
            .filter(Finding::isError)
            .map(Finding::code)
            .collect(Collectors.toSet());
    Map<String, @Nullable Object> rules = new LinkedHashMap<>();
    rules.put("acyclic_ok", !codes.contains("cycle"));
    rules.put("one_trigger_ok", !codes.contains("no-trigger") && !codes.contains("many-triggers"));
    rules.put("single_connection_ok", !codes.contains("many-connections"));
    return rules;
  }

  private static Map<String, @Nullable Object> map(@Nullable Object answer) {
    return Objects.requireNonNull(Json.map(answer));
  }
}
