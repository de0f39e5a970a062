package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mispworkflows.misp.StubMisp.ATTRIBUTE;
import static org.mispworkflows.misp.StubMisp.EVENT;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.Json;
import org.mispworkflows.misp.StubMisp.Tagging;

/** The stub keeps what it is told, as MISP would. */
class StubMispStateTest {

  private StubMisp misp;
  private StubCaller caller;

  @BeforeEach
  void start() throws IOException {
    misp = StubMisp.start();
    caller = new StubCaller(misp, StubMisp.SITE_ADMIN);
  }

  @AfterEach
  void stop() {
    misp.close();
  }

  private String attach(String uuid, String tag, boolean local) {
    return "{\"uuid\":\"" + uuid + "\",\"tag\":\"" + tag + "\",\"local\":" + local + "}";
  }

  @Test
  void global_tags_unpublish_the_event_and_local_ones_do_not()
      throws IOException, InterruptedException {
    caller.post("/events/publish/9", "");
    caller.post("/tags/attachTagToObject", attach(EVENT, "tlp:green", true));
    assertThat(misp.event("9")).containsEntry("published", true);
    caller.post("/tags/attachTagToObject", attach(ATTRIBUTE, "tlp:green", false));
    assertThat(misp.event("9")).containsEntry("published", false);
    assertThat(misp.tags(EVENT)).endsWith(new Tagging("tlp:green", true, ""));
    assertThat(misp.tags(ATTRIBUTE))
        .containsExactly(new Tagging("tlp:red", false, ""), new Tagging("tlp:green", false, ""));
  }

  @Test
  void relationships_are_kept_with_tags_in_an_edit_and_can_be_changed()
      throws IOException, InterruptedException {
    caller.post(
        "/events/edit/9",
        "{\"Tag\":[{\"name\":\"a:b\",\"local\":1,\"relationship_type\":\"related-to\"}]}");
    assertThat(misp.tags(EVENT)).endsWith(new Tagging("a:b", true, "related-to"));
    String link = link("a:b");
    HttpResponse<String> answer =
        caller.post(
            "/tags/modifyTagRelationship/event/" + link,
            "{\"Tag\":{\"relationship_type\":\"part-of\"}}");
    assertThat(StubCaller.map(answer)).containsEntry("saved", true);
    assertThat(misp.tags(EVENT)).endsWith(new Tagging("a:b", true, "part-of"));
  }

  /** The id of the link between event 9 and a tag, as the index tells it. */
  private String link(String tag) throws IOException, InterruptedException {
    for (Map<String, @Nullable Object> link :
        StubTree.maps(
            StubTree.maps(Json.parse(caller.get("/events/index.json").body()))
                .get(8)
                .get("EventTag")))
      if (tag.equals(StubTree.map(link.get("Tag")).get("name"))) return StubTree.text(link, "id");
    throw new AssertionError("no link to " + tag);
  }

  @Test
  void an_edit_of_an_event_saves_the_attributes_that_are_newer_and_right()
      throws IOException, InterruptedException {
    caller.post(
        "/events/edit/" + EVENT,
        """
        {"Event":{"Attribute":[
          {"uuid":"%s","comment":"late","timestamp":"1500000000"},
          {"uuid":"8f58f16e-1f07-41fb-adb3-c9dff23b8799","comment":"new","timestamp":"1795490000"},
          {"uuid":"c37cb2d8-9dc5-4494-82fa-29452c2cadb8","value":"not an address"},
          {"type":"domain","value":"added.test"}]}}
        """
            .formatted(ATTRIBUTE));
    assertThat(misp.attribute(ATTRIBUTE)).containsEntry("comment", "C2 server");
    assertThat(misp.attribute("4098"))
        .containsEntry("comment", "new")
        .containsEntry("timestamp", "1795490000")
        .containsEntry("value", "energia-portal.example");
    assertThat(misp.attribute("4101")).containsEntry("value", "8.8.8.8");
    assertThat(misp.attribute("4124"))
        .containsEntry("value", "added.test")
        .containsEntry("category", "Network activity")
        .containsEntry("to_ids", true);
  }

  @Test
  void an_edit_unpublishes_unless_it_says_otherwise_and_takes_newer_timestamps()
      throws IOException, InterruptedException {
    caller.post("/events/publish/9", "");
    caller.post("/events/edit/9", "{\"info\":\"a\"}");
    assertThat(misp.event("9")).containsEntry("published", false).containsEntry("info", "a");
    caller.post(
        "/events/edit/9", "{\"info\":\"b\",\"published\":true,\"timestamp\":\"1795490000\"}");
    assertThat(misp.event("9"))
        .containsEntry("published", true)
        .containsEntry("timestamp", "1795490000");
    HttpResponse<String> same =
        caller.post("/events/edit/9", "{\"info\":\"c\",\"timestamp\":\"1795490000\"}");
    assertThat(same.statusCode()).isEqualTo(403);
    assertThat(misp.event("9")).containsEntry("info", "b");
  }

  @Test
  void enriching_says_that_it_failed_and_adds_what_the_module_gave()
      throws IOException, InterruptedException {
    misp.enriching(
        "dns",
        List.of("domain"),
        attribute ->
            List.of(StubTree.of("types", List.of("ip-dst"), "values", List.of("192.0.2.7"))));
    HttpResponse<String> answer =
        caller.post("/events/enrichEvent/9", "{\"dns\":1,\"mmdb_lookup\":1}");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(misp.attribute("4124")).containsEntry("value", "192.0.2.7");
    assertThat(StubTree.maps(misp.event("9").get("Object")))
        .extracting(object -> object.get("name"))
        .contains("geolocation");
  }

