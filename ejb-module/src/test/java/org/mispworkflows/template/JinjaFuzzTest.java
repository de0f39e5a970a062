package org.mispworkflows.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the text, it compiles or is refused, and it renders or fails, in the two known ways. */
@Timeout(60)
class JinjaFuzzTest {
  private static final RenderLimits LIMITS =
      new RenderLimits(20_000, 20_000, 20, Duration.ofMillis(500));

  private static final List<String> PIECES =
      List.of(
          ("{{ }} {% %} {# #} {{- -}} {%- -%} {%+ ( ) [ ] { } ' \" \\ . , : | ~ + - * / // % ** = == !="
                  + " < <= > >= in is not and or if else elif endif for endfor set endset with endwith"
                  + " macro endmacro call endcall filter endfilter block endblock raw endraw print"
                  + " recursive loop caller varargs kwargs self true none 0 1 -1 2.5 1e3 0x1f 007 1_0"
                  + " a b e Event Tag x.y upper lower list join map select selectattr groupby sort sum"
                  + " replace truncate wordwrap indent format tojson striptags urlencode xmlattr round"
                  + " int float batch slice first last length default unique dictsort range dict"
                  + " namespace cycler joiner items keys split append update %s {0} \u00e9 \ud83e\udde8"
                  + " \ud83e \u0000 \u2028 $ ; ! @ \n \r\n \t")
              .split(" ", -1));

  private static Map<String, Object> data() {
    Map<String, Object> event = new HashMap<>();
    event.put("Tag", List.of("x", "Y"));
    event.put("none", null);
    event.put("text", "<b>\ud83e\udde8 &copy; \ud83e");
    return Map.of("Event", event, "a", List.of(3, 1.5, true), "b", "text", "e", Map.of("k", 1));
  }

  @Test
  void piecesOfTemplatesInAnyOrder() {
    Random random = new Random(20_261_124);
    int rendered = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(14); length > 0; length--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
        text.append(random.nextInt(3) == 0 ? "" : " ");
      }
      boolean wrapped = random.nextBoolean();
      rendered += renders(wrapped ? "{{ " + text + " }}" : text.toString()) ? 1 : 0;
    }
    assertThat(rendered).isPositive();
  }

  @Test
  void randomCharacters() {
    Random random = new Random(7);
    String likely = "{}%#-+ \n'\"()[]|.,:=<>!~*/\\abc01_e\u00e9\ud83e\udde8";
    for (int i = 0; i < 20_000; i++) {
      char[] text = new char[random.nextInt(40)];
      for (int j = 0; j < text.length; j++) {
        boolean any = random.nextInt(8) == 0;
        text[j] =
            any ? (char) random.nextInt(0x10000) : likely.charAt(random.nextInt(likely.length()));
      }
      renders("{{" + new String(text) + "}}");
      renders(new String(text));
    }
  }

  @Test
  void templatesThatAreAlmostRight() {
    String[] seeds = {
      "{% for k, v in e.items() if v > 0 %}{{ loop.index }}{{ k ~ v }}{% else %}-{% endfor %}",
      "{% macro m(x, y=1) %}{{ x + y }}{{ varargs }}{% endmacro %}{% call m(1, *a) %}c{% endcall %}",
      "{{ Event.Tag|map('upper')|join(', ')|truncate(5, true) }}{% set ns = namespace(x=1) %}{{ ns.x }}",
      "{{ '%5.2f|%s' % (2.5, a) }}{{ '{:>5}{}'.format(1, b) }}{{ a[::-1] }}{{ b[1:] is string }}",
      "{% filter upper %}{{ b }}{% endfilter %}{% set q %}{{ a|tojson }}{% endset %}{{ q|e }}",
      "{%- if a is defined and not b in a -%} x {%- elif e['k'] == 1.0 -%} y {% endif %}{# c #}"
    };
    Random random = new Random(42);
    int rendered = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
          default -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
        }
      }
      rendered += renders(text.toString()) ? 1 : 0;
    }
    assertThat(rendered).isGreaterThan(4_000);
  }

  private static boolean renders(String template) {
    try {
      Jinja.compile(template).render(data(), LIMITS);
      return true;
    } catch (TemplateSyntaxException | TemplateException expected) {
      assertThat(expected.getMessage()).startsWith("line ");
      return false;
    } catch (RuntimeException | Error other) {
      throw new AssertionError(
          "for " + template + " " + Arrays.toString(template.toCharArray()), other);
    }
  }
}
