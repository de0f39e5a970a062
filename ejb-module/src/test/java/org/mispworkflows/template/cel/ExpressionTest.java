package org.mispworkflows.template.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.template.RenderLimits;

class ExpressionTest {

  private static final Map<String, @Nullable Object> DATA = data();

  private static Map<String, @Nullable Object> data() {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("id", 7L);
    event.put("info", "Phishing wave");
    event.put("threat_level_id", "2");
    event.put("score", 1.5);
    event.put("published", false);
    event.put("date", null);
    event.put("count", 3);
    event.put("big", BigInteger.TWO.pow(70));
    event.put("Tag", Arrays.asList("tlp:red", null));
    event.put(
        "Attribute",
        List.of(
            Map.of("type", "ip-src", "value", "192.0.2.1"),
            Map.of("type", "url", "value", "http://example.org/", "comment", "seen")));
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("Event", event);
    root.put("_module", "dns");
    root.put("type", "odd");
    return root;
  }

  private static boolean holds(String expression) {
    return holds(expression, DATA);
  }

  private static boolean holds(String expression, Map<String, @Nullable Object> data) {
    return Expression.compile(expression, RenderLimits.DEFAULT).holds(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.Attribute.exists(a, a.type == 'ip-src')",
        "Event.info == event.info",
        "_module == 'dns'",
        "data.type == 'odd' && 'Event' in data && !('Thread' in data) && !has(data.Thread)",
        "event.id == 7 && event.id < 7.5 && event.count == 3",
        "event.score > 1 && event.big > 1e20",
        "int(event.threat_level_id) <= 2",
        "!event.published",
        "event.date == null && has(event.date) && type(event.date) == null_type",
        "'tlp:red' in event.Tag && null in event.Tag && event.Tag == ['tlp:red', null]",
        "event.Tag[1] == null && event.Tag.size() == 2",
        "!has(event.Object) && !event.exists(key, key == 'Object')",
        "event['info'] == 'Phishing wave'",
        "event.info.lowerAscii().contains('phish') && event.info.matches('^[A-Z]\\\\w+ wave$')",
        "event.Attribute.all(a, !has(a.comment) || a.comment != '')",
        "event.Attribute.filter(a, a.type == 'url').map(a, a.value) == ['http://example.org/']",
        "event.Attribute.exists_one(a, a.type in ['url', 'uri'])",
        "event.Attribute[0] == {'type': 'ip-src', 'value': '192.0.2.1'}",
        "event.Attribute[0] != event.Attribute[1] && event == Event",
        "timestamp('2024-05-01T00:00:00Z') + duration('24h') < timestamp(1714608001)",
        "true || nobody.knows",
        "!(nobody.knows && false)",
        "event.published ? nobody.knows : true"
      })
  void holds_for_the_event(String expression) {
    assertThat(holds(expression)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '"',
      value = {
        "evnt.info == '' @ line 1, column 1: the data has no `evnt`; it has Event, _module, type",
        "event.colour == '' @ line 1, column 6: there is no `colour`; ask with has(…) whether it is there",
        "event['colour'] == '' @ line 1, column 6: there is no `colour`; ask with has(…) whether it is there",
        "event.Attribute.exists(a, a.comment == 'new') @ line 1, column 28: there is no `comment`; ask with has(…) whether it is there",
        "event.date.year == 1 @ line 1, column 11: `year` is asked of something that is no map",
        "event.threat_level_id < 3 @ line 1, column 23: `<` can't be used on values of these types; convert them with int(…), double(…) or string(…)",
        "event.id.contains('7') @ line 1, column 18: `contains` can't be used on values of these types; convert them with int(…), double(…) or string(…)",
        "event.Tag[5] == 'x' @ line 1, column 10: Index out of bounds: 5",
        "event.Tag[5000000000] == 'x' @ line 1, column 10: Out of range: 5000000000",
        "int(event.info) == 1 @ line 1, column 4: the text can't be converted: it is no such value",
        "1 / (event.id - 7) == 1 @ line 1, column 3: / by zero",
        "event.info && true @ line 1, column 6: what should be true or false is something else; compare it",
        "event.info.exists(i, true) @ line 1, column 6: expected a list or a map for iteration range but got 'String'",
        "event.info.matches(event.info + '(') @ line 1, column 19: the regular expression is wrong: missing closing ) Phishing wave(",
        "event.info @ the expression gives a text, but must give true or false; compare it",
        "event.date @ the expression gives null, but must give true or false; compare it",
        "event.Tag @ the expression gives a list, but must give true or false; compare it"
      })
  void says_where_and_why_there_is_no_answer(String expression, String message) {
    assertThatThrownBy(() -> holds(expression))
        .isInstanceOf(ExpressionException.class)
        .hasMessage(message);
  }

  @Test
  void a_place_counts_lines() {
    assertThatThrownBy(() -> holds("true &&\n  event.colour == 'ü'"))
        .hasMessageStartingWith("line 2, column 8: there is no `colour`");
  }

  @Test
  void no_message_shows_the_data_that_a_function_got() {
    assertThatThrownBy(() -> holds("[event.info][5000000000] == ''"))
        .hasMessageNotContaining("Phishing");
    assertThatThrownBy(() -> holds("event.info ? true : false"))
        .hasMessageNotContaining("Phishing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '"',
      value = {
        "event.info == @ line 1, column 14: unexpected end of the expression",
        "event.info = 'x' @ line 1, column 12: unexpected `= `",
        "event.Attribute.exists(a, a.type ==) @ line 1, column 36: unexpected `)`",
        "size(event.Tag @ line 1, column 15: missing `)` at the end",
        "shout(event.info) @ line 1, column 6: unknown function `shout`",
        "'a' + 1 == 'b' @ line 1, column 5: found no matching overload for `+` applied to `(string, int)`",
        "event.Tag.size() @ line 1, column 1: it gives int, but must give true or false; compare it",
        "has(event) @ line 1, column 4: invalid argument to has() macro",
        "event.info.matches('(') @ line 1, column 20: the regular expression is wrong: missing closing ) (",
        "{{ event.id }} == 7 @ line 1, column 13: unexpected `}`",
        "package.id == 1 @ line 1, column 1: reserved identifier: package"
      })
  void a_malformed_expression_is_refused_with_its_place(String expression, String message) {
    assertThatThrownBy(() -> Expression.compile(expression, RenderLimits.DEFAULT))
        .isInstanceOf(MalformedExpressionException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.Runtime.getRuntime().exec('id') == 1",
        "event.getClass().getName() == ''",
        "''.getClass() == null",
        "System.exit(0)",
        "google.protobuf.StringValue{value: 'x'} == 'x'",
        "java.io.File{} == null",
        "open('/etc/passwd') == ''"
      })
  void nothing_but_the_data_can_be_reached(String expression) {
    assertThatThrownBy(() -> Expression.compile(expression, RenderLimits.DEFAULT))
        .isInstanceOf(MalformedExpressionException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"class", "getClass", "hashCode", "empty"})
  void a_java_member_is_a_key_like_any_other(String name) {
    assertThatThrownBy(() -> holds("event." + name + " == 1"))
        .hasMessageContaining("there is no `" + name + "`");
  }

  @Test
  void the_data_is_read_where_it_is() {
    List<@Nullable Object> tags = new ArrayList<>();
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("Event", Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("Tag", tags))));
    Expression expression =
        Expression.compile("event.Tag.exists(t, t == 'new')", RenderLimits.DEFAULT);
    assertThat(expression.holds(data)).isFalse();
    tags.add("new");
    assertThat(expression.holds(data)).isTrue();
  }

  @Test
  void one_compiled_expression_serves_many_threads() throws Exception {
    Expression expression =
        Expression.compile(
            "numbers.filter(n, n % 2 == 0).all(n, n != odd) && text.matches('^' + string(odd) + '$')",
            RenderLimits.DEFAULT);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (long i = 0; i < 400; i++) {
        long odd = 2 * i + 1;
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("numbers", List.of(odd - 1, odd, odd + 1));
        data.put("odd", odd);
        data.put("text", i % 3 == 0 ? "other" : String.valueOf(odd));
        answers.add(threads.submit(() -> expression.holds(data)));
      }
      for (int i = 0; i < 400; i++) assertThat(answers.get(i).get()).isEqualTo(i % 3 != 0);
    } finally {
      threads.shutdownNow();
    }
  }
}
