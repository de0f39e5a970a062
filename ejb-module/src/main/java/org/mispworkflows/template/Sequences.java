package org.mispworkflows.template;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What can be looped over, counted, indexed and sliced. */
final class Sequences {
  private Sequences() {}

  /** Python's iter(): fails if the value can't be looped over. */
  static Iterator<Object> iterate(Object value) {
    Iterator<Object> items = iterateOrNull(value);
    if (items == null) {
      throw Failure.type(Values.kind(value) + " can't be looped over");
    }
    return items;
  }

  static @Nullable Iterator<Object> iterateOrNull(Object value) {
    if (value instanceof List<?> list) {
      return iterator(list);
    }
    if (value instanceof Map<?, ?> map) {
      return new MapView(MapView.Kind.KEYS, map).iterator();
    }
    if (value instanceof MapView view) {
      return view.iterator();
    }
    if (value instanceof Lazy lazy) {
      return lazy.items();
    }
    if (value instanceof Undefined) {
      return iterator(List.of());
    }
    return Strings.isText(value) ? characters(Strings.text(value)) : null;
  }

  /** By index, as Python's: a list may grow while it is looped over. */
  static Iterator<Object> iterator(List<?> list) {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < list.size();
      }

      @Override
      public Object next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return Values.of(list.get(next++));
      }
    };
  }

  private static Iterator<Object> characters(String text) {
    return text.codePoints().mapToObj(c -> (Object) Character.toString(c)).iterator();
  }

  /** All that is left to loop over, as a new list. */
  static OwnList drain(Run run, Object value) {
    OwnList items = new OwnList();
    for (Iterator<Object> source = iterate(value); source.hasNext(); ) {
      run.step();
      items.add(source.next());
    }
    return items;
  }

  /** Python's len(). */
  static long length(Object value) {
    Long length = lengthOrNull(value);
    if (length == null) {
      String hint = value instanceof Lazy ? "; add `| list` before" : "";
      throw Failure.type(Values.kind(value) + " has no length" + hint);
    }
    return length;
  }

  static @Nullable Long lengthOrNull(Object value) {
    if (Strings.isText(value)) {
      return (long) Strings.length(Strings.text(value));
    }
    if (value instanceof List<?> list) {
      return (long) list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return (long) map.size();
    }
    if (value instanceof MapView view) {
      return (long) view.map().size();
    }
    if (value instanceof LoopContext loop) {
      return loop.length();
    }
    return value instanceof Undefined ? 0L : null;
  }

  static Iterator<Object> reversed(List<?> list) {
    int size = list.size();
    return IntStream.range(0, size).mapToObj(i -> Values.of(list.get(size - 1 - i))).iterator();
  }

  /** Item of a text or list; null if there is no such index. */
  static @Nullable Object item(Object sequence, Object index) {
    long length = length(sequence);
    long i = index instanceof Boolean flag ? (flag ? 1 : 0) : index instanceof Long n ? n : length;
    i = i < 0 ? i + length : i;
    if (i < 0 || i >= length) {
      return null;
    }
    if (sequence instanceof List<?> list) {
      return Values.of(list.get((int) i));
    }
    String text = Strings.text(sequence);
    return Markup.like(sequence, Strings.substring(text, (int) i, (int) i + 1));
  }

  /** Python's {@code value[start:stop:step]}; none stands for a bound left out. */
  static Object slice(Run run, Object value, Object start, Object stop, Object step) {
    Undefined.refuse(value, null, "it can't be sliced");
    if (!Strings.isText(value) && !(value instanceof List<?>)) {
      throw Failure.type(Values.kind(value) + " can't be sliced; add `| list` before");
    }
    long by = step instanceof None ? 1 : bound(step);
    if (by == 0) {
      throw Failure.value("the step of a slice can't be 0");
    }
    long length = length(value);
    long low = by > 0 ? 0 : -1;
    long high = by > 0 ? length : length - 1;
    long from =
        start instanceof None ? (by > 0 ? low : high) : clamp(bound(start), length, low, high);
    long to = stop instanceof None ? (by > 0 ? high : low) : clamp(bound(stop), length, low, high);
    if (value instanceof Range range) {
      return range.slice(from, to, by);
    }
    if (value instanceof List<?> list) {
      OwnList items = new OwnList();
      for (long i = from; by > 0 ? i < to : i > to; i += by) {
        run.step();
        items.add(Values.of(list.get((int) i)));
      }
      return value instanceof Tuple ? Tuple.copyOf(items) : items;
    }
    return Markup.like(value, slice(run, Strings.text(value), from, to, by));
  }

  private static String slice(Run run, String text, long from, long to, long by) {
    if (by == 1) {
      return from >= to ? "" : Strings.substring(text, (int) from, (int) to);
    }
    run.reserve(text.length());
    int[] characters = text.codePoints().toArray();
    StringBuilder picked = new StringBuilder();
    for (long i = from; by > 0 ? i < to : i > to; i += by) {
      picked.appendCodePoint(characters[(int) i]);
    }
    return picked.toString();
  }

  private static long bound(Object value) {
    if (!Numbers.isInteger(value)) {
      throw Failure.type("the bounds of a slice must be integers, not " + Values.kind(value));
    }
    // Halved, so that sums of a bound, a length and a step can't overflow.
    return Numbers.clamp(value, Long.MAX_VALUE / 4);
  }

  private static long clamp(long bound, long length, long low, long high) {
    long absolute = bound < 0 ? bound + length : bound;
    return Math.max(low, Math.min(high, absolute));
  }

  /** Python's {@code value * count} for texts and lists. */
  static Object repeat(Run run, Object value, Object count) {
    if (count instanceof BigInteger) {
      throw Failure.overflow("nothing can be repeated so many times");
    }
    long times = Math.max(0, Numbers.clamp(count, Integer.MAX_VALUE));
    if (Strings.isText(value)) {
      String text = Strings.text(value);
      run.reserve(text.length() * times);
      return Markup.like(value, text.isEmpty() ? "" : text.repeat((int) times));
    }
    List<?> list = (List<?>) value;
    run.steps(list.size() * times);
    OwnList items = new OwnList();
    for (long i = 0; i < times && !list.isEmpty(); i++) {
      items.addAll(drain(run, list));
    }
    return value instanceof Tuple ? Tuple.copyOf(items) : items;
  }
}
