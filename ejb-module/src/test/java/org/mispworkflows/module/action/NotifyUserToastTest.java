package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.security.Notification;
import org.mispworkflows.security.Notification.Message;
import org.mispworkflows.security.Notification.Variant;
import org.mispworkflows.security.Notifications;

/** What is stored, and shown, is tested in the container. */
class NotifyUserToastTest {

  private static final String EVENT = "{\"Event\":{\"info\":\"<b>{{ 7*7 }}</b>\"}}";

  /** There is one account, ada, who owns a key. */
  private static final class Mailbox extends Notifications {
    private final Map<String, Message> left = new LinkedHashMap<>();

    @Override
    public Optional<String> leave(String caller, Message message) {
      if (!caller.equals("ada") && !caller.equals("key misp of ada")) return Optional.empty();
      left.put("ada", message);
      return Optional.of("ada");
    }
  }

  private final Mailbox mailbox = new Mailbox();
  private final OneNode node = new OneNode(StandIns.inject(new NotifyUserToast(), mailbox));

  @Test
  void who_started_the_run_gets_the_message() {
    OneNode.Outcome outcome =
        node.startedBy("ada")
            .run(
                "{\"variant\":\"danger\",\"toast_header\":\"Seen\",\"toast_body\":\"{{ Event.info }}\"}",
                EVENT);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).containsExactly("Message left for ada");
    assertThat(mailbox.left)
        .isEqualTo(
            Map.of("ada", new Message(Variant.DANGER, "Seen", "<b>{{ 7*7 }}</b>", "Test", 1)));
  }

  @Test
  void an_api_key_stands_for_its_owner_and_the_variant_is_info_unless_said() {
    assertThat(
            node.startedBy("key misp of ada").run("{\"toast_header\":\"Hello\"}", EVENT).isDone())
        .isTrue();
    assertThat(mailbox.left)
        .isEqualTo(Map.of("ada", new Message(Variant.INFO, "Hello", "", "Test", 1)));
  }

  @Test
  void nobody_by_that_name_is_a_failure_that_says_the_name() {
    assertThat(node.startedBy("key old of bob").run("{\"toast_body\":\"Hello\"}", EVENT).errors())
        .containsExactly(
            "The message is for `key old of bob`, who started the run, but nobody by that name has an account that can log in.");
    assertThat(node.run("{\"toast_body\":\"Hello\"}", EVENT).errors())
        .containsExactly("The message is for who started the run, but that isn't known.");
  }

  @Test
  void an_empty_message_is_not_left() {
    assertThat(node.startedBy("ada").run("{\"toast_body\":\"{{ Event.no }}\"}", EVENT).errors())
        .containsExactly("The message is empty: neither header nor body gave a text.");
    assertThat(mailbox.left).isEmpty();
  }

  @Test
  void a_long_message_is_said_to_be_cut() {
    String parameters = "{\"toast_body\":\"{{ 'x' * " + (Notification.MAX_BODY + 1) + " }}\"}";
    assertThat(node.startedBy("ada").run(parameters, EVENT).notes())
        .containsExactly(
            "Message left for ada",
            "It was long and was cut: a header has 500 characters at most, a body 4000");
  }

  @Test
  void it_needs_nothing_that_could_be_missing() {
    assertThat(new NotifyUserToast().diagnose()).isEmpty();
  }

  @Test
  void an_unknown_variant_is_refused_when_the_workflow_is_saved() {
    assertThat(node.check("{\"variant\":\"loud\",\"toast_body\":\"x\"}"))
        .anyMatch(finding -> finding.isError() && finding.message().contains("loud"));
  }
}
