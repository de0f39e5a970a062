package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mispworkflows.engine.OneNode;

/** The modules that change the event itself, or what MISP does with it. */
class EventWritesTest {

  private static final String DATA =
      "{\"Event\":{\"id\":\"7\",\"uuid\":\"0b9d\",\"info\":\"Phishing\",\"distribution\":\"1\",\"sharing_group_id\":\"2\",\"published\":true,\"timestamp\":\"1700000001\",\"Orgc\":{\"id\":\"1\",\"name\":\"Blue team\"}}}";

  private static final String SAVED =
      "{\"kind\":\"event.save\",\"event_id\":\"7\",\"distribution\":\"%s\",\"sharing_group_id\":\"%s\"}";

  private static final String TOUCHED = "{\"kind\":\"event.touch\",\"event_id\":\"7\"}";

  private static WriteCases distribution() {
    return new WriteCases(new EventDistributionOperation());
  }

  private static WriteCases publish() {
    return new WriteCases(new PublishEvent());
  }

  private static WriteCases block() {
    return new WriteCases(new AddEventblocklistEntry());
  }

  @Test
  void a_new_distribution_unpublishes_the_event() {
    WriteCases node = distribution();
    OneNode.Outcome outcome = node.run("{}", DATA);
    assertThat(outcome.isDone()).isTrue();
    assertThat(node.told()).containsExactly(SAVED.formatted("0", "2"), TOUCHED);
    assertThat(WriteCases.event(outcome))
        .containsEntry("distribution", "0")
        .containsEntry("sharing_group_id", "2")
        .containsEntry("published", false);
  }

  @Test
  void unless_its_state_is_frozen() {
    WriteCases node = distribution();
    OneNode.Outcome outcome = node.run("{\"freeze\":\"freeze\",\"distribution\":\"3\"}", DATA);
    assertThat(node.told())
        .containsExactly(
            "{\"kind\":\"event.save\",\"event_id\":\"7\",\"distribution\":\"3\",\"sharing_group_id\":\"2\",\"timestamp\":\"1700000001\",\"published\":true}");
    assertThat(WriteCases.event(outcome))
        .containsEntry("distribution", "3")
        .containsEntry("published", true);
  }

  @Test
  void a_sharing_group_goes_with_its_level_only() {
    WriteCases node = distribution();
    OneNode.Outcome outcome = node.run("{\"distribution\":\"4\",\"sharing_group_id\":\"5\"}", DATA);
    assertThat(node.told()).containsExactly(SAVED.formatted("4", "5"), TOUCHED);
    assertThat(WriteCases.event(outcome)).containsEntry("sharing_group_id", "5");
    node.run("{\"distribution\":\"2\",\"sharing_group_id\":[\"5\"]}", DATA);
    assertThat(node.told()).containsExactly(SAVED.formatted("2", "2"), TOUCHED);
    assertThat(node.run("{\"distribution\":\"4\"}", DATA).errors())
        .containsExactly("No sharing group was chosen to distribute the event to.");
    assertThat(node.told()).isEmpty();
  }

  @Test
  void publishing_shows_in_the_data() {
    WriteCases node = publish();
    OneNode.Outcome outcome = node.run("{}", DATA.replace("true", "false"));
    assertThat(outcome.isDone()).isTrue();
    assertThat(node.told()).containsExactly("{\"kind\":\"event.publish\",\"event_id\":\"7\"}");
    assertThat(WriteCases.event(outcome)).containsEntry("published", true);
  }

  @Test
  void the_event_gets_on_the_blocklist_with_its_creator_and_info() {
    WriteCases node = block();
    assertThat(node.run("{}", DATA).isDone()).isTrue();
    assertThat(node.told())
        .containsExactly(
            "{\"kind\":\"event_blocklist.add\",\"entry\":{\"event_uuid\":\"0b9d\",\"event_info\":\"Phishing\",\"event_orgc\":\"Blue team\",\"comment\":\"Blocked from workflow\"}}");
    node.run("{\"eventinfo_hash_path\":\"\",\"block_comment\":\"\"}", DATA);
    assertThat(node.told())
        .containsExactly(
            "{\"kind\":\"event_blocklist.add\",\"entry\":{\"event_uuid\":\"0b9d\",\"event_info\":\"\",\"event_orgc\":\"Blue team\",\"comment\":\"\"}}");
  }

  @Test
  void an_event_without_a_uuid_cant_be_blocked() {
    WriteCases node = block();
    assertThat(node.run("{\"uuid_hash_path\":\"Event.missing\"}", DATA).errors())
        .containsExactly("There is no UUID at `Event.missing`: no event was blocked.");
    assertThat(node.run("{\"uuid_hash_path\":\"\"}", DATA).isDone()).isFalse();
    assertThat(node.told()).isEmpty();
  }

  @Test
  void what_misp_says_no_to_is_the_error_and_the_data_stay() {
    String data = DATA.replace("\"7\"", "\"666\"").replace("true", "false");
    OneNode.Outcome saved = distribution().run("{}", data);
    assertThat(saved.errors()).containsExactly("MISP didn't save event 666.");
    assertThat(WriteCases.event(saved)).containsEntry("distribution", "1");
    OneNode.Outcome published = publish().run("{}", data);
    assertThat(published.errors()).containsExactly("MISP didn't publish event 666.");
    assertThat(WriteCases.event(published)).containsEntry("published", false);
  }

  @Test
  void without_a_misp_only_the_data_change_and_the_record_says_so() {
    OneNode.Outcome saved = distribution().withoutMisp().run("{}", DATA);
    assertThat(saved.notes()).contains(WriteCases.NOT_CONNECTED);
    assertThat(WriteCases.event(saved)).containsEntry("distribution", "0");
    OneNode.Outcome published = publish().withoutMisp().run("{}", DATA);
    assertThat(published.notes()).containsExactly(WriteCases.NOT_CONNECTED);
    assertThat(published.isDone()).isTrue();
    OneNode.Outcome blocked = block().withoutMisp().run("{}", DATA);
    assertThat(blocked.isDone()).isTrue();
    assertThat(blocked.notes())
        .containsExactly("The event was not blocked: the run has no MISP connection");
  }

  @Test
  void data_without_an_event_are_a_failure() {
    for (WriteCases node : List.of(distribution(), publish()))
      assertThat(node.run("{}", "{\"Log\":{}}").errors())
          .containsExactly("The data holds no event.");
  }
}
