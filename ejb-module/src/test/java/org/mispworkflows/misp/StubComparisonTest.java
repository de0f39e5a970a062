package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.Json;

/** The comparison sees what differs. */
class StubComparisonTest {

  private static final String KNOWN = "11111111-1111-4111-8111-111111111111";
  private static final String MADE_UP = "22222222-2222-4222-8222-222222222222";
  private static final String OURS = "33333333-3333-4333-8333-333333333333";

  private final StubComparison comparison =
      new StubComparison("http://127.0.0.1:1", Set.of(KNOWN, MADE_UP));

  private List<String> differences(String recorded, String answer) {
    return comparison.differences(Json.parse(recorded), Json.parse(answer), Set.of());
  }

  @Test
  void keys_types_values_and_lengths_must_be_the_same() {
    assertThat(differences("{\"a\":\"1\"}", "{\"a\":\"1\"}")).isEmpty();
    assertThat(differences("{\"a\":\"1\"}", "{\"b\":\"1\"}"))
        .containsExactly("a is missing", "b is too much");
    assertThat(differences("{\"a\":\"1\"}", "{\"a\":1}")).containsExactly("a is 1, not \"1\"");
    assertThat(differences("{\"a\":null}", "{\"a\":\"\"}")).containsExactly("a is \"\", not null");
    assertThat(differences("{\"a\":[]}", "{\"a\":{}}")).containsExactly("a is {}, not []");
    assertThat(differences("[[true],1]", "[[false]]"))
        .containsExactly(" has 1 entries, not 2", "[0][0] is false, not true");
  }

  @Test
  void times_are_free_but_their_types_are_not() {
    assertThat(differences("{\"timestamp\":\"1\"}", "{\"timestamp\":\"2\"}")).isEmpty();
    assertThat(differences("{\"timestamp\":\"1\"}", "{\"timestamp\":2}")).hasSize(1);
  }

  @Test
  void a_made_up_uuid_stands_for_one_of_ours_and_for_that_one_only() {
    assertThat(differences("{\"a\":\"" + MADE_UP + "\"}", "{\"a\":\"" + OURS + "\"}")).isEmpty();
    assertThat(comparison.translated("/view/" + MADE_UP)).isEqualTo("/view/" + OURS);
    assertThat(differences("{\"a\":\"" + KNOWN + "\"}", "{\"a\":\"" + OURS + "\"}")).hasSize(1);
    assertThat(differences("{\"a\":\"" + MADE_UP + "\"}", "{\"a\":\"" + MADE_UP + "\"}"))
        .hasSize(1);
  }

  @Test
  void a_uuid_that_the_recordings_know_must_be_in_its_place() {
    assertThat(differences("{\"a\":\"" + MADE_UP + "\"}", "{\"a\":\"" + KNOWN + "\"}")).hasSize(1);
  }
}
