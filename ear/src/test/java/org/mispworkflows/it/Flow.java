package org.mispworkflows.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/** A workflow in the making, as a client of the API would write it; node 1 is the trigger. */
final class Flow {
  static final ObjectMapper JSON = new ObjectMapper();

  private final String trigger;
  private final ObjectNode graph = JSON.createObjectNode();

  private Flow(String trigger) {
    this.trigger = trigger;
    node(1, "trigger", trigger, Map.of());
  }

  static Flow on(String trigger) {
    return new Flow(trigger);
  }

  Flow logic(int id, String module, Map<String, ?> parameters) {
    return node(id, "logic", module, parameters);
  }

  Flow action(int id, String module, Map<String, ?> parameters) {
    return node(id, "action", module, parameters);
  }

  private Flow node(int id, String type, String module, Map<String, ?> parameters) {
    ObjectNode node = graph.putObject(Integer.toString(id)).put("id", id).put("name", module);
    node.putObject("data")
        .put("id", module)
        .put("module_type", type)
        .set("indexed_params", JSON.valueToTree(parameters));
    node.putObject("outputs");
    return this;
  }

  Flow connect(int from, int output, int to) {
    graph
        .withObject("/" + from + "/outputs/output_" + output)
        .withArray("connections")
        .addObject()
        .put("node", Integer.toString(to))
        .put("output", "input_1");
    return this;
  }

  /** The body that creates it. */
  String body(String name) {
    ObjectNode body = JSON.createObjectNode().put("name", name).put("triggerId", trigger);
    body.set("data", graph);
    return body.toString();
  }

  /** Creates the workflow and switches its trigger on. */
  Created create(String name) throws Exception {
    JsonNode created = Api.expect(201, Server.sendAsAdmin("POST", "/api/v1/workflows", body(name)));
    Api.expect(
        200, Server.sendAsAdmin("PATCH", "/api/v1/triggers/" + trigger, "{\"enabled\":true}"));
    return new Created(created.get("id").asLong(), trigger);
  }

  /** A workflow that is there until it is closed. */
  record Created(long id, String trigger) implements AutoCloseable {
    JsonNode fire(JsonNode payload) throws Exception {
      String path = "/api/v1/triggers/" + trigger;
      return Api.json(Server.sendAsAdmin("POST", path, payload.toString()));
    }

    long counter() throws Exception {
      return Api.json(Server.getAsAdmin("/api/v1/workflows/" + id)).get("counter").asLong();
    }

    @Override
    public void close() throws IOException {
      try {
        Api.expect(204, Server.sendAsAdmin("DELETE", "/api/v1/workflows/" + id, ""));
        String off = "{\"enabled\":false}";
        Api.expect(200, Server.sendAsAdmin("PATCH", "/api/v1/triggers/" + trigger, off));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
