package org.mispworkflows.template;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Methods of mappings; those that change one work on mappings made by the template only. */
final class MapMethods {
  private MapMethods() {}

  static void addTo(Operation.Table table) {
    table.add("items", "/", (run, v, a) -> new MapView(MapView.Kind.ITEMS, (Map<?, ?>) v));
    table.add("keys", "/", (run, v, a) -> new MapView(MapView.Kind.KEYS, (Map<?, ?>) v));
    table.add("values", "/", (run, v, a) -> new MapView(MapView.Kind.VALUES, (Map<?, ?>) v));
    table.add("get", "/key, default=none", MapMethods::get);
    table.add("copy", "/", (run, v, a) -> copy(run, v));
    table.addOpen("update", (run, v, a) -> update(run, own(v), a));
    table.add("setdefault", "/key, default=none", MapMethods::setDefault);
    table.addOpen("pop", MapMethods::pop);
    table.add("clear", "/", MapMethods::clear);
  }

  private static OwnMap own(Object map) {
    if (map instanceof OwnMap own) {
      return own;
    }
    throw Failure.of(
        "a mapping of the workflow's data can't be changed; make a copy of it with `dict(...)`");
  }

  private static Object get(Run run, Object value, Args args) {
    Values.hashable(args.at(0));
    Object found = Values.get((Map<?, ?>) value, args.at(0));
    return found != null ? found : args.at(1);
  }

  static OwnMap copy(Run run, Object value) {
    OwnMap copy = new OwnMap();
    ((Map<?, ?>) value).forEach((k, v) -> copy.put(Values.of(k), Values.of(v)));
    run.steps(copy.size());
    return copy;
  }

  /** Python's dict.update and dict(): a mapping or pairs, then named values. */
  static Object update(Run run, OwnMap map, Args args) {
    if (args.size() > 1) {
      throw Failure.type("a mapping is made of one other at most, and named values");
    }
    if (args.size() == 1 && args.at(0) instanceof Map<?, ?> other) {
      map.putAll(copy(run, other));
    } else if (args.size() == 1) {
      for (Iterator<Object> pairs = Sequences.iterate(args.at(0)); pairs.hasNext(); ) {
        List<Object> pair = Sequences.drain(run, pairs.next());
        if (pair.size() != 2) {
          throw Failure.value("a mapping is made of pairs of a key and a value");
        }
        map.set(pair.get(0), pair.get(1));
      }
    }
    map.putAll(args.named());
    return None.NONE;
  }

  private static Object setDefault(Run run, Object value, Args args) {
    Object found = get(run, own(value), Args.of(args.at(0), Undefined.class));
    if (found != Undefined.class) {
      return found;
    }
    own(value).set(args.at(0), args.at(1));
    return args.at(1);
  }

  private static Object pop(Run run, Object value, Args args) {
    OwnMap map = own(value);
    if (args.size() < 1 || args.size() > 2 || !args.named().isEmpty()) {
      throw Failure.type("pop() takes a key and, at most, a default");
    }
    Object found = map.remove(Values.hashable(args.at(0)));
    if (found == null && args.size() == 1) {
      throw Failure.of("pop() found no such key and has no default");
    }
    return found != null ? found : args.at(1);
  }

  private static Object clear(Run run, Object value, Args args) {
    own(value).clear();
    return None.NONE;
  }
}
