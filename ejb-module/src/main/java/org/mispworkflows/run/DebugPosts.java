package org.mispworkflows.run;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.DebugProbe;
import org.mispworkflows.engine.Journal;
import org.mispworkflows.engine.Plan;
import org.mispworkflows.engine.Walk;
import org.mispworkflows.graph.GraphNode;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.outbound.Peer;
import org.mispworkflows.spi.ModuleResult.Done;
import org.mispworkflows.spi.ModuleType;
import org.mispworkflows.spi.RunInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the debug endpoint what the walks of debugged workflows do, in the requests that MISP
 * sends. A thread of its own sends them, in order; what waits is limited, and beyond that the
 * newest requests are dropped, so that an endpoint that is slow or dead holds up nobody.
 */
@ApplicationScoped
public class DebugPosts {

  private static final Logger LOG = LoggerFactory.getLogger(DebugPosts.class);

  /** In bytes, of the requests that wait. */
  private static final long MAX_WAITING = 32_000_000;

  @Inject private Settings settings;
  @Inject private HttpGateway http;
  @Resource private ManagedExecutorService threads;

  private final Deque<Post> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean sending;
  private boolean dropping;
  private String url = Settings.OFF;

  private record Post(URI url, byte[] body) {}

  @PostConstruct
  void readSettings() {
    url = settings.get(Settings.DEBUG_URL);
  }

  @PreDestroy
  synchronized void forget() {
    waiting.clear();
  }

  /** Watches one walk; nobody does where no endpoint is configured. */
  public DebugProbe probe(RunInfo run) {
    return url.equals(Settings.OFF) ? DebugProbe.NONE : new Probe(run);
  }

  /** Puts a request at the end of those that wait. */
  void post(String path, Map<String, @Nullable Object> body) {
    Post post = new Post(URI.create(url + path), Json.bytes(body));
    synchronized (this) {
      if (waitingBytes + post.body.length > MAX_WAITING) {
        if (!dropping) LOG.warn("The debug endpoint {} is too slow: requests are dropped", url);
        dropping = true;
        return;
      }
      dropping = false;
      waiting.add(post);
      waitingBytes += post.body.length;
      if (sending) return;
      sending = true;
    }
    threads.execute(this::send);
  }

  private void send() {
    for (Post post = next(); post != null; post = next()) {
      try {
        HttpGateway.Answer answer =
            http.send(
                new HttpGateway.Request(
                    "POST",
                    post.url,
                    Map.of("Content-Type", "application/json"),
                    post.body,
                    false,
                    Peer.OF_AN_ADMIN));
        if (answer.status() / 100 != 2)
          LOG.warn("The debug endpoint {} answered with status {}", url, answer.status());
      } catch (IOException e) {
        LOG.warn("The debug endpoint {} can't be reached: {}", url, e.getMessage());
      }
    }
  }

  private synchronized @Nullable Post next() {
    Post post = waiting.poll();
    if (post == null) sending = false;
    else waitingBytes -= post.body.length;
    return post;
  }

  private final class Probe implements DebugProbe {
    private final RunInfo run;

    Probe(RunInfo run) {
      this.run = run;
    }

    @Override
    public void begins(@Nullable Object original, Map<String, @Nullable Object> normalized) {
      Map<String, @Nullable Object> data = new LinkedHashMap<>();
      data.put("original", original);
      data.put("normalized", normalized);
      String type = run.blocking() ? "blocking" : "non-blocking";
      post("/init?type=" + type, source("", "", "", ""), data, List.of());
    }

    @Override
    public void executed(
        Plan.Node node, Fault fault, List<String> errors, Map<String, @Nullable Object> data) {
      GraphNode stored = node.stored();
      Map<String, @Nullable Object> source =
          source(
              stored.stored().getOrDefault("id", node.id()),
              node.moduleId(),
              stored.savedFilters(),
              stored.parameters());
      String result =
          switch (fault) {
            case NONE -> errors.isEmpty() ? "success" : "partial-success";
            case DISABLED -> "disabled_module";
            case UNKNOWN -> "loading_error";
            case THREW -> "error&message=" + encoded(message(errors));
          };
      post(
          "/exec/" + encoded(node.moduleId()) + "?result=" + result,
          source,
          data,
          fault == Fault.NONE ? errors : List.of());
    }

    @Override
    public void ends(Walk.Result result) {
      List<@Nullable Object> executed = new ArrayList<>();
      List<@Nullable Object> failed = new ArrayList<>();
      for (Journal.Entry entry : result.journal().entries()) {
        if (entry.node().type() == ModuleType.LOGIC) continue;
        executed.add(entry.node().stored().stored());
        if (!(entry.result() instanceof Done)) failed.add(entry.node().stored().stored());
      }
      Map<String, @Nullable Object> data = new LinkedHashMap<>();
      data.put("blocking_nodes", failed);
      data.put("executed_nodes", executed);
      data.put("blocked_paths", result.journal().blockedPaths());
      post("/end?outcome=" + result.outcome().key(), source("", "", "", ""), data, List.of());
    }

    /** What a module threw, without the words around it. */
    private static String message(List<String> errors) {
      String error = errors.isEmpty() ? "" : errors.get(0);
      int cause = error.indexOf(". Error: ");
      return cause < 0 ? error : error.substring(cause + ". Error: ".length());
    }

    private void post(
        String path,
        Map<String, @Nullable Object> source,
        Map<String, @Nullable Object> data,
        List<String> errors) {
      Map<String, @Nullable Object> body = new LinkedHashMap<>();
      body.put("source", source);
      body.put(
          "timestamp",
          OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString());
      body.put("data", data);
      if (!errors.isEmpty()) body.put("errors", errors);
      DebugPosts.this.post("/" + encoded(run.triggerId()) + path, body);
    }

    private static Map<String, @Nullable Object> source(
        @Nullable Object node, String module, Object filters, Object parameters) {
      Map<String, @Nullable Object> source = new LinkedHashMap<>();
      source.put("node_id", node);
      source.put("module_id", module);
      source.put("filters", filters);
      source.put("parameters", parameters);
      return source;
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }
}
