package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Filters of lists and mappings. */
final class ListFilters {
  private ListFilters() {}

  static void addTo(Operation.Table table) {
    table.add("list", "", (run, v, a) -> Sequences.drain(run, v));
    table.add("length", "/", (run, v, a) -> Sequences.length(v));
    table.add("items", "", ListFilters::items);
    table.add("first", "", (run, v, a) -> first(Sequences.iterate(v), "first"));
    table.add("last", "", (run, v, a) -> first(backwards(v), "last"));
    table.add("reverse", "", ListFilters::reverse);
    table.add("join", "d='', attribute=none", ListFilters::join);
    table.add("sum", "attribute=none, start=0", ListFilters::sum);
    table.add("min", "case_sensitive=false, attribute=none", (run, v, a) -> extreme(run, v, a, -1));
    table.add("max", "case_sensitive=false, attribute=none", (run, v, a) -> extreme(run, v, a, 1));
    table.add("sort", "reverse=false, case_sensitive=false, attribute=none", ListFilters::sort);
    table.add("unique", "case_sensitive=false, attribute=none", ListFilters::unique);
    table.add("groupby", "attribute, default=none, case_sensitive=false", ListFilters::groupBy);
    table.add("dictsort", "case_sensitive=false, by='key', reverse=false", ListFilters::dictSort);
    table.add("batch", "linecount, fill_with=none", ListFilters::batch);
    table.add("slice", "slices, fill_with=none", ListFilters::slice);
  }

  private static Object items(Run run, Object value, Args args) {
    if (value instanceof Undefined) {
      return new Lazy(Collections.emptyIterator());
    }
    return new Lazy(new MapView(MapView.Kind.ITEMS, requireMap(value)).iterator());
  }

  private static Map<?, ?> requireMap(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    Undefined.refuse(value, null, "it has no items");
    throw Failure.type("this filter needs a mapping, not " + Values.kind(value));
  }

  private static Object first(Iterator<Object> items, String which) {
    return items.hasNext()
        ? items.next()
        : new Undefined("the " + which + " item of something empty is undefined");
  }

  private static Iterator<Object> backwards(Object value) {
    if (value instanceof List<?> list) {
      return Sequences.reversed(list);
    }
    if (value instanceof Lazy || Sequences.iterateOrNull(value) == null) {
      throw Failure.type(Values.kind(value) + " can't be read backwards; add `| list` before");
    }
    List<Object> items = new ArrayList<>();
    // Python reads a text backwards by index, and the characters of markup are markup then.
    Sequences.iterate(value)
        .forEachRemaining(
            item -> items.add(item instanceof String text ? Markup.like(value, text) : item));
    return Sequences.reversed(items);
  }

  private static Object reverse(Run run, Object value, Args args) {
    if (Strings.isText(value)) {
      run.reserve(Strings.text(value).length());
      String reversed = new StringBuilder(Strings.text(value)).reverse().toString();
      return Markup.like(value, reversed);
    }
    if (value instanceof Lazy) {
      OwnList items = Sequences.drain(run, value);
      Collections.reverse(items);
      return items;
    }
    return new Lazy(backwards(value));
  }

  private static Object join(Run run, Object value, Args args) {
    AttributePath path = AttributePath.of(args.at(1));
    String separator = Values.str(run, args.at(0));
    StringBuilder joined = new StringBuilder();
    String before = "";
    for (Iterator<Object> items = Sequences.iterate(value); items.hasNext(); ) {
      run.step();
      String text = Values.str(run, path.get(items.next()));
      run.grow(joined.length(), (long) before.length() + text.length());
      joined.append(before).append(text);
      before = separator;
    }
    return joined.toString();
  }

  private static Object sum(Run run, Object value, Args args) {
    AttributePath path = AttributePath.of(args.at(0));
    Object sum = args.at(1);
    if (Strings.isText(sum)) {
      throw Failure.type("texts can't be summed; use `| join`");
    }
    for (Iterator<Object> items = Sequences.iterate(value); items.hasNext(); ) {
      run.step();
      sum = Operator.ADD.apply(run, sum, path.get(items.next()));
    }
    return sum;
  }

