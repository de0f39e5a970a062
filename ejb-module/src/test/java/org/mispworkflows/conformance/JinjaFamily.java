package org.mispworkflows.conformance;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.template.Jinja;
import org.mispworkflows.template.RenderLimits;
import org.mispworkflows.template.TemplateException;
import org.mispworkflows.template.TemplateSyntaxException;

/**
 * Templates: the same text, or a failure where Jinja2 fails. Silently another text is never
 * allowed.
 */
final class JinjaFamily implements Family {

  @Override
  public String name() {
    return "jinja";
  }

  @Override
  public Verdict judge(Case observed) {
    boolean fails = observed.expected().containsKey("error");
    Map<String, @Nullable Object> data =
        Objects.requireNonNull(Json.map(observed.input().get("data")));
    try {
      String text = Jinja.compile(observed.text("template")).render(data, RenderLimits.DEFAULT);
      Object expected = fails ? "a failure" : observed.expected().get("result");
      return Verdict.of(!fails && text.equals(expected), Optional.empty(), expected, text);
    } catch (TemplateSyntaxException | TemplateException e) {
      return Verdict.of(fails, Optional.empty(), observed.expected().get("result"), e.getMessage());
    }
  }
}
