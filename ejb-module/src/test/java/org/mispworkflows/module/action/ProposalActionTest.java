package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.spi.MispException;

class ProposalActionTest {

  private static final String EVENT =
      """
      {"Event":{"id":"7","info":"before",
        "ShadowAttribute":[{"id":"601","old_id":"0","value":"new.test"}],
        "Attribute":[
          {"id":"1","type":"domain","value":"a.test",
           "ShadowAttribute":[{"id":"501","old_id":"1","value":"b.test"}]},
          {"id":"2","type":"ip-src","value":"192.0.2.1"}],
        "Object":[{"id":"9","name":"file","Attribute":[
          {"id":"3","type":"md5","value":"0cc1",
           "ShadowAttribute":[{"id":"502","old_id":"3","value":"0cc2"}]}]}]}}
      """;

  private static final String ACCEPT_ALL = "{\"action\":\"accept\",\"proposal_type\":\"any\"}";

  private final StandInMisp misp =
      new StandInMisp()
          .knowing("7", Events.record("{\"Event\":{\"id\":\"7\",\"info\":\"after\"}}"));
  private final OneNode node = new OneNode(new ProposalAction()).with(misp.connection());

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "accept; new;  acceptProposal 601",
        "accept; edit; acceptProposal 501, acceptProposal 502",
        "accept; any;  acceptProposal 601, acceptProposal 501, acceptProposal 502",
        "remove; new;  discardProposal 601",
        "remove; any;  discardProposal 601, discardProposal 501, discardProposal 502"
      })
  void the_chosen_proposals_are_dealt_with_and_the_event_is_loaded_again(
      String action, String kind, String calls) {
    Map<String, @Nullable Object> data = Events.core(EVENT);
    String parameters = "{\"action\":\"" + action + "\",\"proposal_type\":\"" + kind + "\"}";
    assertThat(node.run(parameters, data).isDone()).isTrue();
    assertThat(String.join(", ", misp.calls())).isEqualTo(calls + ", fullEvent 7");
    assertThat(Events.at(data, "Event.info")).isEqualTo("after");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Event._AttributeFlattened.{n}; type; md5;  acceptProposal 502",
        "Event.Object.{n};              name; file; acceptProposal 502",
        "Event.ShadowAttribute.{n};     id;   601;  acceptProposal 601",
        "'';                            id;   7;    acceptProposal 601, acceptProposal 501, acceptProposal 502"
      })
  void a_filter_picks_what_the_proposals_belong_to(
      String selector, String path, String value, String calls) {
    node.filteredBy(Events.filter(selector, path, "equals", value))
        .run(ACCEPT_ALL, Events.core(EVENT));
    assertThat(String.join(", ", misp.calls())).isEqualTo(calls + ", fullEvent 7");
  }

  @Test
  void nothing_chosen_or_nothing_matched_changes_nothing() {
    Map<String, @Nullable Object> data = Events.core(EVENT);
    assertThat(node.run("{}", data).notes())
        .containsExactly("No proposal matched: nothing was changed");
    OneNode.Outcome outcome =
        node.filteredBy(Events.filter("Event._AttributeFlattened.{n}", "type", "equals", "ip-src"))
            .run(ACCEPT_ALL, data);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).containsExactly("No proposal matched: nothing was changed");
    assertThat(misp.calls()).isEmpty();
    assertThat(Events.at(data, "Event.info")).isEqualTo("before");
  }

  @Test
  void a_refused_proposal_does_not_stop_the_others() {
    misp.answering("acceptProposal", args -> refuse(args, "501"));
    OneNode.Outcome outcome = node.run(ACCEPT_ALL, Events.core(EVENT));
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).startsWith("2 of 3 proposals done", "proposal 501: MISP says no.");
    assertThat(misp.calls()).contains("acceptProposal 502", "fullEvent 7");
  }

  @Test
  void it_is_a_failure_when_misp_refuses_all() {
    misp.answering("acceptProposal", args -> refuse(args, "601"));
    assertThat(node.run("{\"proposal_type\":\"new\"}", Events.core(EVENT)).errors())
        .containsExactly("proposal 601: MISP says no.");
    assertThat(misp.calls()).doesNotContain("fullEvent 7");
  }

  private static @Nullable Object refuse(List<?> args, String id) {
    if (id.equals(args.get(0))) throw new MispException("MISP says no.");
    return null;
  }

  @Test
  void without_misp_it_says_so() {
    assertThat(new OneNode(new ProposalAction()).run(ACCEPT_ALL, EVENT).errors())
        .containsExactly("No MISP instance is connected, so its proposals can't be dealt with.");
  }
}
