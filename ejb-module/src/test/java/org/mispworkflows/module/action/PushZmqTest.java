package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.ZmqPublisher;
import org.mispworkflows.spi.Diagnosis;

class PushZmqTest {

  private static final String EVENT =
      """
      {"Event":{"info":"Phishing","published":false,"Orgc":{"name":"CIRCL"},
       "Attribute":[{"value":"a","to_ids":true},{"value":"b","to_ids":false}]}}
      """;

  private final List<String> published = new ArrayList<>();
  private @Nullable String broken;

  private final PushZmq module =
      StandIns.inject(
          new PushZmq(),
          new ZmqPublisher() {
            @Override
            public void publish(String topic, @Nullable Object tree) throws IOException {
              if (broken != null) throw new IOException(broken);
              published.add(topic + " " + Json.write(tree));
            }

            @Override
            public Optional<String> problem() {
              return Optional.ofNullable(broken);
            }
          });

  private String pushed(String parameters) {
    OneNode.Outcome outcome = new OneNode(module).run(parameters, EVENT);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).containsExactly("Published with the topic misp_json_workflow");
    assertThat(published).hasSize(1);
    assertThat(published.get(0)).startsWith("misp_json_workflow ");
    return published.remove(0).substring("misp_json_workflow ".length());
  }

  @Test
  void everything_is_pushed_without_a_path() {
    assertThat(Json.parse(pushed("{}"))).isEqualTo(Json.parse(EVENT));
    assertThat(Json.parse(pushed("{\"data_extraction_path\":\"\"}"))).isEqualTo(Json.parse(EVENT));
  }

  @Test
  void what_a_path_selects_is_pushed_as_misp_does() {
    assertThat(pushed("{\"data_extraction_path\":\"Event.info\"}")).isEqualTo("[\"Phishing\"]");
    assertThat(pushed("{\"data_extraction_path\":\"Event.Attribute.{n}[to_ids=true].value\"}"))
        .isEqualTo("[\"a\"]");
    assertThat(pushed("{\"data_extraction_path\":\"Event.missing\"}")).isEqualTo("[]");
    assertThat(pushed("{\"data_extraction_path\":\"Event.Orgc\"}"))
        .isEqualTo("{\"name\":\"CIRCL\"}");
  }

  @Test
  void a_channel_that_is_broken_fails_the_node_and_shows_in_the_diagnosis() {
    assertThat(module.diagnose()).isEmpty();
    broken = "the port is taken";
    assertThat(new OneNode(module).run("{}", EVENT).errors())
        .containsExactly("The message was not published: the port is taken");
    assertThat(module.diagnose())
        .containsExactly(Diagnosis.error("Nothing can be published: the port is taken."));
  }
}
