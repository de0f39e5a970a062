package org.mispworkflows.template;

import java.util.List;
import java.util.Map;

/** Python's {@code '{0:>5} {name}'.format(...)}, with Jinja's access to attributes and items. */
final class BraceFormat {
  private final Run run;
  private final Object template;
  private final List<Object> positional;
  private final Map<?, ?> named;
  private int automatic;
  private boolean numbered;

  private BraceFormat(Run run, Object template, List<Object> positional, Map<?, ?> named) {
    this.run = run;
    this.template = template;
    this.positional = positional;
    this.named = named;
  }

  static Object format(Run run, Object template, Args args) {
    OwnMap named = new OwnMap();
    named.putAll(args.named());
    BraceFormat format = new BraceFormat(run, template, args.positional(), named);
    return Markup.like(template, format.expand(Strings.text(template), 2));
  }

  static Object formatMap(Run run, Object template, Object mapping) {
    if (!(mapping instanceof Map<?, ?> map)) {
      throw Failure.type("format_map() needs a mapping, not " + Values.kind(mapping));
    }
    BraceFormat format = new BraceFormat(run, template, List.of(), map);
    return Markup.like(template, format.expand(Strings.text(template), 2));
  }

  /** {@code levels}: how deep fields may be nested in formats. */
  private String expand(String text, int levels) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      String part = String.valueOf(c);
      if (c == '{' || c == '}') {
        boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
        if (c == '}' && !doubled) {
          throw Failure.value("a single `}` in a format; write `}}` for a brace");
        }
        if (doubled) {
          at++;
        } else {
          int end = closing(text, at);
          part = field(text.substring(at + 1, end), levels);
          at = end;
        }
      }
      at++;
      run.grow(out.length(), part.length());
      out.append(part);
    }
    return out.toString();
  }

  private static int closing(String text, int open) {
    int nested = 0;
    for (int i = open; i < text.length(); i++) {
      if (text.charAt(i) == '{') {
        nested++;
      } else if (text.charAt(i) == '}' && --nested == 0) {
        return i;
      }
    }
    throw Failure.value("a `{` of a format isn't closed; write `{{` for a brace");
  }

  private String field(String field, int levels) {
    run.step();
    if (levels == 0) {
      throw Failure.value("fields of a format are nested too deeply");
    }
    int end = 0;
    boolean inBrackets = false;
    while (end < field.length() && (inBrackets || ":!".indexOf(field.charAt(end)) < 0)) {
      inBrackets = field.charAt(end) == '[' || (inBrackets && field.charAt(end) != ']');
      end++;
    }
    Object value = lookup(field.substring(0, end));
    String rest = field.substring(end);
    if (rest.startsWith("!")) {
      if (rest.length() < 2 || (rest.length() > 2 && rest.charAt(2) != ':')) {
        throw Failure.value("a format has an incomplete conversion; write `!s` or `!r`");
      }
      value = convert(value, rest.charAt(1));
      rest = rest.substring(2);
    }
    String spec = rest.isEmpty() ? "" : expand(rest.substring(1), levels - 1);
    return show(value, spec);
  }

  private Object convert(Object value, char conversion) {
    return switch (conversion) {
      case 's' -> Values.str(run, value);
      case 'r' -> Values.repr(run, value);
      default -> throw Failure.value("the conversion `!" + conversion + "` is not supported");
    };
  }

  private String show(Object value, String spec) {
    if (template instanceof Markup) {
      if (value instanceof Markup && !spec.isEmpty()) {
        throw Failure.value("escaped text can't be formatted with `" + spec + "`");
      }
      return Markup.escape(
          run, value instanceof Markup ? value : FormatSpec.format(run, value, spec));
    }
    return FormatSpec.format(run, value, spec);
  }

  private Object lookup(String path) {
    int end = 0;
    while (end < path.length() && ".[".indexOf(path.charAt(end)) < 0) {
      end++;
    }
    Object value = argument(path.substring(0, end));
    int at = end;
    while (at < path.length()) {
      boolean item = path.charAt(at) == '[';
      int stop = at + 1;
      while (stop < path.length()
          && (item ? path.charAt(stop) != ']' : ".[".indexOf(path.charAt(stop)) < 0)) {
        stop++;
      }
      String name = path.substring(at + 1, stop);
      if (name.isEmpty() || (item && stop == path.length()) || (!item && path.charAt(at) != '.')) {
        throw Failure.value("`" + path + "` can't be looked up by a format");
      }
      Expression source = new Expression.Name(path.substring(0, at));
      value = item ? Access.item(value, key(name), source) : Access.attribute(value, name, source);
      at = item ? stop + 1 : stop;
    }
    return value;
  }

  private Object argument(String name) {
    if (!name.isEmpty() && !(key(name) instanceof Long)) {
      Object value = Values.get(named, name);
      if (value == null) {
        throw Failure.of("the format has no value `" + name + "`");
      }
      return value;
    }
    if (name.isEmpty() ? numbered : automatic > 0) {
      throw Failure.value("a format can't have both `{}` and numbered fields");
    }
    numbered |= !name.isEmpty();
    long index = name.isEmpty() ? automatic++ : (Long) key(name);
    if (index >= positional.size()) {
      throw Failure.of("the format has more fields than there are values for it");
    }
    return positional.get((int) index);
  }

  private static Object key(String name) {
    boolean index = name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9');
    return index ? (Object) Long.valueOf(name) : name;
  }
}
