package org.mispworkflows.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's view of values. Inside the interpreter a value is None, Boolean, Long (BigInteger only
 * beyond its range), Double, String, Markup, List, Tuple, Range, Map, MapView, Lazy, Undefined or a
 * {@link Callable} or {@link Fields}; everything read from the data passes {@link #of}.
 */
final class Values {
  private static final int MAX_PRINTED_DIGITS = 4_300;

  private Values() {}

  /** Brings a value of the data into the interpreter's form. */
  static Object of(@Nullable Object raw) {
    if (raw == null) {
      return None.NONE;
    }
    if (raw instanceof String || raw instanceof Long || raw instanceof Boolean) {
      return raw;
    }
    if (raw instanceof Integer || raw instanceof Short || raw instanceof Byte) {
      return ((Number) raw).longValue();
    }
    if (raw instanceof Float || raw instanceof BigDecimal) {
      return ((Number) raw).doubleValue();
    }
    return raw instanceof BigInteger big ? Numbers.of(big) : raw;
  }

  /** Value of a key, null if the mapping hasn't got it. */
  static @Nullable Object get(Map<?, ?> map, Object key) {
    Object plain = key instanceof Markup markup ? markup.text() : key;
    if (!(map instanceof OwnMap)) {
      Object value = plain instanceof String ? map.get(plain) : null;
      return value == null && !(plain instanceof String && map.containsKey(plain))
          ? null
          : of(value);
    }
    return map.get(hashable(plain));
  }

  /**
   * A stand-in for the value whose equals is Python's, for sets and mappings; lists and mappings
   * have none.
   */
  static Object hashable(Object value) {
    if (value instanceof List<?> list && value instanceof Tuple) {
      return list.stream().map(item -> hashable(of(item))).toList();
    }
    if (value instanceof List<?> || value instanceof Map<?, ?>) {
      throw Failure.type(kind(value) + " can't be a key or be told apart from others");
    }
    if (value instanceof Boolean flag) {
      return flag ? 1L : 0L;
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 9e15) {
      return number.longValue();
    }
    return value instanceof Undefined
        ? Undefined.class
        : Strings.isText(value) ? Strings.text(value) : value;
  }

  static boolean truthy(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof None || value instanceof Undefined) {
      return false;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    if (value instanceof MapView view) {
      return !view.map().isEmpty();
    }
    return !(value instanceof Markup markup) || !markup.text().isEmpty();
  }

  /** What the value is, in words an author understands. */
  static String kind(Object value) {
    if (Strings.isText(value)) {
      return "a text";
    }
    if (value instanceof Boolean) {
      return "a boolean";
    }
    if (value instanceof Number) {
      return value instanceof Double ? "a decimal number" : "an integer";
    }
    if (value instanceof Map<?, ?>) {
      return "a mapping";
    }
    if (value instanceof List<?>) {
      return value instanceof Tuple ? "a tuple" : value instanceof Range ? "a range" : "a list";
    }
    if (value instanceof MapView view) {
      return "a view (" + view.pythonName() + ")";
    }
    if (value instanceof None || value instanceof Undefined) {
      return value instanceof None ? "none" : "an undefined value";
    }
    return value instanceof Lazy ? "a sequence made by a filter" : "a function or helper object";
  }

  /** Python's str(): what printing gives. */
  static String str(Run run, Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Markup markup) {
      return markup.text();
    }
    return value instanceof Undefined ? "" : repr(run, value);
  }

  /** Python's repr(): what printing gives inside a list. */
  static String repr(Run run, Object value) {
    if (value instanceof Long) {
      return value.toString();
    }
    StringBuilder text = new StringBuilder();
    repr(run, value, text);
    return text.toString();
  }

  private static void repr(Run run, Object value, StringBuilder out) {
    int before = out.length();
    run.step();
    if (Strings.isText(value)) {
      String quoted = Strings.repr(Strings.text(value));
      out.append(value instanceof Markup ? "Markup(" + quoted + ")" : quoted);
    } else if (value instanceof Boolean flag) {
      out.append(flag ? "True" : "False");
    } else if (value instanceof Double number) {
      out.append(Decimals.repr(number));
    } else if (value instanceof Number number) {
      out.append(digits(number));
    } else if (value instanceof None) {
      out.append("None");
    } else if (value instanceof Undefined) {
      out.append("Undefined");
    } else if (value instanceof Range range) {
      out.append(range);
    } else {
      run.enter();
      reprContainer(run, value, out);
      run.leave();
      return;
    }
    run.grow(before, (long) out.length() - before);
  }

  private static void reprContainer(Run run, Object value, StringBuilder out) {
    if (value instanceof Tuple tuple) {
      out.append('(');
      reprItems(run, Sequences.iterator(tuple), out);
      out.append(tuple.size() == 1 ? ",)" : ")");
    } else if (value instanceof List<?> list) {
      out.append('[');
      reprItems(run, Sequences.iterator(list), out);
      out.append(']');
    } else if (value instanceof Map<?, ?> map) {
      out.append('{');
      String separator = "";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator);
        separator = ", ";
        repr(run, of(entry.getKey()), out);
        out.append(": ");
        repr(run, of(entry.getValue()), out);
      }
      out.append('}');
    } else if (value instanceof MapView view) {
      out.append(view.pythonName()).append("([");
      reprItems(run, view.iterator(), out);
      out.append("])");
    } else if (value instanceof Namespace namespace) {
      out.append("<Namespace ");
      repr(run, namespace.values(), out);
      out.append('>');
    } else {
      out.append(printed(value));
    }
  }

  private static void reprItems(Run run, Iterator<Object> items, StringBuilder out) {
    String separator = "";
    while (items.hasNext()) {
      out.append(separator);
      separator = ", ";
      repr(run, items.next(), out);
    }
  }

  private static String printed(Object value) {
    if (value instanceof Lazy) {
      throw Failure.type("the result of a filter as `map` can't be printed; add `| list`");
    }
    String text = value instanceof Callable callable ? callable.printed() : "";
    if (text.isEmpty()) {
      throw Failure.type(kind(value) + " can't be printed; did you forget the `()` of a call?");
    }
    return text;
  }

  static String digits(Number number) {
    String digits = number.toString();
    if (digits.length() > MAX_PRINTED_DIGITS) {
      throw Failure.value("a number has more than " + MAX_PRINTED_DIGITS + " digits");
    }
    return digits;
  }
}
