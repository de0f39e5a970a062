package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mispworkflows.engine.OneNode;

class SetDataTest {

  private static final String EVENT =
      """
      {"Event": {"id": "7", "info": "Phishing", "tags": "none", "Tag": [{"name": "tlp:red"}],
        "Attribute": [{"id": "11", "type": "ip-dst", "value": "8.8.8.8"},
                      {"id": "12", "type": "url", "value": "http://a.test"}]}}
      """;

  private static OneNode.Outcome set(String path, String value) {
    return new OneNode(new SetData())
        .run("{\"path\":\"" + path + "\",\"value\":\"" + value + "\"}", Events.core(EVENT));
  }

  @Test
  void a_value_is_text_or_json() {
    OneNode.Outcome outcome = set("Event.verdict", "{{ Event.info }} is bad");
    assertThat(outcome.isDone()).isTrue();
    assertThat(Events.at(outcome.data(), "Event.verdict")).isEqualTo("Phishing is bad");
    assertThat(outcome.notes()).containsExactly("`Event.verdict` was set in 1 place");
    assertThat(Events.at(set("count", "{{ Event.Attribute | length }}").data(), "count"))
        .isEqualTo(2L);
    assertThat(Events.at(set("x", "{\\\"a\\\":[1,true]}").data(), "x.a.1")).isEqualTo(true);
    assertThat(Events.at(set("x", "").data(), "x")).isEqualTo("");
  }

  @Test
  void objects_that_are_missing_are_made() {
    OneNode.Outcome outcome = set("Event.mine.deep.verdict", "bad");
    assertThat(Events.at(outcome.data(), "Event.mine.deep.verdict")).isEqualTo("bad");
  }

  @Test
  void every_item_of_a_list_is_set() {
    OneNode.Outcome outcome = set("Event.Attribute.{n}.comment", "seen");
    assertThat(outcome.notes())
        .containsExactly("`Event.Attribute.{n}.comment` was set in 2 places");
    assertThat(Events.at(outcome.data(), "Event._AttributeFlattened.1.comment")).isEqualTo("seen");
    assertThat(set("Event.Nothing.{n}.comment", "x").notes().get(0)).contains("0 places");
  }

  @Test
  void what_follows_from_a_list_follows() {
    OneNode.Outcome outcome =
        set(
            "Event.Attribute",
            "[{\\\"id\\\":\\\"13\\\",\\\"type\\\":\\\"ip-dst\\\",\\\"value\\\":\\\"1.1.1.1\\\"}]");
    assertThat(Events.at(outcome.data(), "Event._AttributeFlattened.0.value")).isEqualTo("1.1.1.1");
    assertThat(Events.at(outcome.data(), "Event._AttributeFlattened.1")).isNull();
    OneNode.Outcome tagged = set("Event.Tag", "[{\\\"name\\\":\\\"tlp:green\\\"}]");
    assertThat(Events.at(tagged.data(), "Event.Attribute.0._allTags.0.name"))
        .isEqualTo("tlp:green");
  }

  @Test
  void a_place_that_is_no_object_is_named() {
    assertThat(set("Event.info.x", "1").errors())
        .containsExactly("`Event.info.x` can't be written: `Event.info` is no object");
    assertThat(set("Event.Attribute.x", "1").errors())
        .containsExactly("`Event.Attribute.x` can't be written: `Event.Attribute` is a list");
  }

  @Test
  void a_path_that_leads_to_no_single_key_is_refused_at_save() {
    assertThat(new OneNode(new SetData()).check("{\"path\":\"Event.Attribute.{n}\"}"))
        .anySatisfy(f -> assertThat(f.message()).contains("must end in a plain key"));
  }
}
