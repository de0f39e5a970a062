package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.CoreFormat;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.misp.StubConnection;
import org.mispworkflows.misp.StubMisp;
import org.mispworkflows.spi.ActionModule;

/** What modules change is changed at the other end of the line, and seen by the next node. */
class EffectsInMispTest {

  private static final String ONLY_THE_FIRST =
      Events.filter("Event._AttributeFlattened.{n}", "uuid", "equals", StubMisp.ATTRIBUTE);

  private StubMisp misp;
  private StubConnection connection;

  @BeforeEach
  void start() throws IOException {
    misp = StubMisp.start();
    connection = new StubConnection(misp, StubMisp.SITE_ADMIN);
  }

  @AfterEach
  void stop() {
    connection.close();
    misp.close();
  }

  private Map<String, @Nullable Object> event() {
    Map<String, @Nullable Object> record = connection.of(false).fullEvent("9").orElseThrow();
    return CoreFormat.convert(record, "event", connection.of(false), note -> {});
  }

  private OneNode.Outcome run(ActionModule<?> module, String parameters) {
    OneNode.Outcome outcome = node(module).run(parameters, event());
    assertThat(outcome.result().toString()).isEqualTo("Done[]");
    return outcome;
  }

  private OneNode node(ActionModule<?> module) {
    return new OneNode(module).with(connection.of(false)).filteredBy(ONLY_THE_FIRST);
  }

  private Map<String, @Nullable Object> attribute() {
    return misp.attribute(StubMisp.ATTRIBUTE);
  }

  private List<String> tags(String uuid) {
    return misp.tags(uuid).stream().map(StubMisp.Tagging::name).toList();
  }

  private static Map<String, @Nullable Object> seen(OneNode.Outcome outcome) {
    for (Object attribute :
        Loose.values(Loose.child(outcome.data().get("Event"), "_AttributeFlattened"))) {
      Map<String, @Nullable Object> map = Objects.requireNonNull(Json.map(attribute));
      if (StubMisp.ATTRIBUTE.equals(map.get("uuid"))) return map;
    }
    throw new AssertionError("the attribute is gone");
  }

  @Test
  void tag_operation() {
    run(new TagOperation(), "{\"scope\":\"attribute\",\"tags\":[\"tlp:green\"]}");
    assertThat(misp.tags(StubMisp.ATTRIBUTE)).contains(new StubMisp.Tagging("tlp:green", true, ""));
    run(
        new TagOperation(),
        "{\"scope\":\"attribute\",\"action\":\"remove\",\"locality\":\"any\",\"tags\":[\"tlp:green\"]}");
    assertThat(tags(StubMisp.ATTRIBUTE)).doesNotContain("tlp:green");
    run(
        new TagOperation(),
        "{\"scope\":\"event\",\"locality\":\"global\",\"tags\":[\"PAP:RED\"],\"relationship_type\":\"derived-from\"}");
    assertThat(misp.tags(StubMisp.EVENT))
        .contains(new StubMisp.Tagging("PAP:RED", false, "derived-from"));
  }

  @Test
  void galaxy_cluster_operation() {
    run(
        new GalaxyClusterOperation(),
        "{\"scope\":\"attribute\",\"galaxy\":\"country\",\"cluster\":\"Luxembourg\"}");
    assertThat(tags(StubMisp.ATTRIBUTE)).contains("misp-galaxy:country=\"luxembourg\"");
    run(
        new GalaxyClusterOperation(),
        "{\"action\":\"remove\",\"locality\":\"any\",\"scope\":\"attribute\",\"galaxy\":\"country\",\"cluster\":\"luxembourg\"}");
    assertThat(tags(StubMisp.ATTRIBUTE)).doesNotContain("misp-galaxy:country=\"luxembourg\"");
    assertThat(
            node(new GalaxyClusterOperation())
                .run("{\"galaxy\":\"country\",\"cluster\":\"Atlantis\"}", event())
                .errors())
        .containsExactly("MISP's galaxy country has no cluster Atlantis: nothing was changed.");
  }

