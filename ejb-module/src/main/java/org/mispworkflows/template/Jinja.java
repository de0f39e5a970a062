package org.mispworkflows.template;

import java.util.ConcurrentModificationException;
import java.util.Map;

/**
 * A compiled Jinja2 template: immutable and thread-safe, compiled once and rendered many times.
 *
 * <p>Gives what Jinja2 3.1 gives with a sandbox, without autoescape and with its lenient undefined
 * (a missing value prints as nothing; reading something of it fails). What can't be done right is
 * refused, never guessed: at compile time wherever the template alone shows it. One difference is
 * known: powers of decimal numbers are rounded correctly, where Python's last digit may be off.
 */
public final class Jinja {
  private final Body body;
  private final boolean constant;

  private Jinja(Body body) {
    this.body = body;
    this.constant = body.statements().stream().allMatch(Statement.Text.class::isInstance);
  }

  /**
   * Compiles a template.
   *
   * @throws TemplateSyntaxException if it is none, or uses a tag, filter, test or function that is
   *     not supported
   */
  public static Jinja compile(String source) {
    try {
      return new Jinja(StatementParser.parse(Source.of(source)));
    } catch (StackOverflowError e) {
      throw new TemplateSyntaxException(1, 1, "the template is nested too deeply; simplify it");
    }
  }

  /** Whether a text has a tag, an expression or a comment, and so would change by rendering. */
  public static boolean hasMarkup(String text) {
    return text.contains("{{") || text.contains("{%") || text.contains("{#");
  }

  /**
   * Whether the template has no tag and no expression: it renders to the same text for all data.
   */
  public boolean isConstant() {
    return constant;
  }

  /**
   * Renders the template.
   *
   * @param root a map from names to plain JSON: maps with texts as keys, lists, strings, numbers,
   *     booleans and null; it is only read
   * @return the text; a single line end at the end of the template is dropped
   * @throws TemplateException if the template fails for this data, or exceeds one of the limits
   */
  public String render(Object root, RenderLimits limits) {
    if (!(root instanceof Map<?, ?> data)) {
      throw new TemplateException(1, "the data must be a map from names to values", null);
    }
    Run run = new Run(limits);
    Output out = new Output(run);
    Scope scope = Scope.root(run, data);
    body.later().forEach(scope::declare);
    try {
      body.exec(scope, out);
      return out.toString();
    } catch (Failure e) {
      throw new TemplateException(run.line(), String.valueOf(e.getMessage()), e);
    } catch (ConcurrentModificationException e) {
      throw new TemplateException(run.line(), "a mapping is changed while it is looped over", e);
    } catch (StackOverflowError e) {
      throw new TemplateException(run.line(), "the data or the template is nested too deeply", e);
    }
  }
}
