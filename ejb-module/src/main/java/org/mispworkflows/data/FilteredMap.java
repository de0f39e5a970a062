package org.mispworkflows.data;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map of the data, seen through a filter: some entries are hidden, some are views themselves.
 * Whatever is written goes to the map of the data.
 */
final class FilteredMap extends AbstractMap<String, @Nullable Object> implements Filtered {

  private final Map<String, @Nullable Object> origin;
  private final Set<String> hidden;
  private final Map<String, Object> views;

  /**
   * Looks at a map.
   *
   * @param hidden keys that can't be seen
   * @param views what is seen instead of the values of these keys
   */
  FilteredMap(Map<String, @Nullable Object> origin, Set<String> hidden, Map<String, Object> views) {
    this.origin = origin;
    this.hidden = hidden;
    this.views = new HashMap<>(views);
  }

  @Override
  public Object origin() {
    return Filtered.originOf(origin);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return origin.containsKey(key) && !hidden.contains(key);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    if (hidden.contains(key)) return null;
    Object view = views.get(key);
    return view == null ? origin.get(key) : view;
  }

  @Override
  public @Nullable Object put(String key, @Nullable Object value) {
    Object before = get(key);
    if (value != null && value == views.get(key)) return before;
    hidden.remove(key);
    if (views.get(key) instanceof FilteredList list && value instanceof List<?> replacement) {
      list.replaceVisible(replacement);
      return before;
    }
    views.remove(key);
    origin.put(key, Filtered.unwrapped(value));
    return before;
  }

  @Override
  public @Nullable Object remove(@Nullable Object key) {
    if (hidden.contains(key)) return null;
    Object before = get(key);
    views.remove(key);
    origin.remove(key);
    return before;
  }

  @Override
  public void clear() {
    hidden.clear();
    views.clear();
    origin.clear();
  }

  @Override
  public int size() {
    if (hidden.isEmpty()) return origin.size();
    int size = 0;
    for (String key : origin.keySet()) {
      if (!hidden.contains(key)) size++;
    }
    return size;
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, @Nullable Object>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return FilteredMap.this.size();
      }
    };
  }

  private final class Entries implements Iterator<Entry<String, @Nullable Object>> {
    private final Iterator<Entry<String, @Nullable Object>> all = origin.entrySet().iterator();
    private @Nullable Entry<String, @Nullable Object> next;
    private @Nullable String last;

    @Override
    public boolean hasNext() {
      while (next == null && all.hasNext()) {
        Entry<String, @Nullable Object> candidate = all.next();
        if (!hidden.contains(candidate.getKey())) next = candidate;
      }
      return next != null;
    }

    @Override
    public Entry<String, @Nullable Object> next() {
      if (!hasNext() || next == null) throw new NoSuchElementException();
      Entry<String, @Nullable Object> entry = next;
      next = null;
      last = entry.getKey();
      return new Visible(entry.getKey(), FilteredMap.this.get(entry.getKey()));
    }

    /** Only right after {@link #next()}, before {@link #hasNext()} looked further. */
    @Override
    public void remove() {
      if (last == null || next != null) throw new IllegalStateException("nothing to remove");
      views.remove(last);
      all.remove();
      last = null;
    }
  }

  private final class Visible extends SimpleEntry<String, @Nullable Object> {
    private static final long serialVersionUID = 1;

    Visible(String key, @Nullable Object value) {
      super(key, value);
    }

    @Override
    public @Nullable Object setValue(@Nullable Object value) {
      put(getKey(), value);
      return super.setValue(value);
    }
  }
}
