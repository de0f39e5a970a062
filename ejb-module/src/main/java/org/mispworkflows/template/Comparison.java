package org.mispworkflows.template;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Python's ==, &lt; and in. */
final class Comparison {
  private Comparison() {}

  static boolean equal(Run run, Object a, Object b) {
    run.step();
    if (a == b) {
      return !(a instanceof Double number && number.isNaN());
    }
    if (Strings.isText(a) && Strings.isText(b)) {
      return Strings.text(a).equals(Strings.text(b));
    }
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      return Numbers.compare(a, b) == 0;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return sameKind(a, b) && equalLists(run, x, y);
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return equalMaps(run, x, y);
    }
    if (a instanceof MapView && b instanceof MapView) {
      throw Failure.type("keys(), values() and items() can't be compared; add `| list` to both");
    }
    return a instanceof Undefined && b instanceof Undefined;
  }

  private static boolean sameKind(Object a, Object b) {
    return a instanceof Tuple == b instanceof Tuple && a instanceof Range == b instanceof Range;
  }

  private static boolean equalLists(Run run, List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    run.enter();
    Iterator<Object> others = Sequences.iterator(b);
    Iterator<Object> items = Sequences.iterator(a);
    boolean equal = true;
    while (equal && items.hasNext()) {
      equal = equal(run, items.next(), others.next());
    }
    run.leave();
    return equal;
  }

  private static boolean equalMaps(Run run, Map<?, ?> a, Map<?, ?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    run.enter();
    boolean equal = true;
    for (Map.Entry<?, ?> entry : a.entrySet()) {
      Object other = Values.get(b, Values.of(entry.getKey()));
      equal = other != null && equal(run, Values.of(entry.getValue()), other);
      if (!equal) {
        break;
      }
    }
    run.leave();
    return equal;
  }

  /** Negative, 0 or positive as for a comparator; 2 if neither is smaller (NaN). */
  static int order(Run run, Object a, Object b) {
    run.step();
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      return Numbers.compare(a, b);
    }
    if (Strings.isText(a) && Strings.isText(b)) {
      return Integer.signum(Strings.compare(Strings.text(a), Strings.text(b)));
    }
    Undefined.refuse(a, b, "it can't be compared");
    boolean lists = a instanceof List<?> && b instanceof List<?> && sameKind(a, b);
    if (!lists || a instanceof Range) {
      throw Failure.type(
          Values.kind(a)
              + " and "
              + Values.kind(b)
              + " can't be ordered; convert them with `| int` or `| string` first");
    }
    return orderLists(run, (List<?>) a, (List<?>) b);
  }

  private static int orderLists(Run run, List<?> a, List<?> b) {
    run.enter();
    int order = Integer.compare(a.size(), b.size());
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      Object x = Values.of(a.get(i));
      Object y = Values.of(b.get(i));
      if (!equal(run, x, y)) {
        order = order(run, x, y);
        break;
      }
    }
    run.leave();
    return order;
  }

  /** As {@link #order}, for sorting: a NaN has no place. */
  static int sortOrder(Run run, Object a, Object b) {
    int order = order(run, a, b);
    if (order > 1) {
      throw Failure.value("NaN can't be sorted");
    }
    return order;
  }

  static boolean contains(Run run, Object container, Object item) {
    if (Strings.isText(container)) {
      if (!Strings.isText(item)) {
        throw Failure.type(
            Values.kind(item) + " can't be looked up in a text; convert it with `| string` first");
      }
      return Strings.text(container).contains(Strings.text(item));
    }
    if (container instanceof Map<?, ?> map) {
      return Values.get(map, requireHashable(item)) != null;
    }
    if (container instanceof MapView view && view.kind() == MapView.Kind.KEYS) {
      return Values.get(view.map(), requireHashable(item)) != null;
    }
    Iterator<Object> items = Sequences.iterate(container);
    while (items.hasNext()) {
      if (equal(run, items.next(), item)) {
        return true;
      }
    }
    return false;
  }

  private static Object requireHashable(Object key) {
    Values.hashable(key);
    return key;
  }
}
