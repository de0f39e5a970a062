package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.outbound.Peer;
import org.mispworkflows.spi.Locality;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispElement.Kind;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.MispUser;

class MispClientTest {

  private static final MispElement EVENT = new MispElement(Kind.EVENT, "9", StubMisp.EVENT, "9");
  private static final MispElement ATTRIBUTE =
      new MispElement(Kind.ATTRIBUTE, "4100", StubMisp.ATTRIBUTE, "9");

  private final OpenGateway http = new OpenGateway(FixedConfig.settings("outbound.retries", "1"));
  private StubMisp misp;

  @BeforeEach
  void start() throws IOException {
    misp = StubMisp.start();
  }

  @AfterEach
  void stop() {
    http.close();
    misp.close();
  }

  private MispClient client(String key, boolean dry) {
    MispRest rest = new MispRest(http, "misp", misp.url(), key, Peer.OF_AN_ADMIN);
    return new MispClient(rest, new MispCatalogue(rest, Runnable::run), dry);
  }

  private MispClient client() {
    return client(StubMisp.SITE_ADMIN, false);
  }

  private List<String> tags(String uuid) {
    return misp.tags(uuid).stream().map(StubMisp.Tagging::name).toList();
  }

  @Test
  void events_attributes_and_objects_are_found_by_id_and_uuid() {
    Map<String, @Nullable Object> event = client().event("9").orElseThrow();
    assertThat(Loose.child(event.get("Event"), "uuid")).isEqualTo(StubMisp.EVENT);
    assertThat(Loose.child(event.get("Event"), "Attribute")).isNull();
    assertThat(event).containsKeys("Org", "Orgc");
    assertThat(client().event(StubMisp.EVENT)).isPresent();
    Map<String, @Nullable Object> whole = client().fullEvent("9").orElseThrow();
    assertThat(Loose.values(Loose.child(whole.get("Event"), "Attribute"))).isNotEmpty();
    Map<String, @Nullable Object> attribute = client().attribute("4100").orElseThrow();
    assertThat(Loose.child(attribute.get("Attribute"), "value")).isEqualTo("185.194.93.14");
    assertThat(Loose.child(attribute.get("Event"), "id")).isEqualTo("9");
    assertThat(client().object("12")).isPresent();
    assertThat(client().fullEvent("999999")).isEmpty();
    assertThat(client().event("999999")).isEmpty();
    assertThat(client().attribute("999999")).isEmpty();
  }

  @Test
  void users_come_with_what_they_may_do() {
    List<MispUser> users = client().users();
    assertThat(users.get(0))
        .isEqualTo(new MispUser("1", "admin@admin.test", "1", true, false, false));
    assertThat(users).anyMatch(u -> u.email().equals("orgadmin@bank.test") && u.orgAdmin());
    assertThatThrownBy(() -> client(StubMisp.USER, false).users())
        .isInstanceOf(MispException.class)
        .hasMessageContaining("You do not have permission");
  }

  @Test
  void tags_are_attached_and_detached_and_seen_there() {
    client().attachTags(EVENT, List.of("tlp:green", "brand-new:tag=\"x\""), false, "");
    assertThat(tags(StubMisp.EVENT)).contains("tlp:green", "brand-new:tag=\"x\"");
    client().attachTags(ATTRIBUTE, List.of("workflow:state=\"complete\""), true, "");
    assertThat(misp.tags(StubMisp.ATTRIBUTE))
        .contains(new StubMisp.Tagging("workflow:state=\"complete\"", true, ""));
    client().detachTags(ATTRIBUTE, List.of("workflow:state=\"complete\""), Locality.GLOBAL);
    assertThat(tags(StubMisp.ATTRIBUTE)).contains("workflow:state=\"complete\"");
    client().detachTags(ATTRIBUTE, List.of("WORKFLOW:state=\"complete\"", "no:such"), Locality.ANY);
    assertThat(tags(StubMisp.ATTRIBUTE)).doesNotContain("workflow:state=\"complete\"");
  }

  @Test
  void a_tag_that_is_there_already_costs_no_change() {
    int before = misp.requests().size();
    client().attachTags(ATTRIBUTE, List.of("tlp:red"), false, "");
    assertThat(misp.requests().subList(before, misp.requests().size()))
        .allMatch(request -> request.startsWith("GET"));
  }

  @Test
  void a_relationship_is_kept_with_the_tag() {
    client().attachTags(ATTRIBUTE, List.of("tlp:green"), false, "derived-from");
    assertThat(misp.tags(StubMisp.ATTRIBUTE))
        .contains(new StubMisp.Tagging("tlp:green", false, "derived-from"));
  }

  @Test
  void a_success_that_is_none_is_found_out() {
    misp.answerNext(200, "{\"Attribute\":{\"uuid\":\"" + StubMisp.ATTRIBUTE + "\"}}", Map.of());
    misp.answerNext(200, "{\"saved\":true,\"message\":\"fine\"}", Map.of());
    assertThatThrownBy(() -> client().attachTags(ATTRIBUTE, List.of("tlp:green"), false, ""))
        .hasMessage("MISP `misp` didn't attach tlp:green: fine");
  }

