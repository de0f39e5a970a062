package org.mispworkflows.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.function.Function;

/** A MISP with many tags and one warninglist, as an instance of the server under test. */
final class LongLists implements AutoCloseable {
  static final int TAGS = 50_000;

  private final HttpPeer misp;
  private final long id;

  private LongLists(HttpPeer misp, long id) {
    this.misp = misp;
    this.id = id;
  }

  static LongLists start() throws Exception {
    HttpPeer misp = HttpPeer.start();
    misp.answer(answers());
    ObjectNode instance = Flow.JSON.createObjectNode();
    instance.put("name", "Long lists").put("url", misp.url("")).put("key", "a key of a user");
    instance.put("default", true);
    HttpResponse<String> created =
        Server.sendAsAdmin("POST", "/api/v1/instances", instance.toString());
    return new LongLists(misp, Api.expect(201, created).get("id").asLong());
  }

  private static Function<HttpPeer.Received, HttpPeer.Answer> answers() {
    ObjectNode tags = Flow.JSON.createObjectNode();
    for (int i = 0; i < TAGS; i++) {
      tags.withArray("Tag").addObject().put("id", i).put("name", "long-list:tag=\"" + i + "\"");
    }
    String all = tags.toString();
    String list =
        "{\"Warninglists\":[{\"Warninglist\":{\"id\":\"87\",\"name\":\"Own infrastructure\",\"category\":\"known\",\"default\":false}}]}";
    return call -> {
      if (call.path().startsWith("/tags/index/")) return HttpPeer.Answer.json(200, all);
      if (call.path().startsWith("/warninglists/index/")) return HttpPeer.Answer.json(200, list);
      return HttpPeer.Answer.json(404, "{\"message\":\"Not here.\"}");
    };
  }

  /** From now on nobody answers there. */
  void stop() {
    misp.close();
  }

  @Override
  public void close() throws IOException {
    misp.close();
    try {
      Api.expect(204, Server.sendAsAdmin("DELETE", "/api/v1/instances/" + id, ""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
