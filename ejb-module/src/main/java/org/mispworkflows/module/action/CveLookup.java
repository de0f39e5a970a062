package org.mispworkflows.module.action;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.outbound.Peer;
import org.mispworkflows.spi.Execution;

/** The questions that one execution of a node has for a CVE API. */
final class CveLookup {

  /** Some records list thousands of versions. */
  private static final int LARGEST = 8 * 1024 * 1024;

  private static final int SHOWN = 200;

  private final HttpGateway http;
  private final String address;
  private final Execution x;
  private final List<String> errors = new ArrayList<>();

  /**
   * For one execution of a node.
   *
   * @param address of the API; a slash and a CVE's id follow it
   */
  CveLookup(HttpGateway http, String address, Execution x) {
    this.http = http;
    this.address = address;
    this.x = x;
  }

  /** What went wrong so far, for people. */
  List<String> errors() {
    return errors;
  }

  /**
   * Asks about each id, in order. What the API doesn't know is noted; an odd answer is an error,
   * but the others are asked all the same. When the API can't be reached, or has had enough, none
   * is asked any more.
   *
   * @param ids each once
   * @return by id, those that are known
   */
  Map<String, CveRecord> ask(List<String> ids) {
    Map<String, CveRecord> found = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      List<String> later = ids.subList(i + 1, ids.size());
      String rest = later.isEmpty() ? "" : " Not asked any more: " + String.join(", ", later) + ".";
      HttpGateway.Answer answer;
      try {
        answer = http.send(request(id));
      } catch (IOException e) {
        errors.add(service() + " can't be asked about " + id + ": " + e.getMessage() + "." + rest);
        break;
      }
      if (answer.status() == 429) {
        errors.add(service() + " wants no more questions for now (429), at " + id + "." + rest);
        break;
      }
      read(id, answer).ifPresent(known -> found.put(id, known));
    }
    return found;
  }

  private Optional<CveRecord> read(String id, HttpGateway.Answer answer) {
    String body = answer.body().strip();
    if (answer.status() == 404 || answer.status() == 200 && isNothing(body)) {
      x.note(id + " isn't known to " + service());
      return Optional.empty();
    }
    Optional<CveRecord> known = answer.status() == 200 ? parsed(body) : Optional.empty();
    if (known.isEmpty())
      errors.add(
          service()
              + " answered with status "
              + answer.status()
              + (answer.status() == 200 ? ", but no CVE record," : "")
              + " about "
              + id
              + (body.isEmpty() ? "." : ": " + start(body)));
    return known;
  }

  private static boolean isNothing(String body) {
    return body.isEmpty() || body.equals("null") || body.equals("{}") || body.equals("[]");
  }

  private static Optional<CveRecord> parsed(String body) {
    @Nullable Object tree;
    try {
      tree = Json.parse(body);
    } catch (Json.MalformedJsonException e) {
      return Optional.empty(); // the caller shows what came instead
    }
    return CveRecord.of(tree);
  }

  private static String start(String body) {
    return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…";
  }

  private HttpGateway.Request request(String id) {
    return new HttpGateway.Request(
        "GET",
        url(id),
        Map.of("Accept", "application/json", "User-Agent", "misp-workflows"),
        new byte[0],
        true,
        Peer.OF_AN_ADMIN.largest(LARGEST));
  }

  /** Where the answer about an id is. */
  URI url(String id) {
    return URI.create(address + "/" + id);
  }

  private String service() {
    return "The CVE API at " + address;
  }
}
