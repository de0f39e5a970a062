package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.spi.MispElement;

class AttachDecayScoreTest {

  private static final String EVENT =
      """
      {"Event":{"id":"7","Attribute":[
        {"id":"1","type":"domain","value":"a.test","to_ids":true,"Tag":[{"name":"osint"}]},
        {"id":"2","type":"ip-src","value":"192.0.2.1","to_ids":false}]}}
      """;

  private static final String SCORES = "[{\"score\":42.5,\"DecayingModel\":{\"id\":\"1\"}}]";

  private final StandInMisp misp =
      new StandInMisp().answering("decayScores", args -> scores((MispElement) args.get(0)));
  private final OneNode node = new OneNode(new AttachDecayScore());

  private static Optional<Object> scores(MispElement attribute) {
    return attribute.id().equals("1") ? Optional.ofNullable(Json.parse(SCORES)) : Optional.empty();
  }

  @Test
  void the_scores_are_added_to_the_attributes_and_the_rest_stays() {
    Map<String, @Nullable Object> data = Events.core(EVENT);
    OneNode.Outcome outcome =
        node.with(misp.connection()).run("{\"decayingmodels\":[\"1\",\"4\"]}", data);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).containsExactly("1 of 2 attributes have a score");
    assertThat(misp.calls())
        .containsExactly("decayScores attribute 1 [1, 4]", "decayScores attribute 2 [1, 4]");
    assertThat(Events.at(data, "Event.Attribute.0.decay_score")).isEqualTo(Json.parse(SCORES));
    assertThat(Events.at(data, "Event.Attribute.0.Tag.0.name")).isEqualTo("osint");
    assertThat(Events.at(data, "Event.Attribute.1.decay_score")).isNull();
  }

  @Test
  void only_the_attributes_that_pass_the_filter_are_asked_about() {
    node.with(misp.connection())
        .filteredBy(Events.filter("Event.Attribute.{n}", "to_ids", "equals", "1"))
        .run("{\"decayingmodels\":\"2\"}", Events.core(EVENT));
    assertThat(misp.calls()).containsExactly("decayScores attribute 1 [2]");
  }

  @Test
  void a_filter_that_nothing_passes_is_no_failure() {
    assertThat(
            node.with(misp.connection())
                .filteredBy(Events.filter("Event.Attribute.{n}", "type", "equals", "md5"))
                .run("{\"decayingmodels\":\"2\"}", Events.core(EVENT))
                .notes())
        .containsExactly("0 items matched the node's filter: nothing was changed");
    assertThat(misp.calls()).isEmpty();
  }

  @Test
  void an_attribute_that_misp_has_not_saved_yet_has_no_score() {
    String unsaved = "{\"Event\":{\"Attribute\":[{\"type\":\"domain\",\"value\":\"a.test\"}]}}";
    assertThat(
            node.with(misp.connection())
                .run("{\"decayingmodels\":\"2\"}", Events.core(unsaved))
                .isDone())
        .isTrue();
    assertThat(misp.calls()).isEmpty();
  }

  @Test
  void without_model_or_misp_it_says_so() {
    assertThat(node.run("{}", EVENT).errors()).containsExactly("No decaying model selected");
    assertThat(node.run("{\"decayingmodels\":[\"1\"]}", EVENT).errors())
        .isEqualTo(List.of("No MISP instance is connected, so it can't say how attributes score."));
  }
}
