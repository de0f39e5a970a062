package org.mispworkflows.web.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.ModuleDescriptor;

/** The graph that a new workflow begins with: its trigger, as MISP's editor stores it. */
final class StarterGraph {

  private StarterGraph() {}

  static Map<String, @Nullable Object> of(ModuleDescriptor trigger) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("id", trigger.id());
    data.put("name", trigger.info().name());
    data.put("module_type", trigger.type().key());
    data.put("module_version", trigger.info().version());
    data.put("multiple_output_connection", trigger.info().manyConnections());
    data.put("node_uid", UUID.randomUUID().toString());
    data.put("indexed_params", List.of());
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("id", 1);
    node.put("name", trigger.info().name());
    node.put("data", data);
    node.put("class", "block-type-trigger");
    node.put("typenode", false);
    node.put("inputs", List.of());
    node.put("outputs", Map.of("output_1", Map.of("connections", List.of())));
    node.put("pos_x", 100);
    node.put("pos_y", 100);
    return Map.of("1", node);
  }
}
