package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * The stub is true to the recordings: the recorded requests of each file, sent in their order to a
 * stub that has been through those before it, get the recorded answers.
 */
class StubMispTest {

  /** The files in the order in which they were recorded, on a MISP with three small events. */
  private static final List<String> EARLY =
      List.of("events-add", "eventReports", "users", "objects-add", "enrich");

  /** The same on a MISP with nine events. */
  private static final List<String> LATE =
      List.of(
          "tags",
          "attributes-edit",
          "attributes-bulk",
          "publish",
          "sightings",
          "warninglists-checkValue",
          "eventBlocklists",
          "proposals",
          "warninglists",
          "events-edit",
          "event-get",
          "lists",
          "lists-tags",
          "galaxy-country",
          "galaxy-country-index",
          "galaxies",
          "logs",
          "blocked-by-workflow");

  /** Who asked, where it wasn't the site admin. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("attributes-edit#6", StubMisp.USER),
          Map.entry("event-get#7", "wrong"),
          Map.entry("events-edit#5", StubMisp.USER),
          Map.entry("lists#6", StubMisp.ORG_ADMIN),
          Map.entry("lists#7", StubMisp.USER),
          Map.entry("lists#9", StubMisp.USER),
          Map.entry("lists#16", "wrong"),
          Map.entry("proposals#0", StubMisp.USER),
          Map.entry("proposals#1", StubMisp.USER),
          Map.entry("proposals#2", StubMisp.USER),
          Map.entry("proposals#9", StubMisp.USER),
          Map.entry("publish#5", StubMisp.USER),
          Map.entry("tags#7", StubMisp.USER));

  /**
   * What isn't replayed, and why. Mails and discussions aren't even carried: the stub has neither.
   */
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "event-get#6", "the stub correlates nothing",
          "logs#2", "the stub keeps no audit log",
          "logs#3", "the stub keeps no jobs",
          "blocked-by-workflow#11", "the stub keeps no jobs");

  /** What isn't compared, and why. */
  private static final Map<String, Set<String>> IGNORED =
      Map.of(
          // the stub correlates nothing
          "events-add#0", Set.of("Event.RelatedEvent"),
          // MISP takes it from the object's template, which the stub doesn't have
          "objects-add#0", Set.of("Object.description"),
          // attributes of events that no recording shows were seen, too
          "sightings#4", Set.of("[].id"),
          // another event was unpublished meanwhile
          "blocked-by-workflow#9", Set.of("Event.RelatedEvent[].Event.published"));

  /** When it was, where the requests themselves name times. */
  private static final Map<String, Instant> TIMES =
      Map.of("attributes-bulk", Instant.ofEpochSecond(1_795_486_840L));

  private static final Set<String> UUIDS =
      files()
          .flatMap(file -> StubComparison.uuids(Json.write(StubTree.resource(file))).stream())
          .collect(Collectors.toUnmodifiableSet());

  static Stream<String> files() {
    return Stream.concat(EARLY.stream(), LATE.stream());
  }

  @ParameterizedTest
  @MethodSource("files")
  void recorded_requests_get_the_recorded_answers(String file)
      throws IOException, InterruptedException {
    boolean early = EARLY.contains(file);
    List<String> session = early ? EARLY : LATE;
    try (StubMisp misp = early ? StubMisp.startEarly() : StubMisp.start()) {
      StubComparison comparison = new StubComparison(misp.url(), UUIDS);
      for (String before : session.subList(0, session.indexOf(file)))
        replay(before, misp, comparison);
      assertThat(replay(file, misp, comparison)).isEmpty();
    }
  }

  private static List<String> replay(String file, StubMisp misp, StubComparison comparison)
      throws IOException, InterruptedException {
    List<String> differences = new ArrayList<>();
    List<Map<String, @Nullable Object>> pairs = StubTree.maps(StubTree.resource(file));
    for (int i = 0; i < pairs.size(); i++) {
      String name = file + "#" + i;
      if (LEFT_OUT.containsKey(name)) continue;
      if (TIMES.containsKey(file)) misp.at(TIMES.get(file));
      arrange(name, misp);
      Map<String, @Nullable Object> request = StubTree.map(pairs.get(i).get("request"));
      Map<String, @Nullable Object> recorded = StubTree.map(pairs.get(i).get("response"));
      HttpResponse<String> answer = send(name, request, misp, comparison);
      for (String difference : compare(name, recorded, answer, comparison))
        differences.add(
            name + " " + request.get("method") + " " + request.get("path") + ": " + difference);
    }
    return differences;
  }

  /** What happened before the last file: workflows said no, and two attributes were added. */
  private static void arrange(String name, StubMisp misp) {
    switch (name) {
      case "blocked-by-workflow#0" ->
          misp.block("event-before-save")
              .block("shadow-attribute-before-save")
              .block("user-before-save")
              .block("enrichment-before-query")
              .block("event-publish")
              .world()
              .nextId("Attribute", 4129);
      case "blocked-by-workflow#12" -> misp.withoutBackgroundJobs();
      default -> {}
    }
  }

  private static HttpResponse<String> send(
      String name, Map<String, @Nullable Object> request, StubMisp misp, StubComparison comparison)
      throws IOException, InterruptedException {
    Object body = request.get("body");
    String text = body == null ? "" : body instanceof String raw ? raw : Json.write(body);
    return new StubCaller(misp, KEYS.getOrDefault(name, StubMisp.SITE_ADMIN))
        .send(
            StubTree.text(request, "method"),
            comparison.translated(StubTree.text(request, "path")),
            comparison.translated(text));
  }

  private static List<String> compare(
      String name,
      Map<String, @Nullable Object> recorded,
      HttpResponse<String> answer,
      StubComparison comparison) {
    List<String> differences = new ArrayList<>();
    if (Loose.integer(recorded.get("status")) != answer.statusCode())
      differences.add("status " + answer.statusCode() + ": " + answer.body());
    Object body = answer.body().isEmpty() ? "" : Json.parse(answer.body());
    differences.addAll(
        comparison.differences(recorded.get("body"), body, IGNORED.getOrDefault(name, Set.of())));
    StubTree.map(recorded.get("headers"))
        .forEach(
            (header, value) -> {
              String given = answer.headers().firstValue(header).orElse("");
              if (!comparison.translated(Loose.text(value)).equals(given))
                differences.add(header + " is " + given + ", not " + value);
            });
    return differences;
  }
}
