package org.mispworkflows.template;

/** The text of a template, with line ends normalised and the last one dropped, as Jinja does. */
record Source(String text) {
  private static final int MAX_LENGTH = 1_000_000;

  static Source of(String template) {
    if (template.length() > MAX_LENGTH) {
      throw new TemplateSyntaxException(
          1, 1, "the template is longer than " + MAX_LENGTH + " characters");
    }
    String text = template.replace("\r\n", "\n").replace('\r', '\n');
    return new Source(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
  }

  TemplateSyntaxException error(int offset, String reason) {
    int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    int line = 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    return new TemplateSyntaxException(line, offset - lineStart + 1, reason);
  }
}
