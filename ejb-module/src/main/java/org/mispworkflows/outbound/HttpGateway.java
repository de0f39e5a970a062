package org.mispworkflows.outbound;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;

/**
 * The only HTTP client. Checks addresses, limits what one target gets at once, leaves a broken one
 * alone for a while, repeats what may be repeated, and follows redirects through the same checks.
 */
@ApplicationScoped
public class HttpGateway {

  private static final int MAX_REDIRECTS = 5;
  private static final int PATIENCE_WITH_THE_WHOLE = 4;
  private static final int MAX_TARGETS = 1_000;
  private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n\\x00]");
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "content-length", "transfer-encoding", "connection", "expect", "host", "upgrade", "te");
  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

  /** A peer that wants a longer pause than this is answered to at once. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  @Inject private Settings settings;
  private @Nullable Connections connections;
  private @Nullable EgressGuard guard;
  private @Nullable ScheduledExecutorService clock;
  private final Map<String, Target> targets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Target> eldest) {
          return size() > MAX_TARGETS;
        }
      };

  /**
   * A request.
   *
   * @param method GET, POST …
   * @param url http or https
   * @param headers by name
   * @param body empty: none is sent
   * @param repeatable whether doing it twice is the same as once, whatever the method says
   * @param peer how the other end is reached
   */
  public record Request(
      String method,
      URI url,
      Map<String, String> headers,
      byte[] body,
      boolean repeatable,
      Peer peer) {

    /** To a URL that a workflow's author chose. */
    public Request(
        String method, URI url, Map<String, String> headers, byte[] body, boolean selfSigned) {
      this(method, url, headers, body, false, Peer.OF_AN_AUTHOR.selfSigned(selfSigned));
    }

    boolean mayBeRepeated() {
      return repeatable
          || IDEMPOTENT.contains(method.toUpperCase(Locale.ROOT))
          || headers.keySet().stream().anyMatch("Idempotency-Key"::equalsIgnoreCase);
    }
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param headers the first of each name, in any case
   * @param body as text
   */
  public record Answer(int status, Map<String, String> headers, String body) {

    /** One without headers. */
    public Answer(int status, String body) {
      this(status, Map.of(), body);
    }
  }

  @PostConstruct
  void open() {
    connections = new Connections(settings);
    guard = new EgressGuard(settings);
    clock = Executors.newSingleThreadScheduledExecutor(HttpGateway::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "misp-workflows-http-clock");
    thread.setDaemon(true);
    return thread;
  }

  @PreDestroy
  void close() {
    if (connections != null) connections.close();
    if (clock != null) clock.shutdownNow();
  }

  /** Who is asked before a node sends something. */
  public EgressGuard guard() {
    if (guard == null) throw new IllegalStateException("the gateway is not open");
    return guard;
  }

  /** Whether workflows may send requests to URLs of their authors' choice. */
  public boolean isOpen() {
    return settings.get(Settings.OUTBOUND_ENABLED);
  }

  /** Whether a target is left alone for now, since it failed again and again. */
  public boolean isLeftAlone(URI url) {
    String place = name(url) + " ";
    synchronized (targets) {
      return targets.entrySet().stream()
          .anyMatch(e -> e.getKey().startsWith(place) && e.getValue().isLeftAlone());
    }
  }

  /**
   * Sends a request and reads the answer. A redirect is followed when the request can be made again
   * as it is; credentials stay behind when it leads to another place.
   *
   * @throws IOException when there is no answer; the message says why, for people; a {@link
   *     NoAnswerException} tells the reasons apart
   */
  public Answer send(Request request) throws IOException {
    if (request.peer().author() && !isOpen()) {
      throw new IOException(
          "requests to the outside are switched off (misp-workflows.outbound.enabled)");
    }
    Request current = request;
    for (int hop = 0; ; hop++) {
      Answer answer = sendOnce(current);
      String location = answer.headers().get("Location");
      if (location == null || !isFollowed(answer.status(), current.method())) return answer;
      if (hop == MAX_REDIRECTS)
        throw new IOException(request.url().getHost() + " redirects without an end");
      current = redirected(current, location);
    }
  }

  /** A changed method would lose the body and look like a success. */
  private static boolean isFollowed(int status, String method) {
    boolean read = method.equals("GET") || method.equals("HEAD");
    return status == 307 || status == 308 || read && status >= 301 && status <= 303;
  }

  private static Request redirected(Request from, String location) throws IOException {
    URI to;
    try {
      to = from.url().resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException(from.url().getHost() + " redirects to a malformed URL", e);
    }
    if ("https".equalsIgnoreCase(from.url().getScheme())
        && !"https".equalsIgnoreCase(to.getScheme()))
      throw new IOException(from.url().getHost() + " redirects from https to " + to.getScheme());
    boolean elsewhere = !name(from.url()).equals(name(to));
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(from.headers());
    if (elsewhere) headers.keySet().retainAll(Set.of("Accept", "Content-Type"));
    if (elsewhere && !from.peer().author())
      throw new IOException(
          from.url().getHost() + " redirects to " + to.getHost() + ", which nobody configured");
    return new Request(from.method(), to, headers, from.body(), from.repeatable(), from.peer());
  }

  private Answer sendOnce(Request request) throws IOException {
    String scheme = request.url().getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)
        || request.url().getHost() == null) {
      throw new IOException("`" + request.url() + "` is not a http or https URL");
    }
    refuseBadHeaders(request);
    Target target = target(request);
    int left = settings.get(Settings.OUTBOUND_RETRIES);
    for (long pause = 200; ; pause *= 4) {
      try {
        Answer answer =
            target.call(request.url(), patience(request.peer()), () -> attempt(request));
        if (left-- == 0 || !PASSING.contains(answer.status()) || !request.mayBeRepeated())
          return answer;
        Duration wanted = retryAfter(answer, pause);
        if (wanted.compareTo(LONGEST_PAUSE) > 0) return answer;
        sleep(wanted.toMillis());
      } catch (IOException e) {
        if (left-- <= 0 || !isWorthARepetition(e, request))
          throw new NoAnswerException(request.url(), e);
        sleep(pause + ThreadLocalRandom.current().nextLong(pause));
      }
    }
  }

  /** A header that is none would tear this request, and the next one on the connection, apart. */
  private static void refuseBadHeaders(Request request) throws IOException {
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      String name = header.getKey();
      if (!HEADER_NAME.matcher(name).matches())
        throw new IOException("`" + name + "` is no name of a header");
      if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)))
        throw new IOException("the header " + name + " can't be set: the connection needs it");
      if (LINE_BREAK.matcher(header.getValue()).find())
        throw new IOException("the header " + name + " has a line break in its value");
    }
  }

  /** Nothing was sent, or the same again does no harm; a slow peer isn't made slower. */
  private static boolean isWorthARepetition(IOException e, Request request) {
    if (e instanceof HttpHostConnectException) return true;
    if (e instanceof SocketTimeoutException || e instanceof SSLException) return false;
    return request.mayBeRepeated()
        && (e instanceof NoHttpResponseException || e instanceof SocketException);
  }

  private static Duration retryAfter(Answer answer, long usual) {
    String asked = answer.headers().getOrDefault("Retry-After", "");
    if (asked.matches("\\d{1,6}")) return Duration.ofSeconds(Long.parseLong(asked));
    return Duration.ofMillis(usual);
  }

  private static void sleep(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the wait before another attempt was interrupted");
    }
  }

  private Target target(Request request) {
    String name = name(request.url());
    Peer peer = request.peer();
    int atOnce = peer.atOnce() == 0 ? settings.get(Settings.OUTBOUND_AT_ONCE) : peer.atOnce();
    synchronized (targets) {
      return targets.computeIfAbsent(
          name + " " + atOnce, limited -> new Target(name, atOnce, settings));
    }
  }

  private Duration patience(Peer peer) {
    Duration own = peer.answer();
    return own == null ? settings.get(Settings.OUTBOUND_ANSWER) : own;
  }

  private static String name(URI url) {
    boolean secure = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() < 0 ? (secure ? 443 : 80) : url.getPort();
    return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }

  private Answer attempt(Request request) throws IOException {
    if (connections == null || clock == null)
      throw new IllegalStateException("the gateway is not open");
    HttpUriRequestBase http = new HttpUriRequestBase(request.method(), request.url());
    Timeout patience = Timeout.of(patience(request.peer()));
    http.setConfig(
        RequestConfig.custom()
            .setResponseTimeout(patience)
            .setConnectionRequestTimeout(patience)
            .build());
    request.headers().forEach(http::setHeader);
    if (request.body().length > 0) {
      http.setEntity(new ByteArrayEntity(request.body(), contentType(request)));
    }
    CloseableHttpClient client = connections.to(request.peer(), request.url());
    long whole = patience.toMilliseconds() * PATIENCE_WITH_THE_WHOLE;
    // a peer that sends a byte now and then is never late for the next one
    Future<?> end = clock.schedule(http::abort, whole, TimeUnit.MILLISECONDS);
    try {
      return client.execute(http, answer -> answer(answer, request.peer()));
    } catch (IOException e) {
      if (end.isDone()) throw new SocketTimeoutException("no whole answer within " + whole + " ms");
      throw e;
    } finally {
      end.cancel(false);
    }
  }

  private static ContentType contentType(Request request) {
    String type = request.headers().get("Content-Type");
    return type == null ? ContentType.APPLICATION_JSON : ContentType.parse(type);
  }

  private Answer answer(ClassicHttpResponse answer, Peer peer) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : answer.getHeaders())
      headers.putIfAbsent(header.getName(), header.getValue());
    return new Answer(
        answer.getCode(), headers, body(answer.getEntity(), peer, headers.get("Content-Encoding")));
  }

  private String body(@Nullable HttpEntity entity, Peer peer, @Nullable String encoding)
      throws IOException {
    if (entity == null) return "";
    int largest = peer.largest() == 0 ? settings.get(Settings.OUTBOUND_MAX_ANSWER) : peer.largest();
    try (InputStream raw = entity.getContent();
        InputStream in = "gzip".equalsIgnoreCase(encoding) ? new GZIPInputStream(raw) : raw) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      byte[] buffer = new byte[16_384];
      int count;
      while (read.size() < largest
          && (count = in.read(buffer, 0, Math.min(buffer.length, largest - read.size()))) >= 0) {
        read.write(buffer, 0, count);
      }
      if (!peer.author() && read.size() == largest && in.read() >= 0)
        throw new IOException("the answer has more than " + largest + " bytes");
      return read.toString(StandardCharsets.UTF_8);
    }
  }
}