  @Test
  void what_misp_refuses_is_passed_on() {
    assertThatThrownBy(
            () -> client(StubMisp.USER, false).attachTags(EVENT, List.of("tlp:green"), false, ""))
        .hasMessageContaining("only the organisation that has created the data (orgc)");
    MispElement nowhere =
        new MispElement(Kind.EVENT, "", "11111111-1111-4111-8111-111111111111", "");
    assertThatThrownBy(() -> client().attachTags(nowhere, List.of("tlp:green"), false, ""))
        .hasMessageContaining("has no event 11111111");
    assertThatThrownBy(() -> client("x".repeat(40), false).event("9"))
        .hasMessage("MISP `misp` doesn't accept the key of this instance's user.");
    assertThatThrownBy(() -> client().saveEvent(EVENT, Map.of("distribution", "9")))
        .hasMessageContaining("Could not edit Event");
  }

  private List<Map<String, @Nullable Object>> attributes(int most) {
    List<Map<String, @Nullable Object>> attributes = new ArrayList<>();
    Object event = client().fullEvent("9").orElseThrow().get("Event");
    for (Object attribute : Loose.values(Loose.child(event, "Attribute"))) {
      if (attributes.size() < most) attributes.add(Objects.requireNonNull(Json.map(attribute)));
    }
    return attributes;
  }

  @Test
  void one_attribute_is_edited_by_itself_and_many_with_their_event() {
    List<Map<String, @Nullable Object>> one = attributes(1);
    one.get(0).put("comment", "by a workflow");
    Object old = one.get(0).get("timestamp");
    assertThat(client().saveAttributes(EVENT, one, Set.of("comment"))).isEmpty();
    assertThat(one.get(0).get("timestamp")).isNotEqualTo(old);
    List<Map<String, @Nullable Object>> many = attributes(10);
    for (int i = 0; i < many.size(); i++) {
      many.get(i).put("comment", "number " + i);
      many.get(i).put("to_ids", i % 2 == 0);
    }
    int before = misp.requests().size();
    assertThat(client().saveAttributes(EVENT, many, Set.of("comment", "to_ids"))).isEmpty();
    assertThat(misp.requests()).hasSize(before + 1);
    Map<String, @Nullable Object> stored = misp.attribute(Loose.text(many.get(3).get("uuid")));
    assertThat(stored).containsEntry("comment", "number 3").containsEntry("to_ids", false);
    assertThat(stored.get("timestamp")).isEqualTo(many.get(3).get("timestamp"));
  }

  @Test
  void attributes_that_misp_does_not_take_are_named() {
    List<Map<String, @Nullable Object>> some = attributes(3);
    for (Map<String, @Nullable Object> attribute : some) attribute.put("comment", "new");
    some.get(1).put("uuid", "22222222-2222-4222-8222-222222222222");
    Map<String, @Nullable Object> unsaved = new LinkedHashMap<>(some.get(2));
    unsaved.remove("uuid");
    some.set(2, unsaved);
    Map<Integer, String> refused = client().saveAttributes(EVENT, some, Set.of("comment"));
    assertThat(refused.get(2)).contains("no UUID");
    List<Map<String, @Nullable Object>> wrong = attributes(1);
    wrong.get(0).put("type", "sha256");
    assertThat(client().saveAttributes(EVENT, wrong, Set.of("type")).get(0))
        .contains("Could not edit Attribute");
  }

