package org.mispworkflows.template;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Filters that escape for HTML, JSON and URLs, or undo it. */
final class MarkupFilters {
  private static final String URL_SAFE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";

  private MarkupFilters() {}

  static void addTo(Operation.Table table) {
    table.add("escape", "/", (run, v, a) -> new Markup(reserved(run, Markup.escape(run, v))));
    table.add(
        "forceescape",
        "",
        (run, v, a) -> new Markup(reserved(run, Markup.escape(Values.str(run, v)))));
    table.add("safe", "", (run, v, a) -> new Markup(Values.str(run, v)));
    table.add("striptags", "", (run, v, a) -> HtmlText.stripTags(run, Values.str(run, v)));
    table.add("xmlattr", "autospace=true", MarkupFilters::attributes);
    table.add("urlencode", "", MarkupFilters::urlEncode);
    table.add("tojson", "indent=none", MarkupFilters::toJson);
  }

  private static String reserved(Run run, String text) {
    run.reserve(text.length());
    return text;
  }

  private static Object attributes(Run run, Object value, Args args) {
    Undefined.refuse(value, null, "it has no attributes");
    if (!(value instanceof Map<?, ?> map)) {
      throw Failure.type("`xmlattr` needs a mapping, not " + Values.kind(value));
    }
    StringBuilder out = new StringBuilder();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object attribute = Values.of(entry.getValue());
      if (attribute instanceof None || attribute instanceof Undefined) {
        continue;
      }
      if (!(entry.getKey() instanceof String name)) {
        throw Failure.type("`xmlattr` needs texts as names of attributes");
      }
      if (name.chars().anyMatch(c -> " \t\n\r\f\u000b/>=".indexOf(c) >= 0)) {
        throw Failure.value("`" + name + "` can't be the name of an attribute");
      }
      String text = Markup.escape(name) + "=\"" + Markup.escape(run, attribute) + "\"";
      run.grow(out.length(), text.length() + 1L);
      out.append(out.length() > 0 || args.truth(0) ? " " : "").append(text);
    }
    return out.toString();
  }

  private static Object urlEncode(Run run, Object value, Args args) {
    Iterator<Object> pairs =
        value instanceof Map<?, ?> map
            ? new MapView(MapView.Kind.ITEMS, map).iterator()
            : Sequences.iterateOrNull(value);
    if (Strings.isText(value) || pairs == null) {
      return percentEncode(run, Values.str(run, value), "/");
    }
    StringBuilder out = new StringBuilder();
    while (pairs.hasNext()) {
      List<Object> pair = Sequences.drain(run, pairs.next());
      if (pair.size() != 2) {
        throw Failure.value("`urlencode` needs pairs of a name and a value");
      }
      String text = queryPart(run, pair.get(0)) + "=" + queryPart(run, pair.get(1));
      run.grow(out.length(), text.length() + 1L);
      out.append(out.length() > 0 ? "&" : "").append(text);
    }
    return out.toString();
  }

  private static String queryPart(Run run, Object value) {
    return percentEncode(run, Values.str(run, value), "").replace("%20", "+");
  }

  private static String percentEncode(Run run, String text, String alsoSafe) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if ((URL_SAFE + alsoSafe).indexOf(b) >= 0) {
        out.write(b);
      } else {
        byte[] code =
            String.format(Locale.ROOT, "%%%02X", b & 0xff).getBytes(StandardCharsets.US_ASCII);
        out.write(code, 0, code.length);
      }
    }
    return reserved(run, out.toString(StandardCharsets.US_ASCII));
  }

  private static Object toJson(Run run, Object value, Args args) {
    Object indent = args.at(0);
    String step = null;
    if (Strings.isText(indent)) {
      step = args.text(0);
    } else if (!(indent instanceof None)) {
      run.reserve(Math.max(0, args.integer(0)));
      step = " ".repeat(Math.max(0, args.integer(0)));
    }
    String json = new JsonText(run, step).write(value);
    return new Markup(
        json.replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026")
            .replace("'", "\\u0027"));
  }
}
