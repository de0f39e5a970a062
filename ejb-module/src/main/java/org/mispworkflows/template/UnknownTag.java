package org.mispworkflows.template;

import java.util.List;
import java.util.Map;

/** Says why a tag can't stand where it stands, and what to do. */
final class UnknownTag {
  /** Tags of Jinja and its extensions that are not supported, and what to do instead. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("include", "templates can't load others; put the text into this one"),
          Map.entry("import", "templates can't load others; put the macros into this one"),
          Map.entry("from", "templates can't load others; put the macros into this one"),
          Map.entry("extends", "templates can't load others; put the text into this one"),
          Map.entry("do", "write `{% set _ = ... %}`"),
          Map.entry("break", "write `{% for ... if ... %}` to skip items"),
          Map.entry("continue", "write `{% for ... if ... %}` to skip items"),
          Map.entry("autoescape", "escape values with `| e`"),
          Map.entry("trans", "texts aren't translated"),
          Map.entry("debug", "print values with `| tojson(indent=2)`"));

  private static final List<String> KNOWN =
      List.of(
          "if",
          "for",
          "set",
          "with",
          "macro",
          "call",
          "filter",
          "block",
          "elif",
          "else",
          "endif",
          "endfor",
          "endset",
          "endwith",
          "endmacro",
          "endcall",
          "endfilter",
          "endblock");

  private UnknownTag() {}

  /** {@code ends}: the tags that could close or go on with {@code opening}. */
  static String reason(Token tag, List<String> ends, Token opening) {
    String name = tag.text();
    if (REFUSED.containsKey(name)) {
      return "the tag `" + name + "` is not supported: " + REFUSED.get(name);
    }
    if (!KNOWN.contains(name)) {
      return "there is no tag `" + name + "`" + Spelling.hint(name, KNOWN);
    }
    String misplaced = "`{% " + name + " %}` is not expected here; ";
    return ends.isEmpty()
        ? misplaced + "there is nothing to close"
        : misplaced + closing(ends) + " must come first, for line " + opening.line();
  }

  static String unclosed(Token opening, List<String> ends) {
    return "`{% " + opening.text() + " %}` isn't closed; add " + closing(ends);
  }

  private static String closing(List<String> ends) {
    return "`{% " + ends.get(ends.size() - 1) + " %}`";
  }
}
