package org.mispworkflows.misp;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.MispModulesSettings;
import org.mispworkflows.config.Setting;
import org.mispworkflows.config.Settings;
import org.mispworkflows.misp.ModuleAnswer.Kind;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.outbound.NoAnswerException;
import org.mispworkflows.outbound.Peer;
import org.mispworkflows.spi.MispException;

/** What the misp-modules service understands: one request for the list, one for a question. */
final class ModuleProtocol {

  /** The service has ten workers, and no limit to what waits for them. */
  private static final int AT_ONCE = 8;

  /** In bytes; 5 MB were seen. */
  private static final int LARGEST = 16 * 1024 * 1024;

  /** The service gives a module up this much before we give up the service. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private static final Duration LIST_TIMEOUT = Duration.ofSeconds(5);

  private final HttpGateway http;
  private final Settings settings;
  private final String url;

  /**
   * Of one service.
   *
   * @param url without a slash at the end
   */
  ModuleProtocol(HttpGateway http, Settings settings, String url) {
    this.http = http;
    this.settings = settings;
    this.url = url;
  }

  /** The service, as messages name it. */
  String name() {
    return "The misp-modules service at " + url;
  }

  /** Whether it isn't asked for now, since it failed again and again. */
  boolean isLeftAlone() {
    return http.isLeftAlone(URI.create(url));
  }

  /** Asks a module; whatever comes of it is an answer. */
  ModuleAnswer query(ModuleQuestion question) {
    Duration patience = patience(question.module());
    Map<String, @Nullable Object> body = new LinkedHashMap<>(question.body());
    body.put("timeout", Math.max(1, patience.minus(MARGIN).toSeconds()));
    try {
      HttpGateway.Answer answer =
          http.send(
              new HttpGateway.Request(
                  "POST",
                  URI.create(url + "/query"),
                  Map.of("Accept", "application/json", "Content-Type", "application/json"),
                  Answers.bytes(body),
                  question.isLookUp(),
                  peer(patience)));
      return ModuleAnswer.of(answer.status(), answer.body());
    } catch (IOException e) {
      return unanswered(e, patience);
    }
  }

  private ModuleAnswer unanswered(IOException e, Duration patience) {
    return switch (NoAnswerException.of(e)) {
      case LATE ->
          ModuleAnswer.without(
              Kind.LATE,
              name()
                  + " didn't answer within "
                  + patience.toMillis() / 1000.0
                  + " s. It may be at work on it still, so it wasn't asked again.");
      case BUSY ->
          ModuleAnswer.without(Kind.BUSY, name() + " wasn't asked: " + e.getMessage() + ".");
      case LEFT_ALONE, BROKEN -> ModuleAnswer.without(Kind.UNREACHABLE, cantBeAsked(e));
    };
  }

  private Duration patience(MispModule module) {
    Setting<Duration> usual =
        module.isAction()
            ? MispModulesSettings.ACTION_TIMEOUT
            : module.isHoverOnly()
                ? MispModulesSettings.HOVER_TIMEOUT
                : MispModulesSettings.EXPANSION_TIMEOUT;
    return settings.ofModule(module.name(), usual);
  }

  private static Peer peer(Duration patience) {
    return Peer.OF_AN_ADMIN.atOnce(AT_ONCE).waiting(patience).largest(LARGEST);
  }

  /**
   * Asks for the list.
   *
   * @param etag of the list that is known; empty: none is
   * @throws MispException when it can't be had
   */
  ModuleList.Loaded list(String etag) {
    Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "application/json"));
    if (!etag.isEmpty()) headers.put("If-None-Match", etag);
    URI address = URI.create(url + "/modules");
    HttpGateway.Answer answer;
    try {
      answer =
          http.send(
              new HttpGateway.Request(
                  "GET", address, headers, new byte[0], true, peer(LIST_TIMEOUT)));
    } catch (IOException e) {
      boolean there = NoAnswerException.of(e) == NoAnswerException.Reason.BUSY;
      if (there && !etag.isEmpty()) return new ModuleList.Loaded(etag, null);
      throw new MispException(cantBeAsked(e), e);
    }
    if (answer.status() == 304 && !etag.isEmpty()) return new ModuleList.Loaded(etag, null);
    if (answer.status() != 200)
      throw new MispException(name() + " answered with status " + answer.status() + ".");
    return new ModuleList.Loaded(answer.headers().getOrDefault("ETag", ""), modules(answer.body()));
  }

  private List<MispModule> modules(String body) {
    try {
      if (Answers.parse(body) instanceof List<?> list) {
        return Answers.maps(list).stream()
            .filter(entry -> entry.get("name") instanceof String)
            .map(MispModule::of)
            .toList();
      }
    } catch (JsonProcessingException e) {
      throw new MispException(name() + " answered with something that is not JSON.", e);
    }
    throw new MispException(name() + " didn't answer with a list of modules.");
  }

  private String cantBeAsked(IOException e) {
    return name() + " can't be asked: " + e.getMessage() + ".";
  }
}
