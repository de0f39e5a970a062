package org.mispworkflows.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;

/**
 * Graphs that a test can show: one line a node, {@code id type:module {parameters} -> targets of
 * output 1 | of output 2}.
 */
public final class GraphText {

  private static final Pattern LINE =
      Pattern.compile("(\\w+)\\s+(trigger|logic|action):(\\S+)\\s*(\\{.*\\})?\\s*(?:->(.*))?");

  private static final Set<String> MANY = Set.of("concurrent-task");

  private GraphText() {}

  /** The graph. */
  public static Graph of(String text) {
    return Graph.of(tree(text));
  }

  /** The graph's stored form. */
  public static Map<String, @Nullable Object> tree(String text) {
    Map<String, @Nullable Object> nodes = new LinkedHashMap<>();
    for (String line : text.strip().split("\\R", -1)) {
      Matcher m = LINE.matcher(line.strip());
      if (!m.matches()) throw new IllegalArgumentException("not a node: " + line);
      nodes.put(m.group(1), node(m));
    }
    return nodes;
  }

  private static Map<String, @Nullable Object> node(Matcher m) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("id", m.group(3));
    data.put("module_type", m.group(2));
    data.put("indexed_params", m.group(4) == null ? List.of() : Json.parse(m.group(4)));
    data.put("multiple_output_connection", MANY.contains(m.group(3)));
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("id", m.group(1));
    node.put("name", m.group(3));
    node.put("data", data);
    node.put("outputs", outputs(m.group(5)));
    return node;
  }

  private static Object outputs(@Nullable String targets) {
    if (targets == null) return List.of();
    Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
    int number = 0;
    for (String output : targets.split("\\|", -1)) {
      List<@Nullable Object> connections = new ArrayList<>();
      for (String target : output.strip().split("[,\\s]+", -1)) {
        if (!target.isEmpty()) connections.add(Map.of("node", target, "output", "input_1"));
      }
      outputs.put("output_" + ++number, Map.of("connections", connections));
    }
    return outputs;
  }
}
