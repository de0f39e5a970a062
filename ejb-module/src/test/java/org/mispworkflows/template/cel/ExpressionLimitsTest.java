package org.mispworkflows.template.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.template.RenderLimits;

/** No expression uses more than it may, and none gets round a limit by ignoring the error. */
@Timeout(60)
class ExpressionLimitsTest {

  private static final Map<String, @Nullable Object> DATA =
      Map.of("n", IntStream.range(0, 5_000).boxed().toList(), "text", "a".repeat(600_000));

  /** Time is left to what a test is not about: the machine may be slow. */
  private static final RenderLimits SLOW = new RenderLimits(1_000_000, 1, 1, Duration.ofMinutes(1));

  private static String nested(int depth) {
    return depth == 0 ? "true" : "n.all(x" + depth + ", " + nested(depth - 1) + ")";
  }

  /** A list that holds a list twice, which holds a list twice, and so on. */
  private static String doubling(String seed, String step) {
    return "[" + seed + "]" + (".map(x, " + step + ")").repeat(40);
  }

  static Stream<Arguments> tooMuch() {
    String twice = doubling("1", "[x, x]");
    return Stream.of(
        Arguments.of(nested(3), "does too much"),
        Arguments.of(nested(9), "does too much"),
        Arguments.of(nested(9) + " || true", "does too much"),
        Arguments.of("n.exists(y, " + nested(9) + ")", "does too much"),
        Arguments.of("n.all(x, n == n)", "does too much"),
        Arguments.of("n.all(x, n in [n])", "does too much"),
        Arguments.of("n.map(x, n + [x]).size() > 0", "does too much"),
        Arguments.of(doubling("[1]", "x + x") + ".size() > 0", "does too much"),
        Arguments.of(twice + " == " + twice, "does too much"),
        Arguments.of(twice + " in [" + twice + "]", "does too much"),
        Arguments.of("dyn(" + twice + ") && true", "does too much"),
        Arguments.of("{dyn(" + twice + "): 1}.size() == 1", "does too much"),
        Arguments.of("n.all(x, text.startsWith('a') || true)", "does too much"),
        Arguments.of(doubling("'a'", "x + x") + ".size() > 0", "text longer than 1000000"),
        Arguments.of(doubling("b'a'", "x + x") + ".size() > 0", "text longer than 1000000"),
        Arguments.of("text + text != ''", "text longer than 1000000"),
        Arguments.of("text.contains(text.substring(1, 300000) + 'b')", "searched for too long"),
        Arguments.of("text.matches(text)", "1000 characters at most"),
        Arguments.of("text.matches('(((a{100}){100}){1'+'00}){100}')", "repeats too much"));
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void an_expression_that_uses_too_much_is_ended(String expression, String message) {
    Expression compiled = Expression.compile(expression, SLOW);
    assertThatThrownBy(() -> compiled.holds(DATA))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining(message);
  }

  @Test
  void an_expression_that_takes_too_long_is_ended() {
    RenderLimits hasty = new RenderLimits(1_000_000, 1, 1, Duration.ofMillis(1));
    Expression compiled = Expression.compile(nested(9) + " || true", hasty);
    assertThatThrownBy(() -> compiled.holds(DATA))
        .isInstanceOf(ExpressionException.class)
        .hasMessage("the expression takes longer than 1 ms (template.max-time); loop over less");
  }

  static Stream<Arguments> tooBig() {
    return Stream.of(
        Arguments.of("x".repeat(10_001), "limit 10000"),
        Arguments.of("(".repeat(3_000) + "true" + ")".repeat(3_000), "limit: 100"),
        Arguments.of("[".repeat(3_000) + "]".repeat(3_000) + " == []", "limit: 100"),
        Arguments.of("1" + " + 1".repeat(2_000) + " == 1", "limit: 100"),
        Arguments.of("x" + ".y".repeat(2_000) + " == 1", "limit: 100"),
        Arguments.of("true" + " ? true : true".repeat(600), "limit: 100"),
        Arguments.of("text.matches('" + "a".repeat(1_001) + "')", "1000 characters at most"),
        Arguments.of("text.matches('((a{100}){100}){100}')", "repeats too much"));
  }

  @ParameterizedTest
  @MethodSource("tooBig")
  void an_expression_that_is_too_long_or_too_deep_is_refused(String expression, String message) {
    assertThatThrownBy(() -> Expression.compile(expression, RenderLimits.DEFAULT))
        .isInstanceOf(MalformedExpressionException.class)
        .hasMessageStartingWith("line 1, column ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(\\\\d{1,3}\\\\.){3}\\\\d{1,3}$",
        "^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$",
        "(?i)^([a-z0-9-]{1,63}\\\\.){1,10}[a-z]{2,63}$",
        "\\\\bCVE-\\\\d{4}-\\\\d{4,}\\\\b"
      })
  void regular_expressions_that_people_write_are_fine(String regex) {
    assertThat(
            Expression.compile("text.matches('" + regex + "')", RenderLimits.DEFAULT)
                .holds(Map.of("text", "?")))
        .isFalse();
  }

  @Test
  void a_hundred_thousand_attributes_are_fine() {
    List<Map<String, Object>> attributes =
        IntStream.range(0, 100_000)
            .mapToObj(i -> Map.<String, Object>of("type", "domain", "value", "host" + i))
            .toList();
    Map<String, @Nullable Object> data = Map.of("Event", Map.of("Attribute", attributes));
    Expression compiled =
        Expression.compile(
            "event.Attribute.exists(a, a.type == 'domain' && a.value.matches('^host99999$'))",
            SLOW);
    assertThat(compiled.holds(data)).isTrue();
  }

  @Test
  void a_long_text_of_the_data_may_be_passed_on() {
    Map<String, @Nullable Object> data =
        Map.of("Event", Map.of("files", List.of(Map.of("data", "MZ" + "a".repeat(5_000_000)))));
    Expression compiled =
        Expression.compile(
            "(true ? dyn(event.files[0]['data']) : '').startsWith('MZ') && event.files[0].data.matches('a$')",
            SLOW);
    assertThat(compiled.holds(data)).isTrue();
  }

  @Test
  void deep_data_is_compared_or_refused_but_never_ends_the_thread() {
    Expression same = Expression.compile("a == b", SLOW);
    assertThat(same.holds(Map.of("a", deep(500), "b", deep(500)))).isTrue();
    Map<String, @Nullable Object> abyss = Map.of("a", deep(200_000), "b", deep(200_000));
    assertThatThrownBy(() -> same.holds(abyss))
        .isInstanceOf(ExpressionException.class)
        .hasMessage("the data or the expression is nested too deeply");
  }

  private static Object deep(int levels) {
    Object value = "bottom";
    for (int i = 0; i < levels; i++) value = List.of(value);
    return value;
  }
}
