package org.mispworkflows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.conformance.RecordedMisp;
import org.mispworkflows.conformance.Trees;
import org.mispworkflows.spi.MispConnection;

class CoreFormatTest {

  private static final String EVENT_OF_BOTH_KINDS =
      """
      {"Event": {"id": "4", "user_id": "1"}, "Orgc": {"id": "9"},
       "EventTag": [{"local": false, "Tag": {"name": "tlp:red", "org_id": "0"}}],
       "Attribute": [{"id": "1", "value1": "a"}, {"id": "2"}],
       "Object": [{"name": "file", "Attribute": [
         {"id": "3", "AttributeTag": [{"Tag": {"name": "mine"}}]}]},
         {"name": "empty", "Attribute": []}],
       "_module": "dns", "ThreatLevel": {"id": "2"}}
      """;

  private final List<String> notes = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event-publish.01",
        "event-before-save.01",
        "event-after-save.02",
        "enrichment-before-query.02"
      })
  void aRecordedPayloadComesOutAsMispMadeIt(String name) throws IOException {
    Object result = convert(recorded(name + ".raw"), "");

    assertThat(Trees.same(Json.parse(recorded(name + ".normalized")), result)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"event-publish.01", "event-before-save.01", "enrichment-before-query.02"})
  void whatIsInCoreFormatStaysAsItIsUnderEveryScope(String name) throws IOException {
    for (String scope : List.of("", "event", "attribute", "object", "tag", "sighting")) {
      Object again = convert(recorded(name + ".normalized"), scope);

      assertThat(Trees.same(Json.parse(recorded(name + ".normalized")), again)).as(scope).isTrue();
    }
    assertThat(notes).isEmpty();
  }

  @Test
  void theFlattenedAttributesAreTheAttributes() {
    Map<String, Object> data = convert(EVENT_OF_BOTH_KINDS, "");

    List<Object> flattened = extract(data, "Event._AttributeFlattened.{n}");
    assertThat(flattened).hasSize(3);
    assertThat(flattened.get(1)).isSameAs(extract(data, "Event.Attribute.{n}").get(1));
    assertThat(flattened.get(2)).isSameAs(extract(data, "Event.Object.0.Attribute.{n}").get(0));
  }

  @Test
  void attributesWithoutTagsShareTheInheritedOnes() {
    Map<String, Object> data = convert(EVENT_OF_BOTH_KINDS, "");

    List<Object> tags = extract(data, "Event._AttributeFlattened.{n}._allTags");
    assertThat(tags.get(0)).isSameAs(tags.get(1));
    assertThat(tags.get(2))
        .isEqualTo(
            Json.parse(
                "[{\"name\": \"tlp:red\", \"inherited\": true}, {\"name\": \"mine\", \"inherited\": false}]"));
  }

  @Test
  void anEditedTagListIsNoLongerShared() {
    Map<String, Object> data = convert(EVENT_OF_BOTH_KINDS, "");

    PathEditor.insert(data, ParsedPath.parse("Event.Attribute.0._allTags.0.name"), "other");

    assertThat(extract(data, "Event._AttributeFlattened.{n}._allTags.0.name"))
        .containsExactly("other", "tlp:red", "tlp:red");
  }

  @Test
  void onlyMarkedKeysStayBesideTheEventAndNothingPrivateInside() {
    Map<String, Object> data = convert(EVENT_OF_BOTH_KINDS, "");

    assertThat(data).containsOnlyKeys("Event", "_module");
    assertThat(Json.write(data))
        .doesNotContain("user_id", "org_id", "value1", "empty", "ThreatLevel");
  }

  @Test
  void aFilteredListWithGapsIsAListAgain() {
    Map<String, Object> data =
        convert(
            "{\"Event\": {\"_AttributeFlattened\": [], \"Attribute\": {\"1\": {\"id\": \"8\"}}}}",
            "");

    assertThat(extract(data, "Event.Attribute.{n}"))
        .isEqualTo(extract(data, "Event._AttributeFlattened.{n}"));
    assertThat(extract(data, "Event.Attribute.0.id")).containsExactly("8");
  }

  @Test
  void withoutAConnectionTheEventIsWhatThePayloadTells() {
    Map<String, Object> data = convert("{\"Attribute\": {\"id\": \"7\", \"event_id\": \"4\"}}", "");

    assertThat(Json.write(data.get("Event")))
        .startsWith("{\"id\":\"4\",\"Attribute\":[{\"id\":\"7\"");
    assertThat(notes).singleElement().asString().contains("event 4");
  }

  @Test
  void withoutAConnectionATagIsSeenAtWhatItWasAttachedTo() {
    Map<String, Object> data =
        convert(
            "{\"Tag\": {\"name\": \"tlp:red\", \"event_id\": \"4\", \"attribute_id\": \"7\"}}",
            "tag");

    assertThat(extract(data, "Event.Attribute.{n}.Tag.{n}.name")).containsExactly("tlp:red");
  }

  @Test
  void aProposalToEditIsAtItsAttributeAnyOtherAtTheEvent() {
    MispConnection misp =
        new RecordedMisp(
            Json.parse(
                """
                {"events": {"4": {"Event": {"id": "4", "Attribute": [{"id": "99"}]}}},
                 "attributes": {"9": {"Attribute": {"id": "9", "object_id": "5"}}},
                 "objects": {"5": {"Object": {"id": "5"}}}}
                """));

    Map<String, Object> edit =
        convert(
            "{\"ShadowAttribute\": {\"old_id\": \"9\", \"event_id\": \"4\"}}",
            "shadow-attribute",
            misp);
    Map<String, Object> add =
        convert(
            "{\"ShadowAttribute\": {\"old_id\": \"0\", \"event_id\": \"4\"}}",
            "shadow-attribute",
            misp);

    assertThat(extract(edit, "Event.Object.{n}.Attribute.{n}.ShadowAttribute.{n}.old_id"))
        .containsExactly("9");
    assertThat(extract(edit, "Event._AttributeFlattened.{n}.id")).containsExactly("9");
    assertThat(extract(add, "Event.ShadowAttribute.{n}.old_id")).containsExactly("0");
    assertThat(notes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Note", "Opinion", "Relationship"})
  void analystDataAboutAnEventIsAtTheEventThatMispKnows(String type) {
    MispConnection misp =
        new RecordedMisp(
            Json.parse(
                """
                {"events": {"e-4": {"Event": {"id": "4", "uuid": "e-4", "info": "Known"},
                  "EventTag": [{"Tag": {"name": "tlp:red"}}]}}}
                """));

    Map<String, Object> data = convert(analystData(type, "Event", "e-4", ""), "analyst-data", misp);

    assertThat(extract(data, "Event." + type + ".{n}.object_uuid")).containsExactly("e-4");
    assertThat(extract(data, "Event.info")).containsExactly("Known");
    assertThat(extract(data, "Event.Tag.{n}.name")).containsExactly("tlp:red");
    assertThat(notes).isEmpty();
  }

  @Test
  void analystDataAboutAnAttributeComesWithTheAttributeAndItsEvent() {
    MispConnection misp =
        new RecordedMisp(
            Json.parse(
                """
                {"events": {"4": {"Event": {"id": "4", "info": "Known"}}},
                 "attributes": {"a-9": {"Attribute":
                   {"id": "9", "event_id": "4", "object_id": "5", "value": "x"}}},
                 "objects": {"5": {"Object": {"id": "5"}}}}
                """));

    Map<String, Object> data =
        convert(
            analystData("Note", "Attribute", "a-9", ", \"Event\": {\"id\": \"1\"}"),
            "analyst-data",
            misp);

    assertThat(extract(data, "Event.id")).containsExactly("4");
    assertThat(extract(data, "Event.Object.{n}.Attribute.{n}.value")).containsExactly("x");
    assertThat(extract(data, "Event._AttributeFlattened.{n}.id")).containsExactly("9");
    assertThat(extract(data, "Event.Note.{n}.object_type")).containsExactly("Attribute");
  }

  @Test
  void analystDataAboutSomethingElseIsAtTheEventBesideIt() {
    MispConnection misp =
        new RecordedMisp(Json.parse("{\"events\": {\"e-4\": {\"Event\": {\"info\": \"Known\"}}}}"));

    Map<String, Object> data =
        convert(
            analystData("Opinion", "EventReport", "r-1", ", \"Event\": {\"uuid\": \"e-4\"}"),
            "analyst-data",
            misp);

    assertThat(extract(data, "Event.info")).containsExactly("Known");
    assertThat(extract(data, "Event.Opinion.{n}.object_uuid")).containsExactly("r-1");
  }

  @Test
  void analystDataStayWhenNoEventIsKnown() {
    Map<String, Object> data =
        convert(
            analystData("Note", "GalaxyCluster", "g-1", ""),
            "analyst-data",
            new RecordedMisp(null));

    assertThat(extract(data, "Event.Note.{n}.object_uuid")).containsExactly("g-1");
    assertThat(Json.write(data.get("Event"))).endsWith("\"_AttributeFlattened\":[]}");
    assertThat(notes)
        .containsExactly(
            "No event is known for this Note about GalaxyCluster g-1: the data hold the Note alone.");
  }

  @Test
  void withoutAConnectionAnalystDataKnowTheirEventByItsUuid() {
    Map<String, Object> data =
        convert(analystData("Note", "Event", "e-4", ""), "analyst-data", MispConnection.NONE);

    assertThat(extract(data, "Event.uuid")).containsExactly("e-4");
    assertThat(extract(data, "Event.id")).isEmpty();
    assertThat(extract(data, "Event.Note.{n}.object_type")).containsExactly("Event");
    assertThat(notes)
        .containsExactly(
            "No MISP is connected: of event e-4 only what the payload tells is known.");
  }

  @Test
  void analystDataThatAreMissingAreNamed() {
    assertThatThrownBy(() -> convert("{\"Event\": {\"id\": \"4\"}}", "analyst-data"))
        .hasMessage(
            "Invalid input: the payload of scope `analyst-data` has no `Note` or `Opinion` or `Relationship`.");
  }

  private static String analystData(String type, String about, String uuid, String beside) {
    return "{\"%s\": {\"object_type\": \"%s\", \"object_uuid\": \"%s\", \"note_type_name\": \"%s\"}%s}"
        .formatted(type, about, uuid, type, beside);
  }

  @Test
  void anEventThatMispDoesNotKnowIsEmpty() {
    Object data = convert("{\"Tag\": {\"event_id\": \"99\"}}", "tag", new RecordedMisp(null));

    assertThat(data).isEqualTo(Json.parse("{\"Event\": {\"_AttributeFlattened\": []}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"event-report", "shadow-attribute", "sighting", "tag", "analyst-data", "post"})
  void aPayloadWithoutItsSubjectIsRefused(String scope) {
    assertThatThrownBy(() -> convert("{\"x\": 1}", scope))
        .isInstanceOf(CoreFormat.NotConvertible.class)
        .hasMessageContaining(scope);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Event\": 5}",
        "{\"Event\": {\"Attribute\": 1, \"Object\": \"x\", \"Tag\": true}}",
        "{\"Event\": {\"Attribute\": [null, 1, {\"Tag\": [null], \"AttributeTag\": {\"a\": 1}}], \"Object\": [3]}}",
        "{\"Attribute\": [1], \"Object\": {}}",
        "{\"Event\": {}, \"Orgc\": null, \"Attribute\": {\"a\": []}, \"Sighting\": [1], \"RelatedAttribute\": 4}"
      })
  void oddInputNeverThrows(String payload) {
    for (String scope : List.of("", "event", "attribute", "object", "bogus")) {
      assertThat(extract(convert(payload, scope), "Event")).isNotNull();
    }
  }

  private Map<String, Object> convert(String payload, String scope) {
    return convert(payload, scope, MispConnection.NONE);
  }

  private Map<String, Object> convert(String payload, String scope, MispConnection misp) {
    return CoreFormat.convert(map(payload), scope, misp, notes::add);
  }

  private static List<Object> extract(Map<String, Object> data, String path) {
    return new RoamingTree(data).extract(ParsedPath.parse(path));
  }

  private static String recorded(String name) throws IOException {
    try (InputStream in =
        CoreFormatTest.class.getResourceAsStream("/payloads/" + name + ".json.gz")) {
      Object file = Json.parse(new GZIPInputStream(in));
      return Json.write(Loose.child(file, "data"));
    }
  }

  private static Map<String, Object> map(String json) {
    return Objects.requireNonNull(Json.map(Json.parse(json)));
  }

  @Test
  void attributesBesideAnEventAreTheEventsEvenWithoutItsCreator() {
    Object data =
        convert(
            "{\"Event\":{\"id\":\"1\",\"Tag\":[{\"name\":\"tlp:red\"}]},\"Attribute\":[{\"value\":\"b\"}]}",
            "",
            MispConnection.NONE);

    assertThat(ParsedPath.parse("Event.Tag.{n}.name").extract(data)).isEqualTo(List.of("tlp:red"));
    assertThat(ParsedPath.parse("Event._AttributeFlattened.{n}.value").extract(data))
        .isEqualTo(List.of("b"));
  }
}
