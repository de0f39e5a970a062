package org.mispworkflows.template;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What can't be done right is refused when the template is compiled, with its place and a way out.
 */
class JinjaRefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "a {% include 'x' %} @ 1 @ 6 @ the tag `include` is not supported: templates can't load others",
        "{% import 'x' as y %} @ 1 @ 4 @ the tag `import` is not supported",
        "{% extends 'x' %} @ 1 @ 4 @ the tag `extends` is not supported",
        "{% do f() %} @ 1 @ 4 @ write `{% set _ = ... %}`",
        "{% for x in y %}{% break %}{% endfor %} @ 1 @ 20 @ the tag `break` is not supported",
        "{% autoescape true %}{% endautoescape %} @ 1 @ 4 @ escape values with `| e`",
        "{% iff x %}{% endif %} @ 1 @ 4 @ there is no tag `iff`; did you mean `if`?",
        "{{ x|uper }} @ 1 @ 6 @ there is no filter `uper`; did you mean `upper`?",
        "{{ x|random }} @ 1 @ 6 @ the filter `random` is not supported",
        "{{ x|pprint }} @ 1 @ 6 @ use `| tojson(indent=2)`",
        "{{ x is defind }} @ 1 @ 9 @ there is no test `defind`; did you mean `defined`?",
        "{{ x|map('uper')|list }} @ 1 @ 6 @ did you mean `upper`?",
        "{{ x|selectattr('a', 'eqq', 1)|list }} @ 1 @ 6 @ there is no test `eqq`",
        "{{ rnage(3) }} @ 1 @ 4 @ there is no function `rnage`; did you mean `range`?",
        "{{ lipsum() }} @ 1 @ 4 @ there is no function `lipsum`",
        "{% block a %}{{ super() }}{% endblock %} @ 1 @ 17 @ templates have no parents here",
        "{% block a %}{% endblock %}{{ self.a() }} @ 1 @ 31 @ use a macro",
        "{{ x|replace('a') }} @ 1 @ 6 @ `replace` needs an argument `new`",
        "{{ x|truncate(size=3) }} @ 1 @ 6 @ `truncate` has no argument `size`",
        "{{ x|upper(1) }} @ 1 @ 6 @ `upper` takes 0 argument(s) at most, not 1",
        "{{ x is divisibleby }} @ 1 @ 9 @ `divisibleby` needs an argument `num`",
        "{{ x @ 1 @ 1 @ `{{` isn't closed; add `}}`",
        "{% if x @ 1 @ 1 @ `{%` isn't closed; add `%}`",
        "{# x @ 1 @ 1 @ the comment isn't closed; add `#}`",
        "{% raw %} x @ 1 @ 1 @ add `{% endraw %}`",
        "{% if x %} @ 1 @ 4 @ `{% if %}` isn't closed; add `{% endif %}`",
        "{% for x in y %}{% endif %} @ 1 @ 20 @ `{% endfor %}` must come first",
        "{% endif %} @ 1 @ 4 @ there is nothing to close",
        "{{ (1 }} @ 1 @ 7 @ `}` closes nothing; check the brackets",
        "{{ 'a }} @ 1 @ 4 @ the text isn't closed",
        "{{ a b }} @ 1 @ 6 @ `}}` or an operator is expected here, not `b`",
        "{{ }} @ 1 @ 4 @ an expression is expected here, not `}}`",
        "{{ a $ b }} @ 1 @ 6 @ put texts in quotes",
        "{% set true = 1 %} @ 1 @ 8 @ `true` can't be assigned to",
        "{% for loop in x %}{% endfor %} @ 1 @ 8 @ take another name",
        "{{ f(a=1, a=2) }} @ 1 @ 11 @ the argument `a` is given twice"
      })
  void namesPlaceReasonAndRemedy(String template, int line, int column, String reason) {
    assertThatThrownBy(() -> Jinja.compile(template))
        .isInstanceOf(TemplateSyntaxException.class)
        .hasMessageStartingWith("line " + line + ", column " + column + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void countsLinesWhateverTheirEnd() {
    assertThatThrownBy(() -> Jinja.compile("a\r\nb\rc\n  {{ x|nope }}"))
        .hasMessageStartingWith("line 4, column 8: ");
  }
}
