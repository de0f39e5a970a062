package org.mispworkflows.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** What the tests ask of the API and of recorded payloads. */
final class Api {
  private Api() {}

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Flow.JSON.readTree(answer.body());
  }

  static JsonNode expect(int status, HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body().isEmpty() ? Flow.JSON.nullNode() : json(answer);
  }

  static JsonNode run(long id) throws Exception {
    return expect(200, Server.getAsAdmin("/api/v1/runs/" + id));
  }

  /** A run as soon as it is done. */
  static JsonNode awaitDone(long id) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    while (true) {
      JsonNode run = run(id);
      if (run.get("status").asText().equals("done")) return run;
      assertThat(Instant.now()).as("run " + id + " is still " + run.get("status")).isBefore(end);
      Thread.sleep(50);
    }
  }

  /** The modules of a run's nodes, in the order of execution. */
  static List<String> modules(JsonNode run) {
    List<String> modules = new ArrayList<>();
    run.get("nodes").forEach(node -> modules.add(node.get("moduleId").asText()));
    return modules;
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(entry -> texts.add(entry.asText()));
    return texts;
  }

  /** What a live MISP handed to a trigger. */
  static ObjectNode payload(String name) throws IOException {
    String path = "/payloads/" + name + ".json.gz";
    try (InputStream in =
        new GZIPInputStream(Objects.requireNonNull(Api.class.getResourceAsStream(path), path))) {
      return (ObjectNode) Flow.JSON.readTree(in).get("data");
    }
  }

  /**
   * Takes the tags away that the event of a payload and its attributes had when it was recorded.
   */
  static ObjectNode untagged(ObjectNode payload) {
    payload.withArray("EventTag").removeAll();
    payload
        .withArray("Attribute")
        .forEach(a -> ((ObjectNode) a).withArray("AttributeTag").removeAll());
    return payload;
  }

  /** Attaches a tag to the event of a payload, as MISP's database layer has it. */
  static ObjectNode tagged(ObjectNode payload, String tag) {
    payload
        .withArray("EventTag")
        .addObject()
        .put("local", false)
        .putObject("Tag")
        .put("name", tag)
        .put("colour", "#ff0000");
    return payload;
  }
}
