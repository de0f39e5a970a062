package org.mispworkflows.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No template uses more than it may, and none allocates much before that is noticed. */
@Timeout(30)
class JinjaLimitsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "{{ 'a' * 1000000000 }} @ maxOutputChars",
        "{{ 'x'|center(2000000000) }} @ maxOutputChars",
        "{{ 'x'.ljust(1999999999) }} @ maxOutputChars",
        "{{ 'x'.zfill(1999999999) }} @ maxOutputChars",
        "{{ '\\t'.expandtabs(1999999999) }} @ maxOutputChars",
        "{{ 'a'|indent(2000000000) }} @ maxOutputChars",
        "{{ 'x'|tojson(indent=2000000000) }} @ maxOutputChars",
        "{{ '%0999999999d' % 1 }} @ maxOutputChars",
        "{{ ('x' * 900000)|replace('x', 'yyyy') }} @ maxOutputChars",
        "{% for i in range(20) %}{{ 'x' * 90000 }}{% endfor %} @ maxOutputChars",
        "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %} @ maxOutputChars",
        "{{ ['a'] * 100000000 }} @ maxSteps",
        "{{ [1]|batch(2000000000, 1)|list }} @ maxSteps",
        "{{ [1]|slice(2000000000)|list }} @ maxSteps",
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %} @ maxSteps",
        "{% set l = [1] %}{% for i in l %}{% set _ = l.append(1) %}{% endfor %} @ maxSteps",
        "{% set l = [1] %}{% for i in range(99) %}{% set _ = l.extend(l) %}{% endfor %} @ maxSteps",
        "{% for i in range(9999) %}{% set _ = 'x' * 900000 %}{% endfor %} @ maxSteps",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }} @ maxDepth",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %} @ maxDepth",
        "{% set l = [] %}{% set _ = l.append(l) %}{{ l }} @ maxDepth",
        "{% set l = [] %}{% set _ = l.append(l) %}{{ l|tojson }} @ maxDepth",
        "{{ range(100001) }} @ 100000 numbers at most",
        "{{ 9 ** 99999999 }} @ too big",
        "{% set n = namespace(x=3) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %} @ too big"
      })
  void refusesWhatExceedsALimit(String template, String limit) {
    assertThatThrownBy(() -> Jinja.compile(template).render(Map.of(), RenderLimits.DEFAULT))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(limit);
  }

  @Test
  void stopsWhenTimeIsUp() {
    RenderLimits limits =
        new RenderLimits(1_000_000, Integer.MAX_VALUE, 100, Duration.ofMillis(50));
    Jinja template =
        Jinja.compile(
            "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}");
    assertThatThrownBy(() -> template.render(Map.of(), limits))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("maxTime");
  }

  @Test
  void dataNestedTooDeeplyIsNotPrinted() {
    Object deep = List.of();
    for (int i = 0; i < 100_000; i++) {
      deep = List.of(deep);
    }
    Map<String, Object> data = Map.of("a", deep, "b", deep);
    for (String use : List.of("{{ a }}", "{{ a|tojson }}", "{{ a == [b] }}")) {
      assertThatThrownBy(() -> Jinja.compile(use).render(data, RenderLimits.DEFAULT))
          .isInstanceOf(TemplateException.class)
          .hasMessageContaining("maxDepth");
    }
  }

  @Test
  void ordinaryWorkFits() {
    List<Map<String, Object>> attributes =
        IntStream.range(0, 5_000)
            .mapToObj(
                i -> Map.<String, Object>of("type", "domain", "value", "host" + i + ".example"))
            .toList();
    String text =
        Jinja.compile(
                "{% for a in Attribute %}- {{ a.type }}: {{ a.value|replace('.', '[.]') }}\n{% endfor %}")
            .render(Map.of("Attribute", attributes), RenderLimits.DEFAULT);
    assertThat(text).hasLineCount(5_000).contains("host4999[.]example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "[", "-", "not ", "{1:", "1+", "a.b.", "a|e|", "1 if 1 else ", "f(", "1.1."})
  void veryLongOrDeepExpressionsAreRefused(String part) {
    assertThatThrownBy(() -> Jinja.compile("{{ " + part.repeat(50_000) + "1 }}"))
        .isInstanceOf(TemplateSyntaxException.class);
  }

  @Test
  void veryLongOrDeepTemplatesAreRefused() {
    assertThatThrownBy(() -> Jinja.compile("{% if 1 %}".repeat(10_000)))
        .hasMessageContaining("nested deeper than 100 levels");
    assertThatThrownBy(() -> Jinja.compile("x".repeat(1_000_001)))
        .hasMessageContaining("longer than 1000000 characters");
  }

  @Test
  void limitsMustBePositive() {
    assertThatThrownBy(() -> new RenderLimits(0, 1, 1, Duration.ofSeconds(1)))
        .hasMessage("maxOutputChars must be positive, not 0");
    assertThatThrownBy(() -> new RenderLimits(1, 1, 1, Duration.ZERO))
        .hasMessageContaining("maxTime");
  }
}
