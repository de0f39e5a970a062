package org.mispworkflows.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JinjaTest {
  private static final Map<String, Object> DATA =
      Map.of("Event", Map.of("info", "Phish", "Tag", List.of("a", "b"), "n", 5));

  private static String render(String template) {
    return Jinja.compile(template).render(DATA, RenderLimits.DEFAULT);
  }

  @Test
  void oneTemplateRendersForManyThreads() {
    Jinja template =
        Jinja.compile("{% set n = i * 2 %}{% for x in [1, 2] %}{{ n + x }} {% endfor %}");
    List<String> results =
        IntStream.range(0, 2_000)
            .parallel()
            .mapToObj(i -> template.render(Map.of("i", i), RenderLimits.DEFAULT))
            .toList();
    assertThat(results).startsWith("1 2 ", "3 4 ").hasSize(2_000);
  }

  @Test
  void everyJavaFormOfNumberAndNullIsUnderstood() {
    Map<String, Object> data = new HashMap<>();
    data.put("none", null);
    data.put(
        "numbers",
        List.of(1, 2L, (short) 3, 1.5, 2.5f, new BigDecimal("0.1"), BigInteger.TWO.pow(70)));
    data.put("nulls", Collections.singletonList(null));
    assertThat(Jinja.compile("{{ numbers }}{{ nulls }}").render(data, RenderLimits.DEFAULT))
        .isEqualTo("[1, 2, 3, 1.5, 2.5, 0.1, 1180591620717411303424][None]");
    assertThat(Jinja.compile("{{ numbers|sum }}").render(data, RenderLimits.DEFAULT))
        .isEqualTo("1.1805916207174113e+21");
  }

  @Test
  void textOfTheDataIsNeverEvaluated() {
    assertThat(Jinja.compile("{{ a }}").render(Map.of("a", "{{ 7 * 7 }}"), RenderLimits.DEFAULT))
        .isEqualTo("{{ 7 * 7 }}");
  }

  @ParameterizedTest
  @CsvSource({
    "plain, false, true",
    "'{{ a }}', true, false",
    "'{% if a %}{% endif %}', true, false",
    "'{# note #}x', true, true",
    "a { b } %, false, true"
  })
  void knowsWhetherATextIsATemplate(String text, boolean markup, boolean constant) {
    assertThat(Jinja.hasMarkup(text)).isEqualTo(markup);
    assertThat(Jinja.compile(text).isConstant()).isEqualTo(constant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "{{ Event.foo.bar }} @ line 1: `Event.foo` is undefined, so `.bar` can't be read",
        "{{ Event['foo'][0] }} @ line 1: `Event['foo']` is undefined, so `[0]` can't be read",
        "{{ Event.Tag[7].name }} @ line 1: `Event.Tag[7]` is undefined, so `.name` can't be read",
        "{{ nope + 1 }} @ line 1: `nope` is undefined, so `+` can't be applied",
        "{{ Event.info + 1 }} @ line 1: `+` can't be applied to a text and an integer",
        "{{ Event.info() }} @ line 1: `Event.info` is a text and can't be called",
        "{{ Event.Tag|map('upper') }} @ add `| list`",
        "{{ Event.Tag.append(1) }} @ a list of the workflow's data can't be changed",
        "{{ Event.update({}) }} @ a mapping of the workflow's data can't be changed",
        "{{ Event.items }} @ did you forget the `()`",
        "{{ 1 // 0 }} @ line 1: division by zero"
      })
  void saysWhatIsWrongWithTheData(String template, String message) {
    assertThatThrownBy(() -> render(template))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(message);
  }

  @Test
  void namesTheLineThatFails() {
    String template =
        """
        {% macro row(a) %}
          {{ a.name.x }}
        {% endmacro %}
        {% for t in Event.Tag %}
          {{ t|upper }}
          {{ row(t)
             }}
        {% endfor %}
        """;
    assertThatThrownBy(() -> render(template))
        .isInstanceOfSatisfying(TemplateException.class, e -> assertThat(e.line()).isEqualTo(2));
    assertThatThrownBy(() -> render("a\r\nb\r\n{{ 1\n + 2\n + nope }}"))
        .isInstanceOfSatisfying(TemplateException.class, e -> assertThat(e.line()).isEqualTo(5));
  }

  @Test
  void rootMustBeAMap() {
    assertThatThrownBy(() -> Jinja.compile("x").render(List.of(), RenderLimits.DEFAULT))
        .isInstanceOf(TemplateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ''.__class__.__mro__ }}",
        "{{ ''.__class__() }}",
        "{{ ''.getClass() }}",
        "{{ Event.getClass().forName('java.lang.Runtime') }}",
        "{{ '{0.__class__.__mro__}'.format('') }}",
        "{{ range.__globals__.x }}",
        "{{ self.__init__() }}"
      })
  void innerWorkingsAreOutOfReach(String template) {
    assertThatThrownBy(() -> render(template))
        .isInstanceOfAny(TemplateException.class, TemplateSyntaxException.class);
  }
}
