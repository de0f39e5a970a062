package org.mispworkflows.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "in         | [\"a\",\"b\"]     | \"a\"         | true",
        "in         | [1]               | \"01\"        | true",
        "in         | \"a\"             | \"a\"         | false",
        "not_in     | [\"a\"]           | \"b\"         | true",
        "not_in     | \"a\"             | \"b\"         | false",
        "equals     | \"1.0\"           | 1             | true",
        "equals     | null              | \"\"          | true",
        "equals     | 0                 | \"\"          | false",
        "equals     | true              | \"anything\"  | true",
        "equals     | [1]               | 1             | false",
        "not_equals | [1]               | 2             | false",
        "not_equals | \"abc\"           | 0             | true",
        "equals     | \"9223372036854775808\" | \"9223372036854775809\" | false",
        "any_value  | [1]               | 1             | false",
        "in_or      | [\"a\",\"b\"]     | [\"b\",\"c\"] | true",
        "in_or      | [\"a\"]           | \"a\"         | false",
        "not_in_or  | [\"a\"]           | [\"c\"]       | true",
        "not_in_or  | []                | [\"c\"]       | true",
        "in_and     | [\"a\",\"b\",\"a\"] | [\"b\",\"a\"] | true",
        "in_and     | [\"a\"]           | [\"a\",\"b\"] | false",
        "not_in_and | [\"a\",\"b\"]     | [\"b\",\"a\"] | false",
        "not_in_and | [\"a\"]           | [\"a\",\"b\"] | true"
      })
  void holds(String operator, String data, String value, boolean expected) {
    Condition condition = Condition.of(operator).orElseThrow();

    assertThat(condition.holds(Json.parse(data), Json.parse(value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "equals     | {\"type\":\"url\"}      | type          | \"url\" | true",
        "not_equals | {\"type\":\"url\"}      | missing       | \"url\" | false",
        "equals     | {\"t\":[\"x\",\"y\"]}   | t.{n}         | \"y\"   | false",
        "in         | {\"t\":[\"x\",\"y\"]}   | t.{n}         | \"y\"   | true",
        "any_value  | {\"t\":[]}              | t             | null    | false",
        "any_value  | {\"t\":0}               | t             | null    | true",
        "equals     | \"text\"                | ``            | \"t\"   | true",
        "equals     | \"text\"                | type          | \"t\"   | false",
        "in         | 5                       | type          | 5       | false"
      })
  void passes(String operator, String item, String path, String value, boolean expected) {
    Condition condition = Condition.of(operator).orElseThrow();

    assertThat(condition.passes(Json.parse(item), ParsedPath.parse(path), Json.parse(value)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "IN", "bogus", "not in"})
  void nobodyKnows(String operator) {
    assertThat(Condition.of(operator)).isEmpty();
  }
}
