package org.mispworkflows.template;

import java.util.AbstractList;
import java.util.List;

/** Python's tuple; the pairs of {@code groupby} also have names for their items. */
final class Tuple extends AbstractList<Object> {
  private final Object[] items;
  private final List<String> names;

  private Tuple(Object[] items, List<String> names) {
    this.items = items;
    this.names = names;
  }

  static Tuple of(Object... items) {
    return new Tuple(items, List.of());
  }

  static Tuple copyOf(List<?> items) {
    return new Tuple(items.toArray(), List.of());
  }

  static Tuple group(Object grouper, List<Object> list) {
    return new Tuple(new Object[] {grouper, list}, List.of("grouper", "list"));
  }

  /** Position of a named item, -1 if there is none. */
  int indexOfName(String name) {
    return names.indexOf(name);
  }

  @Override
  public Object get(int index) {
    return items[index];
  }

  @Override
  public int size() {
    return items.length;
  }
}
