package org.mispworkflows.misp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.outbound.Peer;

/** Answers with the lists of a MISP: what a live one had, and as many tags as a test wants. */
final class ListsOfMisp implements AutoCloseable {

  /** How a MISP sends a long list. */
  enum Paging {
    /** Whatever is asked, all. */
    NONE,
    /** As asked; beyond the last page there is nothing. */
    AS_ASKED,
    /** By 60; beyond the last page there is an error. */
    BY_60
  }

  private static final Map<String, @Nullable Object> RECORDED = recorded();

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, @Nullable Object> changed = new LinkedHashMap<>();
  private final HttpServer server;
  private volatile List<Object> tags = tags(0);
  private volatile Paging paging = Paging.NONE;
  private volatile int status = 200;

  private ListsOfMisp(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.start();
  }

  static ListsOfMisp start() throws IOException {
    return new ListsOfMisp(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  private static Map<String, @Nullable Object> recorded() {
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(
                ListsOfMisp.class.getResourceAsStream("/misp/pick-lists.json.gz")))) {
      return Objects.requireNonNull(Json.map(Json.parse(in)));
    } catch (IOException e) {
      throw new AssertionError("pick-lists.json.gz", e);
    }
  }

  /** {@code ns-7:word="tag-00007"} and so on; none: those of the live MISP. */
  private static List<Object> tags(int count) {
    if (count == 0) {
      List<Object> all = new ArrayList<>();
      for (Object tag : Loose.values(Loose.child(RECORDED.get("/tags/index.json"), "Tag")))
        all.add(Objects.requireNonNull(tag));
      return all;
    }
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> tag = new LinkedHashMap<>();
      tag.put("id", String.valueOf(i));
      tag.put("name", String.format(Locale.ROOT, "ns-%d:word=\"tag-%05d\"", i % 100, i));
      tag.put("hide_tag", false);
      tag.put("is_galaxy", false);
      all.add(tag);
    }
    return all;
  }

  /** From now on it has this many tags. */
  void has(int count) {
    tags = tags(count);
  }

  void sends(Paging how) {
    paging = how;
  }

  /** From now on a path is answered so. */
  void answers(String path, @Nullable Object body) {
    changed.put(path, body);
  }

  /** From now on; not 200: MISP's way to say so. */
  void answers(int with) {
    status = with;
  }

  /** The paths that were asked for. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  MispRest rest(HttpGateway gateway) {
    return new MispRest(gateway, "Test", url(), "key", Peer.OF_AN_ADMIN);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      Object answer = status == 200 ? answer(path) : null;
      int code = status != 200 ? status : answer == null ? 404 : 200;
      byte[] body =
          Json.write(answer == null ? Map.of("name", "No.", "message", "No.") : answer)
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private @Nullable Object answer(String path) {
    String first = path.replaceFirst("/page:1(?=[./])", "");
    if (changed.containsKey(path)) return changed.get(path);
    if (first.startsWith("/tags/index")) return tagIndex(path);
    return RECORDED.get(first);
  }

  private @Nullable Object tagIndex(String path) {
    String wanted = named(path, "searchall").toLowerCase(Locale.ROOT);
    List<Object> found =
        tags.stream()
            .filter(
                tag ->
                    Loose.text(Loose.child(tag, "name")).toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    if (paging == Paging.NONE || !wanted.isEmpty()) return Map.of("Tag", found);
    String limit = named(path, "limit");
    String page = named(path, "page");
    int size = paging == Paging.BY_60 || limit.isEmpty() ? 60 : Integer.parseInt(limit);
    int from = ((page.isEmpty() ? 1 : Integer.parseInt(page)) - 1) * size;
    if (from >= found.size()) return paging == Paging.BY_60 ? null : Map.of("Tag", List.of());
    return Map.of("Tag", found.subList(from, Math.min(found.size(), from + size)));
  }

  private static String named(String path, String name) {
    Matcher named = Pattern.compile("/" + name + ":(.*?)(/|\\.json$)").matcher(path);
    return named.find() ? named.group(1) : "";
  }
}
