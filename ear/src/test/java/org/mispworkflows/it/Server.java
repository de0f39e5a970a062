package org.mispworkflows.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;

/** The server under test as a caller sees it. The values come from ear/pom.xml. */
final class Server {
  static final String URL = setting("it.url");
  static final String ADMIN_PASSWORD = setting("it.admin-password");
  static final String API_KEY = setting("it.api-key");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private Server() {}

  /** A setting of the integration tests; absent when a test is started without Maven. */
  static String setting(String name) {
    return Objects.requireNonNull(
        System.getProperty(name), () -> "System property " + name + " is set by ear/pom.xml");
  }

  /** Without credentials. */
  static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  /** With the API key of the bootstrap settings, role admin. */
  static HttpResponse<String> getAsAdmin(String path) throws IOException, InterruptedException {
    return send(request(path).header("Authorization", API_KEY));
  }

  /** As {@link #getAsAdmin}, for any method; the body is JSON. */
  static HttpResponse<String> sendAsAdmin(String method, String path, String json)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Authorization", API_KEY)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  /** A request to a path below the context root, for the rest. */
  static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(URL + path)).timeout(Duration.ofSeconds(60));
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
