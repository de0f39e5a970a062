package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.done;
import static org.mispworkflows.spi.ModuleResult.failed;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mispworkflows.data.Masks;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleResult;

/**
 * Sends the requests of one node and judges the answers. The errors are worded as in MISP, where
 * callers read them.
 */
final class Delivery {

  /** The error of a node without URL. */
  static final String NO_URL = "URL not provided.";

  /** Shorter parts of a URL aren't secret, and hiding them would tear other words apart. */
  private static final int SHORTEST_SECRET = 8;

  /** How much of an answer is noted, in characters. */
  private static final int NOTED = 200;

  /** How much of an answer is in an error, in characters. */
  private static final int LONGEST = 4_000;

  private final HttpGateway http;
  private final Execution x;
  private final List<String> secrets;

  /** Makes a request; a URL that is none becomes an error of the node. */
  @FunctionalInterface
  interface Source {
    HttpGateway.Request request() throws URISyntaxException;
  }

  /**
   * For one execution of a node.
   *
   * @param secrets never shown in a note or an error, not even when an answer repeats them
   */
  Delivery(HttpGateway http, Execution x, String... secrets) {
    this.http = http;
    this.x = x;
    this.secrets = List.of(secrets);
  }

  /** Sends a request; every 2xx is a success. */
  ModuleResult.Effect send(Source source) {
    return send(source, answer -> true);
  }

  /**
   * Sends a request.
   *
   * @param taken whether an answer with a status of 2xx really is a success
   */
  ModuleResult.Effect send(Source source, Predicate<HttpGateway.Answer> taken) {
    return send(source, taken, answer -> "");
  }

  /**
   * Sends a request to a peer that says why it refuses one.
   *
   * @param taken whether an answer with a status of 2xx really is a success
   * @param refusal the peer's reason, read out of an answer that is no success; empty: it gives
   *     none
   */
  ModuleResult.Effect send(
      Source source,
      Predicate<HttpGateway.Answer> taken,
      Function<HttpGateway.Answer, String> refusal) {
    HttpGateway.Answer answer;
    long start = System.nanoTime();
    try {
      HttpGateway.Request request = source.request();
      String host = String.valueOf(request.url().getHost());
      Optional<ModuleResult.Effect> instead =
          http.guard().instead(x, host, masked(described(request)));
      if (instead.isPresent()) return instead.get();
      answer = http.send(request);
    } catch (IOException | URISyntaxException e) {
      return failed(
          masked(
              "Something went wrong while sending the request. Error returned: " + e.getMessage()));
    }
    String status = "HTTP " + answer.status();
    x.note(status + " after " + (System.nanoTime() - start) / 1_000_000 + " ms");
    if (answer.status() / 100 == 2 && taken.test(answer)) return done();
    String reason = refusal.apply(answer);
    if (!reason.isBlank()) return failed(masked("The remote side refused the request: " + reason));
    if (answer.status() == 401 || answer.status() == 403) {
      if (!answer.body().isBlank()) x.note(masked("Answer: " + start(answer.body())));
      return failed("Authentication failed.");
    }
    return failed(
        masked(
            "Something went wrong with the request or the remote side is having issues. Body returned: "
                + cut(answer.body())));
  }

  /** Without query and user: they carry tokens now and then. */
  private static String described(HttpGateway.Request request) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    URI url = request.url();
    return request.method()
        + " "
        + url.getScheme()
        + "://"
        + url.getHost()
        + (url.getPort() < 0 ? "" : ":" + url.getPort())
        + url.getRawPath()
        + ", "
        + request.body().length
        + " bytes"
        + (body.isEmpty() ? "" : ": " + start(body));
  }

  /** A page of an answer is enough for a record. */
  private static String cut(String body) {
    return body.length() <= LONGEST ? body : body.substring(0, LONGEST) + "… (cut)";
  }

  private static String start(String body) {
    return body.length() <= NOTED ? body : body.substring(0, NOTED) + "…";
  }

  private String masked(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, Masks.MASK);
      masked = masked.replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), Masks.MASK);
    }
    return masked;
  }

  /** The URL, and those parts of it that an answer or an error may repeat; the longest first. */
  static String[] secretsOf(String url) {
    List<String> parts = new ArrayList<>();
    parts.add(url);
    try {
      URI parsed = new URI(url);
      String path = Objects.requireNonNullElse(parsed.getRawPath(), "");
      String query = Objects.requireNonNullElse(parsed.getRawQuery(), "");
      parts.add(path + "?" + query);
      parts.add(path);
      parts.add(path.substring(path.lastIndexOf('/') + 1));
      parts.add(query);
      parts.add(Objects.requireNonNullElse(parsed.getRawUserInfo(), ""));
    } catch (URISyntaxException e) {
      return new String[] {url}; // the request will fail for it, with a message that holds it all
    }
    return parts.stream().filter(part -> part.length() >= SHORTEST_SECRET).toArray(String[]::new);
  }

  /** What keeps requests to URLs of an author's choice from being sent. */
  static List<Diagnosis> diagnose(HttpGateway http) {
    if (http.isOpen()) return List.of();
    return List.of(
        Diagnosis.error(
            "Requests to the outside are switched off: set misp-workflows.outbound.enabled to true to use this module."));
  }
}
