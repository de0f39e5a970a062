package org.mispworkflows.template.cel;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list of the data, as CEL wants to see it; nothing is copied. */
final class LiveList extends AbstractList<Object> implements RandomAccess {

  private final List<@Nullable Object> list;
  private final Budget budget;

  LiveList(List<@Nullable Object> list, Budget budget) {
    this.list = list;
    this.budget = budget;
  }

  @Override
  public Object get(int index) {
    budget.step();
    return Live.of(list.get(index), budget);
  }

  @Override
  public int size() {
    return list.size();
  }

  /** Ends up in messages of CEL; the data must not. */
  @Override
  public String toString() {
    return "a list";
  }
}
