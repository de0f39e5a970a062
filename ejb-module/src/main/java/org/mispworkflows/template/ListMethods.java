package org.mispworkflows.template;

import java.util.Collections;
import java.util.List;

/** Methods of lists; those that change one work on lists made by the template only. */
final class ListMethods {
  private ListMethods() {}

  static void addTo(Operation.Table table) {
    table.add("count", "/value", ListMethods::count);
    table.add("index", "/value, start=0, stop=none", ListMethods::index);
    table.add("copy", "/", (run, v, a) -> Sequences.drain(run, v));
    table.add("append", "/value", (run, v, a) -> changed(own(v).add(a.at(0))));
    table.add(
        "extend",
        "/iterable",
        (run, v, a) -> changed(own(v).addAll(Sequences.drain(run, a.at(0)))));
    table.add("insert", "/index, value", ListMethods::insert);
    table.add("pop", "/index=-1", ListMethods::pop);
    table.add("remove", "/value", ListMethods::remove);
    table.add("clear", "/", ListMethods::clear);
    table.add("reverse", "/", ListMethods::reverse);
  }

  private static OwnList own(Object list) {
    if (list instanceof OwnList own) {
      return own;
    }
    throw Failure.of(
        "a list of the workflow's data can't be changed; make a copy of it with `| list`");
  }

  /** What Python's changing methods return. */
  private static Object changed(boolean ignored) {
    return None.NONE;
  }

  private static Object count(Run run, Object value, Args args) {
    List<?> list = (List<?>) value;
    return list.stream().filter(i -> Comparison.equal(run, Values.of(i), args.at(0))).count();
  }

  private static Object index(Run run, Object value, Args args) {
    List<?> list = (List<?>) value;
    int from = bound(args.integer(1), list.size());
    int to = bound(args.integer(2, list.size()), list.size());
    for (int i = from; i < to; i++) {
      if (Comparison.equal(run, Values.of(list.get(i)), args.at(0))) {
        return (long) i;
      }
    }
    throw Failure.value("the list has no such value; test it with `in` before");
  }

  private static int bound(int index, int size) {
    return Math.max(0, Math.min(size, index < 0 ? index + size : index));
  }

  private static Object insert(Run run, Object value, Args args) {
    OwnList list = own(value);
    run.steps(list.size() / 16);
    list.add(bound(args.integer(0), list.size()), args.at(1));
    return None.NONE;
  }

  private static Object pop(Run run, Object value, Args args) {
    OwnList list = own(value);
    run.steps(list.size() / 16);
    int index = args.integer(0) < 0 ? args.integer(0) + list.size() : args.integer(0);
    if (index < 0 || index >= list.size()) {
      throw Failure.of("pop() found no item at that index of the list");
    }
    return list.remove(index);
  }

  private static Object remove(Run run, Object value, Args args) {
    OwnList list = own(value);
    Long index = (Long) index(run, value, Args.of(args.at(0), 0L, None.NONE));
    list.remove(index.intValue());
    return None.NONE;
  }

  private static Object clear(Run run, Object value, Args args) {
    own(value).clear();
    return None.NONE;
  }

  private static Object reverse(Run run, Object value, Args args) {
    run.steps(own(value).size());
    Collections.reverse(own(value));
    return None.NONE;
  }
}
