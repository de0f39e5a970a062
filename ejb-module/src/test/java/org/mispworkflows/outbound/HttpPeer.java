package org.mispworkflows.outbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.mispworkflows.data.Json;

/** The other end of a request: writes down what it is sent and answers what it was told to. */
public final class HttpPeer implements AutoCloseable {

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final String scheme;
  private final Queue<HttpGateway.Answer> next = new ConcurrentLinkedQueue<>();
  private volatile HttpGateway.Answer answer = new HttpGateway.Answer(200, "{}");
  private final Map<String, HttpGateway.Answer> byPath = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile String contentType = "application/json";
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /**
   * A request as it arrived.
   *
   * @param method GET, POST …
   * @param path with the query
   * @param headers the first of each name, in any case
   * @param body as text
   */
  public record Received(String method, String path, Map<String, String> headers, String body) {

    /** The body, parsed. */
    public Map<String, ?> json() {
      return Objects.requireNonNull(Json.map(Json.parse(body)));
    }
  }

  private HttpPeer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** On a free port of this machine. */
  public static HttpPeer start() throws IOException {
    return new HttpPeer(HttpServer.create(anyPort(), 0), "http");
  }

  /** The same with TLS. */
  public static HttpPeer start(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new HttpPeer(server, "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Where it is. */
  public String url(String path) {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** What is answered from now on. */
  public void answer(int status, String body) {
    answer = new HttpGateway.Answer(status, body);
  }

  /** What is answered once, before anything else; several in order. */
  public void answerOnce(int status, Map<String, String> headers, String body) {
    next.add(new HttpGateway.Answer(status, headers, body));
  }

  /** What is answered from now on to requests for a path. */
  public void answerAt(String path, int status, Map<String, String> headers, String body) {
    byPath.put(path, new HttpGateway.Answer(status, headers, body));
  }

  /** Lets no request be answered until the returned gate is opened. */
  public CountDownLatch hold() {
    gate = new CountDownLatch(1);
    return gate;
  }

  /** What is said of the answers from now on. */
  public void contentType(String type) {
    contentType = type;
  }

  /** The requests so far. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** The one request so far. */
  public Received only() {
    if (received.size() != 1)
      throw new AssertionError("not one request, but " + received.size() + ": " + received);
    return received.get(0);
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      received.add(
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      await();
      HttpGateway.Answer once = next.poll();
      HttpGateway.Answer usual = byPath.getOrDefault(exchange.getRequestURI().getPath(), answer);
      HttpGateway.Answer given = once == null ? usual : once;
      given.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", contentType);
      exchange.sendResponseHeaders(given.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void await() throws InterruptedIOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the peer is closed");
    }
  }
}