  @Test
  void an_event_is_edited_but_keeps_neither_time_nor_publication() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("distribution", "0");
    fields.put("sharing_group_id", "0");
    assertThat(client().saveEvent(EVENT, fields)).isTrue();
    assertThat(misp.event("9")).containsEntry("distribution", "0");
    fields.put("distribution", "3");
    fields.put("timestamp", "1500000000");
    fields.put("published", true);
    assertThat(client().saveEvent(EVENT, fields)).isFalse();
    assertThat(misp.event("9")).containsEntry("distribution", "3");
    assertThatThrownBy(() -> client().saveEvent(EVENT, Map.of("distribution", "4")))
        .hasMessageContaining("no sharing group specified");
  }

  @Test
  void publishing_is_looked_after() {
    assertThat(client().publish(EVENT)).isTrue();
    misp.block("event-publish");
    client().saveEvent(EVENT, Map.of("info", "edited, so unpublished"));
    assertThat(client().publish(EVENT)).isFalse();
    assertThatThrownBy(() -> client(StubMisp.USER, false).publish(EVENT))
        .isInstanceOf(MispException.class);
  }

  @Test
  void a_warninglist_grows_by_the_new_values() {
    List<String> before = misp.warninglist("87");
    client().addToWarninglist("87", List.of("203.0.113.99", before.get(0)));
    assertThat(misp.warninglist("87")).containsAll(before).contains("203.0.113.99");
    assertThat(misp.warninglist("87")).hasSize(before.size() + 1);
    client().addToWarninglist("Own infrastructure", List.of("203.0.113.98"));
    assertThat(misp.warninglist("87")).contains("203.0.113.98");
    assertThatThrownBy(() -> client().addToWarninglist("58", List.of("9.9.9.9")))
        .hasMessageContaining("Invalid Warninglist");
    assertThatThrownBy(() -> client().addToWarninglist("No such list", List.of("9.9.9.9")))
        .hasMessageContaining("`No such list`");
  }

  @Test
  void an_event_is_blocked_once() {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("event_uuid", "7a6f0b7b-0f7b-4a5a-9a3a-333333333333");
    entry.put("event_info", "bad");
    entry.put("event_orgc", "Somebody");
    entry.put("comment", "by a workflow");
    client().blockEvent(entry);
    client().blockEvent(entry);
    assertThat(misp.blocklist())
        .filteredOn(e -> e.containsValue(entry.get("event_uuid")))
        .hasSize(1);
  }

  @Test
  void warnings_are_looked_up_for_stored_attributes_and_for_bare_values() {
    List<Map<String, @Nullable Object>> asked = new ArrayList<>();
    for (Map<String, @Nullable Object> attribute : attributes(100)) {
      if ("8.8.8.8".equals(attribute.get("value"))) asked.add(attribute);
    }
    asked.add(new LinkedHashMap<>(Map.of("type", "ip-dst", "value", "8.8.8.8")));
    asked.add(new LinkedHashMap<>(Map.of("type", "ip-dst", "value", "198.51.100.250")));
    List<List<Map<String, @Nullable Object>>> warnings = client().warnings(asked);
    assertThat(asked).hasSize(3);
    assertThat(warnings.get(0).get(0).get("warninglist_id")).asString().isEqualTo("58");
    assertThat(warnings.get(1).get(0))
        .containsEntry("warninglist_id", "58")
        .containsEntry("match", "8.8.8.8/32")
        .containsEntry("warninglist_category", "false_positive");
    assertThat(warnings.get(2)).isEmpty();
  }

  @Test
  void decay_scores_come_by_model() {
    misp.score(StubMisp.ATTRIBUTE, "1", 42.5);
    assertThat(client().decayScores(ATTRIBUTE, List.of())).isPresent();
    assertThat(client().decayScores(new MispElement(Kind.ATTRIBUTE, "", "", ""), List.of()))
        .isEmpty();
  }

  @Test
  void a_cluster_is_found_by_its_value_in_any_case_and_asked_once() {
    MispClient client = client();
    assertThat(client.clusterTag("country", "Luxembourg"))
        .contains("misp-galaxy:country=\"luxembourg\"");
    int before = misp.requests().size();
    assertThat(client.clusterTag("country", "luxembourg")).isPresent();
    assertThat(misp.requests()).hasSize(before);
    assertThat(client.clusterTag("country", "Atlantis")).isEmpty();
  }

  @Test
  void sightings_and_analyst_data_are_stored() {
    MispElement nowhere = new MispElement(Kind.ATTRIBUTE, "999999", "", "9");
    int before = misp.sightings("9").size();
    Map<Integer, String> refused =
        client().addSightings(List.of(ATTRIBUTE, nowhere), "1", "sensor");
    assertThat(refused).containsOnlyKeys(1);
    assertThat(misp.sightings("9")).hasSize(before + 1);
    client().addAnalystData("Note", "Event", StubMisp.EVENT, Map.of("note", "hello"));
    assertThat(misp.analystData()).singleElement().asString().contains("hello");
    assertThatThrownBy(
            () ->
                client().addAnalystData("Opinion", "Event", StubMisp.EVENT, Map.of("opinion", 101)))
        .isInstanceOf(MispException.class);
  }

  @Test
  void a_dry_run_reads_and_changes_nothing() {
    MispClient dry = client(StubMisp.SITE_ADMIN, true);
    assertThat(dry.event("9")).isPresent();
    assertThatThrownBy(() -> dry.attachTags(EVENT, List.of("x"), false, ""))
        .hasMessageContaining("dry run");
    assertThatThrownBy(() -> dry.publish(EVENT)).hasMessageContaining("dry run");
    assertThat(tags(StubMisp.EVENT)).doesNotContain("x");
  }

  @Test
  void a_misp_that_is_down_is_named_and_one_that_comes_back_is_used() throws IOException {
    assertThat(client().event("9")).isPresent();
    misp.down();
    assertThatThrownBy(() -> client().event("9"))
        .hasMessageStartingWith("MISP `misp` can't be reached: ");
    misp.up();
    assertThat(client().event("9")).isPresent();
    misp.answerNext(503, "busy", Map.of("Retry-After", "0"));
    assertThat(client().event("9")).isPresent();
    misp.answerNext(200, "<html>", Map.of());
    assertThatThrownBy(() -> client().event("9")).hasMessageContaining("its base URL?");
  }
}