  @Test
  void edits_of_attributes() {
    run(new AttributeIdsFlagOperation(), "{\"action\":\"remove\"}");
    assertThat(attribute()).containsEntry("to_ids", false);
    run(new AttributeCommentOperation(), "{\"comment\":\"{{ __currentAttribute.type }}\"}");
    assertThat(attribute()).containsEntry("comment", "ip-dst");
    run(new AttributeEditionOperation(), "{\"field\":\"category\",\"value\":\"Payload delivery\"}");
    assertThat(attribute()).containsEntry("category", "Payload delivery");
    OneNode.Outcome outcome =
        run(
            new AttributeDistributionOperation(),
            "{\"distribution\":\"4\",\"sharing_group_id\":[\"1\"]}");
    assertThat(attribute())
        .containsEntry("distribution", "4")
        .containsEntry("sharing_group_id", "1");
    assertThat(seen(outcome))
        .containsEntry("distribution", "4")
        .containsEntry("timestamp", attribute().get("timestamp"));
    assertThat(
            node(new AttributeDistributionOperation())
                .run("{\"distribution\":\"4\"}", event())
                .errors())
        .containsExactly("No sharing group was chosen to distribute the attributes to.");
  }

  @Test
  void event_distribution_and_publishing() {
    OneNode.Outcome outcome =
        run(new EventDistributionOperation(), "{\"distribution\":\"0\",\"freeze\":\"freeze\"}");
    assertThat(misp.event("9")).containsEntry("distribution", "0");
    assertThat(outcome.notes()).anyMatch(note -> note.contains("gave the event a new timestamp"));
    run(new PublishEvent(), "{}");
    assertThat(misp.event("9")).containsEntry("published", true);
    misp.block("event-publish");
    run(new EventDistributionOperation(), "{\"distribution\":\"1\"}");
    assertThat(run(new PublishEvent(), "{}").notes())
        .anyMatch(note -> note.contains("isn't published yet"));
  }

  @Test
  void sightings() {
    int before = misp.sightings("9").size();
    OneNode.Outcome outcome =
        run(new AddSighting(), "{\"type\":\"1\",\"source\":\"{{ Event.id }} proxy\"}");
    assertThat(misp.sightings("9")).hasSize(before + 1);
    assertThat(misp.sightings("9").toString()).contains("9 proxy");
    assertThat(seen(outcome).get("Sighting")).asString().contains("9 proxy");
  }

  @Test
  void analyst_data() {
    String note =
        "{\"target\":\"Attribute\",\"analyst_data_type\":\"Note\",\"note\":\"seen in {{ Event.info }}\",\"language\":\"en\"}";
    OneNode.Outcome outcome = run(new AddAnalystData(), note);
    assertThat(misp.analystData()).singleElement().asString().contains("seen in ");
    assertThat(misp.analystData().get(0)).containsEntry("object_uuid", StubMisp.ATTRIBUTE);
    assertThat(seen(outcome).get("Note")).asString().contains("seen in ");
    run(
        new AddAnalystData(),
        "{\"target\":\"Event\",\"analyst_data_type\":\"Opinion\",\"opinion\":\"70\",\"comment\":\"fine\"}");
    OneNode all = new OneNode(new AddAnalystData()).with(connection.of(false));
    assertThat(
            all.run(
                    "{\"target\":\"Object\",\"analyst_data_type\":\"Relationship\",\"relationship_type\":\"related-to\",\"related_object_uuid\":\""
                        + StubMisp.EVENT
                        + "\"}",
                    event())
                .isDone())
        .isTrue();
    assertThat(misp.analystData().stream().map(d -> d.get("object_type")))
        .contains("Event", "Object");
  }

  @Test
  void analyst_data_that_is_wrong_is_refused_before_anything_is_added() {
    OneNode node = new OneNode(new AddAnalystData()).with(connection.of(false));
    assertThat(
            node.run("{\"analyst_data_type\":\"Opinion\",\"opinion\":\"101\"}", event()).errors())
        .containsExactly("An opinion is a number from 0 to 100, not `101`. Nothing was added.");
    assertThat(node.run("{}", event()).errors().get(0)).startsWith("The note is empty.");
    assertThat(
            node.run(
                    "{\"analyst_data_type\":\"Relationship\",\"relationship_type\":\"x\",\"related_object_uuid\":\"7\"}",
                    event())
                .errors()
                .get(0))
        .contains("`7` is not the UUID");
    assertThat(misp.analystData()).isEmpty();
  }