  /** The smallest (sign -1) or greatest (sign 1) item, the first of several. */
  private static Object extreme(Run run, Object value, Args args, int sign) {
    AttributePath path = AttributePath.of(args.at(1));
    Iterator<Object> items = Sequences.iterate(value);
    Object best = first(items, sign < 0 ? "smallest" : "greatest");
    if (best instanceof Undefined && !items.hasNext()) {
      return best;
    }
    Object bestKey = AttributePath.folded(path.get(best), args.truth(0));
    while (items.hasNext()) {
      Object item = items.next();
      Object key = AttributePath.folded(path.get(item), args.truth(0));
      if (Comparison.order(run, key, bestKey) == sign) {
        best = item;
        bestKey = key;
      }
    }
    return best;
  }

  private static Object sort(Run run, Object value, Args args) {
    List<AttributePath> paths = AttributePath.several(args.at(2));
    boolean caseSensitive = args.truth(1);
    return sorted(
        run,
        Sequences.drain(run, value),
        item -> {
          List<Object> keys = new ArrayList<>();
          paths.forEach(path -> keys.add(AttributePath.folded(path.get(item), caseSensitive)));
          // Even a single key is compared inside a tuple: equal keys need no order then.
          return Tuple.copyOf(keys);
        },
        args.truth(0));
  }

  private record Keyed(Object key, Object item) {}

  private static OwnList sorted(
      Run run, List<Object> items, UnaryOperator<Object> key, boolean reverse) {
    List<Keyed> keyed = new ArrayList<>(items.size());
    items.forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
    keyed.sort(
        (a, b) ->
            reverse
                ? Comparison.sortOrder(run, b.key, a.key)
                : Comparison.sortOrder(run, a.key, b.key));
    OwnList sorted = new OwnList();
    keyed.forEach(entry -> sorted.add(entry.item));
    return sorted;
  }

  private static Object unique(Run run, Object value, Args args) {
    AttributePath path = AttributePath.of(args.at(1));
    Set<Object> seen = new HashSet<>();
    return Lazy.filter(
        Sequences.iterate(value),
        item -> {
          run.step();
          Object key = AttributePath.folded(path.get(item), args.truth(0));
          return seen.add(Values.hashable(key));
        });
  }

  private static Object groupBy(Run run, Object value, Args args) {
    AttributePath path = AttributePath.of(args.at(0));
    UnaryOperator<Object> key =
        item -> AttributePath.folded(path.get(item, args.at(1)), args.truth(2));
    OwnList groups = new OwnList();
    OwnList current = new OwnList();
    Object currentKey = None.NONE;
    for (Object item : sorted(run, Sequences.drain(run, value), key, false)) {
      Object itemKey = key.apply(item);
      if (current.isEmpty() || !Comparison.equal(run, currentKey, itemKey)) {
        current = new OwnList();
        // The group is named by its first item, in that item's case.
        groups.add(Tuple.group(path.get(item, args.at(1)), current));
        currentKey = itemKey;
      }
      current.add(item);
    }
    return groups;
  }

  private static Object dictSort(Run run, Object value, Args args) {
    int by = List.of("key", "value").indexOf(args.text(1));
    if (by < 0) {
      throw Failure.of("dictsort sorts by 'key' or 'value'");
    }
    MapView view = new MapView(MapView.Kind.ITEMS, requireMap(value));
    return sorted(
        run,
        Sequences.drain(run, view),
        pair -> AttributePath.folded(((Tuple) pair).get(by), args.truth(0)),
        args.truth(2));
  }

  private static Object batch(Run run, Object value, Args args) {
    int size = args.integer(0);
    OwnList batches = new OwnList();
    OwnList batch = new OwnList();
    for (Object item : Sequences.drain(run, value)) {
      if (batch.size() == size) {
        batches.add(batch);
        batch = new OwnList();
      }
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      if (!args.isNone(1) && size > batch.size()) {
        run.steps((long) size - batch.size());
        batch.addAll(Collections.nCopies(size - batch.size(), args.at(1)));
      }
      batches.add(batch);
    }
    return new Lazy(Sequences.iterator(batches));
  }

  private static Object slice(Run run, Object value, Args args) {
    int count = args.integer(0);
    if (count == 0) {
      throw Failure.of("the filter `slice` can't make 0 slices");
    }
    List<Object> items = Sequences.drain(run, value);
    run.steps(Math.max(0, count));
    OwnList slices = new OwnList();
    int start = 0;
    for (int i = 0; i < count; i++) {
      boolean extra = i < items.size() % count;
      int end = start + items.size() / count + (extra ? 1 : 0);
      OwnList slice = new OwnList(items.subList(start, end));
      if (!args.isNone(1) && !extra) {
        slice.add(args.at(1));
      }
      slices.add(slice);
      start = end;
    }
    return new Lazy(Sequences.iterator(slices));
  }
}
