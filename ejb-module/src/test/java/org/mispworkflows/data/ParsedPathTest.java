package org.mispworkflows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedPathTest {

  private static final String DATA =
      """
      {"Event": {"info": "i", "zero": 0, "nothing": null, "Attribute": [
        {"id": 1, "type": "ip-src", "to_ids": true, "Tag": [{"name": "a.b"}]},
        {"id": "2", "type": "url", "to_ids": false, "value": "http://x/y"},
        {"id": 3, "type": null}, "scalar"]}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Event.info                              | [\"i\"]",
        "Event.zero                              | [0]",
        "Event.nothing                           | []",
        "Event.nowhere.deep                      | []",
        "Event.Attribute.1.id                    | [\"2\"]",
        "Event.Attribute.01.id                   | []",
        "Event.Attribute.{n}.id                  | [1,\"2\",3]",
        "Event.Attribute.{n}                     | 4 matches",
        "Event.{s}.{n}.type                      | [\"ip-src\",\"url\",null]",
        "{*}.info                                | [\"i\"]",
        "Event.Attribute.{n}[id=2].type          | [\"url\"]",
        "Event.Attribute.{n}[id>=2].id           | [\"2\",3]",
        "Event.Attribute.{n}[type].id            | [1,\"2\"]",
        "Event.Attribute.{n}[type!=url].id       | [1,3]",
        "Event.Attribute.{n}[to_ids=true].id     | [1]",
        "Event.Attribute.{n}[to_ids=0].id        | [\"2\"]",
        "Event.Attribute.{n}[type=/^IP/i].id     | [1]",
        "Event.Attribute.{n}[value=/\\/\\/x/].id | [\"2\"]",
        "Event.Attribute.{n}[id>1][type=url].id  | [\"2\"]",
        "Event.Attribute.{n}.Tag.{n}[name=a.b]   | [{\"name\":\"a.b\"}]",
        "Event.Attribute.{n}[type=].id           | [1,\"2\",3]",
        "Event.Attribute[id=1].type              | []"
      })
  void extracts(String path, String expected) {
    Object found = ParsedPath.parse(path.trim()).extract(Json.parse(DATA));

    boolean counted = expected.endsWith("matches");
    assertThat(counted ? Loose.values(found).size() + " matches" : Json.write(found))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0"})
  void theseSelectEverything(String path) {
    Object data = Json.parse(DATA);

    assertThat(ParsedPath.parse(path).extract(data)).isSameAs(data);
  }

  @Test
  void aLiteralPathToAMapGivesTheMapItself() {
    Object data = Json.parse(DATA);

    assertThat(ParsedPath.parse("Event").extract(data)).isSameAs(Loose.child(data, "Event"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "Event.{n}[type=ip-src  | never closed",
        "Event.{n}[s=x]y].id    | closes nothing (character 16)",
        "{n}[type=/(/]          | is wrong",
        "{n}[type=/a/x]         | flag x is unknown",
        "{n}[type=/a]           | no closing /",
        "{n}[type=/a/b/]        | write \\/"
      })
  void malformedOnesAreRefusedAndToldWhy(String path, String why) {
    assertThatThrownBy(() -> ParsedPath.parse(path))
        .isInstanceOf(MalformedPathException.class)
        .hasMessageContaining(path)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.b         | 1   | {}                       | {\"a\":{\"b\":1}}",
        "a.b         | 1   | {\"a\":5}                | {\"a\":{\"b\":1}}",
        "l.0         | 1   | {}                       | {\"l\":[1]}",
        "l.7         | 1   | {\"l\":[0]}              | {\"l\":[0,1]}",
        "l.x         | 1   | {\"l\":[0]}              | {\"l\":{\"0\":0,\"x\":1}}",
        "l.{n}.x.y   | 1   | {\"l\":[{},{\"x\":2},3]} | {\"l\":[{\"x\":{\"y\":1}},{\"x\":{\"y\":1}},3]}",
        "l.{n}[i=1].x| 2   | {\"l\":[{\"i\":1},{}]}   | {\"l\":[{\"i\":1,\"x\":2},{}]}",
        "m.{n}.x     | 1   | {}                       | {}",
        "l.{n}       | {\"x\":1} | {\"l\":[{\"x\":0,\"y\":0}]} | {\"l\":[{\"x\":1,\"y\":0}]}"
      })
  void inserts(String path, String value, String before, String after) {
    Object changed =
        PathEditor.insert(Json.parse(before), ParsedPath.parse(path.trim()), Json.parse(value));

    assertThat(Json.write(changed)).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.b            | {\"a\":{\"b\":1,\"c\":2}}          | {\"a\":{\"c\":2}}",
        "a.b            | {\"a\":5}                          | {\"a\":5}",
        "l.{n}.x        | {\"l\":[{\"x\":1},{\"x\":1,\"y\":2}]} | {\"l\":[{\"y\":2}]}",
        "l.{n}[i=1]     | {\"l\":[{\"i\":1},{\"i\":2}]}      | {\"l\":[{\"i\":2}]}",
        "l.1            | {\"l\":[0,1,2]}                    | {\"l\":[0,2]}",
        "l.{n}          | {\"l\":[1,{\"x\":1}]}              | {\"l\":[{\"x\":1}]}"
      })
  void removes(String path, String before, String after) {
    Object changed = PathEditor.remove(Json.parse(before), ParsedPath.parse(path.trim()));

    assertThat(Json.write(changed)).isEqualTo(after);
  }

  @Test
  void aRegularExpressionThatWouldTakeTheServersMemoryIsRefused() {
    assertThatThrownBy(() -> ParsedPath.parse("a.{n}[b=/(((x{100}){100}){100}){100}/]"))
        .isInstanceOf(MalformedPathException.class)
        .hasMessageContaining("repeats too much");
  }
}