  @Test
  void warninglists() {
    run(new AddToWarninglist(), "{\"warninglist\":[\"87\"]}");
    assertThat(misp.warninglist("87")).contains("185.194.93.14");
    OneNode.Outcome outcome = run(new AttachWarninglist(), "{\"warninglists\":\"ALL\"}");
    assertThat(seen(outcome).get("warnings")).asString().contains("Own infrastructure");
  }

  @Test
  void decay_scores() {
    misp.score(StubMisp.ATTRIBUTE, "1", 42.5);
    OneNode.Outcome outcome = run(new AttachDecayScore(), "{\"decayingmodels\":[\"1\"]}");
    assertThat(seen(outcome).get("decay_score")).asString().contains("42.5");
  }

  @Test
  void the_blocklist() {
    run(new AddEventblocklistEntry(), "{}");
    assertThat(misp.blocklist().toString()).contains(StubMisp.EVENT, "Blocked from workflow");
  }

  @Test
  void reloading_shows_what_others_changed() {
    Map<String, @Nullable Object> old = event();
    connection
        .of(false)
        .saveEvent(
            org.mispworkflows.spi.MispElement.event(
                Objects.requireNonNull(Json.map(old.get("Event")))),
            Map.of("info", "changed by others"));
    OneNode.Outcome outcome = node(new ReloadFullEvent()).run("{}", old);
    assertThat(Events.at(outcome.data(), "Event.info")).isEqualTo("changed by others");
  }

  @Test
  void an_enriched_event_is_reloaded() {
    misp.enriching(
        "dns",
        List.of("ip-dst"),
        value -> List.of(Map.of("types", List.of("hostname"), "values", List.of("found.example"))));
    OneNode.Outcome outcome =
        new OneNode(new EnrichEvent())
            .with(connection.of(false))
            .run("{\"modules\":\"dns\"}", event());
    assertThat(outcome.result().toString()).isEqualTo("Done[]");
    assertThat(Json.write(outcome.data())).contains("found.example");
    assertThat(node(new EnrichEvent()).run("{\"modules\":\"dns\"}", event()).result().toString())
        .contains("MISP enriches whole events only");
  }

  @Test
  void nothing_reaches_misp_in_a_dry_run() {
    int reads = misp.requests().size();
    Map<String, @Nullable Object> event = event();
    Map<ActionModule<?>, String> modules =
        Map.ofEntries(
            Map.entry(new TagOperation(), "{\"scope\":\"attribute\",\"tags\":[\"tlp:green\"]}"),
            Map.entry(new AttributeIdsFlagOperation(), "{\"action\":\"remove\"}"),
            Map.entry(new AddSighting(), "{}"),
            Map.entry(new AddAnalystData(), "{\"note\":\"x\"}"),
            Map.entry(new AddToWarninglist(), "{\"warninglist\":[\"87\"]}"),
            Map.entry(new AddEventblocklistEntry(), "{}"),
            Map.entry(new PublishEvent(), "{}"),
            Map.entry(new EventDistributionOperation(), "{\"distribution\":\"0\"}"),
            Map.entry(new ProposalAction(), "{}"),
            Map.entry(
                new GalaxyClusterOperation(),
                "{\"galaxy\":\"country\",\"cluster\":\"luxembourg\"}"));
    modules.forEach(
        (module, parameters) -> {
          OneNode.Outcome outcome =
              new OneNode(module).with(connection.of(true)).dry().run(parameters, event);
          assertThat(outcome.isDone()).as(module + " " + outcome.result()).isTrue();
          assertThat(outcome.notes())
              .as(module.toString())
              .anyMatch(
                  note ->
                      note.contains("dry run")
                          || note.contains("Dry run")
                          || note.startsWith("No proposal"));
        });
    assertThat(misp.requests().subList(reads, misp.requests().size()))
        .allMatch(
            request ->
                request.startsWith("GET")
                    || request.contains("galax")
                    || request.contains("restSearch"));
  }
}