  @Test
  void changes_are_told_before_the_answer_to_a_listener_who_may_ask_back()
      throws IOException, InterruptedException {
    List<String> told = new ArrayList<>();
    misp.onChange(
        change ->
            told.add(change.kind() + " " + change.uuid() + " " + misp.event("9").get("published")));
    caller.post("/events/publish/9", "");
    caller.post("/tags/attachTagToObject", attach(ATTRIBUTE, "PAP:RED", false));
    caller.post("/attributes/edit/4100", "{\"comment\":\"x\"}");
    assertThat(told)
        .containsExactly(
            "EVENT_PUBLISHED " + EVENT + " true",
            "TAG_ATTACHED " + ATTRIBUTE + " false",
            "EVENT_SAVED " + EVENT + " false",
            "ATTRIBUTE_SAVED " + ATTRIBUTE + " false",
            "EVENT_SAVED " + EVENT + " false");
  }

  @Test
  void fifty_thousand_tags_are_listed_and_searched_quickly()
      throws IOException, InterruptedException {
    misp.withTags(50_000);
    long start = System.nanoTime();
    assertThat(StubTree.list(StubCaller.map(caller.get("/tags/index.json")).get("Tag")))
        .hasSize(50_092);
    assertThat(
            StubTree.list(
                StubCaller.map(caller.get("/tags/index/searchall:number=%2200042.json"))
                    .get("Tag")))
        .hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void events_are_found_by_time_and_given_page_by_page() throws IOException, InterruptedException {
    misp.at(Instant.ofEpochSecond(1_795_490_000L));
    caller.post("/events/edit/4", "{\"info\":\"new\"}");
    HttpResponse<String> found =
        caller.post("/events/restSearch", "{\"timestamp\":\"1795489999\",\"metadata\":1}");
    assertThat(found.headers().firstValue("X-Result-Count")).contains("1");
    assertThat(found.body()).contains("\"info\":\"new\"");
    assertThat(caller.post("/events/restSearch", "{\"timestamp\":\"5m\"}").body())
        .contains("\"info\":\"new\"");
    HttpResponse<String> page = caller.get("/events/index/limit:4/page:3.json");
    assertThat(StubTree.maps(Json.parse(page.body())))
        .extracting(row -> row.get("id"))
        .containsExactly("9");
    assertThat(page.headers().firstValue("X-Result-Count")).contains("9");
  }

  @Test
  void attributes_have_the_scores_that_were_set() throws IOException, InterruptedException {
    misp.score(ATTRIBUTE, "1", 42.5).score(ATTRIBUTE, "2", 12);
    String search = "{\"uuid\":\"" + ATTRIBUTE + "\",\"includeDecayScore\":1%s}";
    assertThat(caller.post("/attributes/restSearch", search.formatted("")).body())
        .contains("\"score\":42.5", "\"decayed\":false", "\"score\":12.0", "\"decayed\":true")
        .contains("{\"id\":\"1\",\"name\":\"NIDS Simple Decaying Model\"}");
    assertThat(
            caller
                .post("/attributes/restSearch", search.formatted(",\"decayingModel\":[\"2\"]"))
                .body())
        .contains("\"score\":12.0")
        .doesNotContain("42.5");
    assertThat(caller.get("/decayingModel/index.json").body())
        .startsWith("[{\"DecayingModel\":{\"id\":\"2\"");
  }

  @Test
  void analyst_data_must_be_wrapped_and_is_shown_on_the_event()
      throws IOException, InterruptedException {
    String path = "/analyst_data/add/Note/" + EVENT + "/Event";
    assertThat(caller.post(path, "{\"note\":\"x\"}").statusCode()).isEqualTo(403);
    assertThat(caller.post(path, "{\"Note\":{\"note\":\"x\",\"distribution\":5}}").statusCode())
        .isEqualTo(403);
    HttpResponse<String> answer =
        caller.post(path, "{\"Note\":{\"note\":\"seen before\",\"distribution\":\"1\"}}");
    assertThat(StubTree.map(StubCaller.map(answer).get("Note")))
        .containsEntry("note", "seen before")
        .containsEntry("object_uuid", EVENT)
        .containsEntry("object_type", "Event");
    assertThat(misp.analystData()).hasSize(1);
    assertThat(StubTree.maps(misp.event("9").get("Note"))).hasSize(1);
  }

  @Test
  void what_was_told_can_be_read_back() throws IOException, InterruptedException {
    caller.post("/warninglists/edit/87", "{\"Warninglist\":{\"entries\":\"a.test\\nb.test\\n\"}}");
    assertThat(misp.warninglist("87")).containsExactly("a.test", "b.test");
    caller.post("/eventBlocklists/add", "{\"uuids\":[\"" + EVENT + "\"],\"comment\":\"c\"}");
    assertThat(misp.blocklist()).extracting(e -> e.get("comment")).containsExactly("c");
    caller.post("/sightings/add/" + ATTRIBUTE, "{\"source\":\"sensor\"}");
    assertThat(misp.sightings("9")).extracting(s -> s.get("source")).containsExactly("sensor");
  }

  @Test
  void others_see_and_change_less() throws IOException, InterruptedException {
    StubCaller user = caller.as(StubMisp.USER);
    assertThat(user.get("/events/view/9").statusCode()).isEqualTo(200);
    assertThat(user.post("/tags/attachTagToObject", attach(EVENT, "tlp:green", true)).body())
        .contains("Local tags can only be added by users of the host organisation.");
    caller.post("/events/edit/9", "{\"distribution\":\"0\"}");
    assertThat(user.get("/events/view/9").statusCode()).isEqualTo(404);
    assertThat(user.post("/eventBlocklists/add", "{\"uuids\":[]}").statusCode()).isEqualTo(403);
    assertThat(user.post("/admin/logs/index", "{}").statusCode()).isEqualTo(403);
  }
}
