package org.mispworkflows.data;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Predicate;
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
    if (value == before) return before;
    Object stored = Filtered.unwrapped(value);
    origin.set(at[index], stored);
    visible.set(index, Filtered.shown(value, stored));
    return before;
  }

  @Override
  public void add(int index, @Nullable Object value) {
    int size = visible.size();
    Objects.checkIndex(index, size + 1);
    int where = index < size ? at[index] : origin.size();
    Object stored = Filtered.unwrapped(value);
    origin.add(where, stored);
    visible.add(index, Filtered.shown(value, stored));
    if (at.length == size) at = Arrays.copyOf(at, size + 8 + (size >> 1));
    System.arraycopy(at, index, at, index + 1, size - index);
    at[index] = where;
    for (int i = index + 1; i <= size; i++) at[i]++;
    modCount++;
  }

  @Override
  public @Nullable Object remove(int index) {
    Object before = visible.remove(index);
    origin.remove(at[index]);
    for (int i = index; i < visible.size(); i++) at[i] = at[i + 1] - 1;
    modCount++;
    return before;
  }

  @Override
  public boolean removeIf(Predicate<? super @Nullable Object> condition) {
    BitSet gone = new BitSet();
    List<@Nullable Object> kept = new ArrayList<>();
    int[] keptAt = new int[at.length];
    for (int i = 0; i < visible.size(); i++) {
      if (condition.test(visible.get(i))) {
        gone.set(at[i]);
      } else {
        keptAt[kept.size()] = at[i] - (i - kept.size());
        kept.add(visible.get(i));
      }
    }
    if (gone.isEmpty()) return false;
    int[] position = {0};
    origin.removeIf(element -> gone.get(position[0]++));
    visible.clear();
    visible.addAll(kept);
    at = keptAt;
    modCount++;
    return true;
  }

  @Override
  protected void removeRange(int from, int to) {
    int[] position = {0};
    removeIf(
        element -> {
          int i = position[0]++;
          return i >= from && i < to;
        });
  }

  /** A view of a copy of the list, with other elements in the place of those that are seen. */
  FilteredList with(List<?> elements) {
    FilteredList copy = copy();
    List<@Nullable Object> values = new ArrayList<>(elements);
    int common = Math.min(values.size(), size());
    for (int i = 0; i < common; i++) copy.set(i, values.get(i));
    if (common < size()) copy.removeRange(common, size());
    for (int i = common; i < values.size(); i++) copy.add(values.get(i));
    return copy;
  }

  private FilteredList copy() {
    List<@Nullable Object> list =
        origin instanceof FilteredList lower ? lower.copy() : new ArrayList<>(origin);
    return new FilteredList(list, new ArrayList<>(visible), at.clone());
  }
}
