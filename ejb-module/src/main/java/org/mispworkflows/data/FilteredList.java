package org.mispworkflows.data;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A list of the data, seen through a filter: some elements are hidden, some are views themselves.
 * Whatever is written goes to the list of the data; hidden elements stay where they are.
 */
final class FilteredList extends AbstractList<@Nullable Object> implements Filtered, RandomAccess {

  private final List<@Nullable Object> origin;
  private final List<@Nullable Object> visible;
  private int[] at;

  /**
   * Looks at a list.
   *
   * @param visible the elements that are seen, or views of them, in order; taken over
   * @param at where each of them is in {@code origin}; may be longer; taken over
   */
  FilteredList(List<@Nullable Object> origin, List<@Nullable Object> visible, int[] at) {
    this.origin = origin;
    this.visible = visible;
    this.at = at;
  }

  @Override
  public Object origin() {
    return Filtered.originOf(origin);
  }

  @Override
  public @Nullable Object get(int index) {
    return visible.get(index);
  }

  @Override
  public int size() {
    return visible.size();
  }

  @Override
  public @Nullable Object set(int index, @Nullable Object value) {
    Object before = visible.get(index);
    if (value != before) origin.set(at[index], Filtered.unwrapped(value));
    visible.set(index, value);
    return before;
  }

  @Override
  public void add(int index, @Nullable Object value) {
    int size = visible.size();
    int where = index < size ? at[index] : origin.size();
    origin.add(where, Filtered.unwrapped(value));
    visible.add(index, value);
    int[] moved = new int[Math.max(at.length, size + 1 + (size >> 1))];
    System.arraycopy(at, 0, moved, 0, index);
    moved[index] = where;
    for (int i = index; i < size; i++) moved[i + 1] = at[i] + 1;
    at = moved;
    modCount++;
  }

  @Override
  public @Nullable Object remove(int index) {
    origin.remove(at[index]);
    Object before = visible.remove(index);
    for (int i = index; i < visible.size(); i++) at[i] = at[i + 1] - 1;
    modCount++;
    return before;
  }

  /** Puts other elements in the place of those that are seen. */
  void replaceVisible(List<?> replacement) {
    List<@Nullable Object> values = new ArrayList<>(replacement);
    int common = Math.min(values.size(), size());
    for (int i = 0; i < common; i++) set(i, values.get(i));
    while (size() > values.size()) remove(size() - 1);
    for (int i = common; i < values.size(); i++) add(values.get(i));
  }
}
