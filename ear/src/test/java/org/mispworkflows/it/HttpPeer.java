package org.mispworkflows.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The other end of an outbound call: writes down what it is sent and answers what it was told to.
 */
final class HttpPeer implements AutoCloseable {
  /** One call as it arrived; header names in any case. */
  record Received(String method, String path, Map<String, List<String>> headers, String body) {
    Optional<String> header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
  }

  record Answer(int status, String contentType, String body) {
    static Answer json(int status, String body) {
      return new Answer(status, "application/json", body);
    }
  }

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Function<Received, Answer> answers = call -> Answer.json(200, "{}");

  private HttpPeer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
  }

  /** On a free port of 127.0.0.1, which the tests' server may call. */
  static HttpPeer start() throws IOException {
    return start(0);
  }

  /** On this port, which has to be free. */
  static HttpPeer start(int port) throws IOException {
    HttpPeer peer = new HttpPeer(port);
    peer.server.start();
    return peer;
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** From now on, whatever is asked. */
  void answer(Answer answer) {
    answers = call -> answer;
  }

  /** From now on, depending on the call; may take its time. */
  void answer(Function<Received, Answer> answer) {
    answers = answer;
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  /** Forgets the calls so far. */
  void clear() {
    received.clear();
  }

  /** The calls so far, as soon as there are that many; fewer when the time is up. */
  List<Received> await(int count, Duration atMost) throws InterruptedException {
    Instant end = Instant.now().plus(atMost);
    while (received.size() < count && Instant.now().isBefore(end)) {
      Thread.sleep(20);
    }
    return received();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      headers.putAll(exchange.getRequestHeaders());
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Received call =
          new Received(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
      received.add(call);
      Answer answer = answers.apply(call);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
