package org.mispworkflows.misp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;

/** Asks the stub as bluntly as a script would. */
final class StubCaller {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final StubMisp misp;
  private final String key;

  StubCaller(StubMisp misp, String key) {
    this.misp = misp;
    this.key = key;
  }

  /** The same with another key. */
  StubCaller as(String otherKey) {
    return new StubCaller(misp, otherKey);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  /** Sends a body, if it isn't empty, as JSON. */
  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        request(path)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** Sends a body with nothing but the key. */
  HttpResponse<String> sendBare(String path, String body) throws IOException, InterruptedException {
    return HTTP.send(
        request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(misp.url() + path)).header("Authorization", key);
  }

  /** An answer's body as a map. */
  static Map<String, @Nullable Object> map(HttpResponse<String> answer) {
    return StubTree.map(Json.parse(answer.body()));
  }
}
