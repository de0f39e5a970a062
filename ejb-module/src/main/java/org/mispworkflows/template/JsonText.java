package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's json.dumps with sorted keys and ASCII only. */
final class JsonText {
  private final Run run;
  private final @Nullable String indent;
  private final StringBuilder out = new StringBuilder();

  /** {@code indent}: null puts all on one line. */
  JsonText(Run run, @Nullable String indent) {
    this.run = run;
    this.indent = indent;
  }

  String write(Object value) {
    write(value, 0);
    return out.toString();
  }

  private void write(Object value, int level) {
    int before = out.length();
    run.step();
    if (Strings.isText(value)) {
      quote(Strings.text(value));
    } else if (value instanceof List<?> list && !(value instanceof Range)) {
      writeList(list, level + 1);
      return;
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map, level + 1);
      return;
    } else {
      out.append(scalar(value));
    }
    run.grow(before, (long) out.length() - before);
  }

  private String scalar(Object value) {
    if (value instanceof None) {
      return "null";
    }
    if (value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
      return number.isNaN() ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }
    Undefined.refuse(value, null, "it can't be written as JSON");
    if (!Numbers.isNumber(value)) {
      throw Failure.type(Values.kind(value) + " can't be written as JSON; add `| list` before");
    }
    return Values.repr(run, value);
  }

  private void writeList(List<?> list, int level) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    run.enter();
    String separator = "[";
    for (Object item : list) {
      out.append(separator);
      separator = separator();
      newLine(level);
      write(Values.of(item), level);
    }
    newLine(level - 1);
    out.append(']');
    run.leave();
  }

  private void writeMap(Map<?, ?> map, int level) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    run.enter();
    List<Object> keys = new ArrayList<>();
    map.keySet().forEach(key -> keys.add(Values.of(key)));
    keys.sort((a, b) -> Comparison.sortOrder(run, a, b));
    String separator = "{";
    for (Object key : keys) {
      out.append(separator);
      separator = separator();
      newLine(level);
      quote(Strings.isText(key) ? Strings.text(key) : scalar(key));
      out.append(": ");
      Object value = Values.get(map, key);
      write(value == null ? None.NONE : value, level);
    }
    newLine(level - 1);
    out.append('}');
    run.leave();
  }

  private String separator() {
    return indent == null ? ", " : ",";
  }

  private void newLine(int level) {
    if (indent != null) {
      run.grow(out.length(), 1L + (long) indent.length() * level);
      out.append('\n').append(indent.repeat(level));
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (c >= ' ' && c < 0x7f) {
            out.append(c);
          } else {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          }
        }
      }
    }
    out.append('"');
  }
}
