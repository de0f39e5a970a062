package org.mispworkflows.misp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** An HTTP server on a port of this machine that can fail in the ways that real ones do. */
final class StubServer {

  private static final int THREADS = 8;

  static {
    // else each answer waits 40 ms for the client to confirm its headers
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Function<Received, StubAnswer> answers;
  private final Queue<StubAnswer> canned = new ConcurrentLinkedQueue<>();
  private final AtomicInteger drops = new AtomicInteger();
  private final AtomicReference<Duration> nextDelay = new AtomicReference<>(Duration.ZERO);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Duration delay = Duration.ZERO;

  private HttpServer server;
  private ExecutorService threads;
  private volatile CountDownLatch stopped = new CountDownLatch(1);

  /**
   * A request as it arrived.
   *
   * @param method GET, POST …
   * @param url the path with the query
   * @param headers the first of each name, in any case
   * @param body as text
   */
  record Received(String method, String url, Map<String, String> headers, String body) {}

  /** Starts on a free port. */
  StubServer(Function<Received, StubAnswer> answers) throws IOException {
    this.answers = answers;
    threads = Executors.newFixedThreadPool(THREADS);
    server = listen(0);
  }

  private HttpServer listen(int port) throws IOException {
    HttpServer listening =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    listening.createContext("/", this::handle);
    listening.setExecutor(threads);
    listening.start();
    return listening;
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The requests so far, whatever became of them. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Stops; what is under way is cut off. */
  void stop() {
    stopped.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /** Starts again on the same port. */
  void restart() throws IOException {
    threads = Executors.newFixedThreadPool(THREADS);
    stopped = new CountDownLatch(1);
    server = listen(server.getAddress().getPort());
  }

  /** Answers the next request that isn't dropped with this, without looking at it. */
  void answerNext(StubAnswer answer) {
    canned.add(answer);
  }

  /** Drops the connections of the next requests. */
  void drop(int requests) {
    drops.set(requests);
  }

  /** Lets the next request wait. */
  void delayNext(Duration wait) {
    nextDelay.set(wait);
  }

  /** Lets every request wait from now on. */
  void delayAll(Duration wait) {
    delay = wait;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      Received received =
          new Received(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
      requests.add(StubRequest.line(received.method(), received.url(), body));
      if (drops.getAndUpdate(left -> Math.max(0, left - 1)) > 0) return;
      if (isStoppedAfter(delay.plus(nextDelay.getAndSet(Duration.ZERO)))) return;
      StubAnswer given = canned.poll();
      send(exchange, given == null ? answers.apply(received) : given);
    }
  }

  private boolean isStoppedAfter(Duration wait) {
    try {
      return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void send(HttpExchange exchange, StubAnswer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    answer
        .headers()
        .forEach(
            (name, value) ->
                exchange
                    .getResponseHeaders()
                    .set(name, name.equals("Location") ? base() + value : value));
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
