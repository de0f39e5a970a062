package org.mispworkflows.template;

/**
 * Text that counts as escaped already: what {@code escape}, {@code safe} and {@code tojson} give.
 */
record Markup(String text) {

  /** {@code result} as the same kind of text as {@code model}. */
  static Object like(Object model, String result) {
    return model instanceof Markup ? new Markup(result) : result;
  }

  /** HTML-escapes anything but markup, as Python's markupsafe does. */
  static String escape(Run run, Object value) {
    return value instanceof Markup markup ? markup.text : escape(Values.str(run, value));
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '\'' -> escaped.append("&#39;");
        case '"' -> escaped.append("&#34;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
