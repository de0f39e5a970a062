package org.mispworkflows.data;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** A view of what is no longer there, since the data was changed beside it, counts no more. */
  @Override
  public @Nullable Object get(@Nullable Object key) {
    if (hidden.contains(key)) return null;
    Object value = origin.get(key);
    Object view = views.get(key);
    return Filtered.same(view, value) ? view : value;
  }

  @Override
  public @Nullable Object put(String key, @Nullable Object value) {
    Object before = get(key);
    if (value != null && value == before) return before;
    Object put = value;
    if (before instanceof FilteredList list && value instanceof List<?> elements)
      put = list.with(elements);
    Map<String, @Nullable Object> entries = Json.map(value);
    if (before instanceof FilteredMap map && entries != null) put = map.with(entries);
    Object stored = Filtered.unwrapped(put);
    store(key, stored, Filtered.shown(put, stored));
    return before;
  }

  private void store(String key, @Nullable Object stored, @Nullable Object shown) {
    hidden.remove(key);
    if (shown == null || shown == stored) views.remove(key);
    else views.put(key, shown);
    if (origin instanceof FilteredMap lower) lower.store(key, stored, stored);
    else origin.put(key, stored);
  }

  @Override
  public @Nullable Object remove(@Nullable Object key) {
    if (hidden.contains(key)) return null;
    Object before = get(key);
    views.remove(key);
    origin.remove(key);
    return before;
  }

  /** A view of a copy of the map, with other entries in the place of those that are seen. */
  private FilteredMap with(Map<String, @Nullable Object> entries) {
    FilteredMap copy = copy();
    copy.keySet().retainAll(entries.keySet());
    copy.putAll(entries);
    return copy;
  }

  private FilteredMap copy() {
    Map<String, @Nullable Object> map =
        origin instanceof FilteredMap lower ? lower.copy() : new LinkedHashMap<>(origin);
    return new FilteredMap(map, new HashSet<>(hidden), views);
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

  /** Goes through the keys that were there at its beginning, so that entries may be removed. */
  private final class Entries implements Iterator<Entry<String, @Nullable Object>> {
    private final Iterator<String> keys;
    private @Nullable String last;

    Entries() {
      List<String> visible = new ArrayList<>(origin.keySet());
      visible.removeAll(hidden);
      keys = visible.iterator();
    }

    @Override
    public boolean hasNext() {
      return keys.hasNext();
    }

    @Override
    public Entry<String, @Nullable Object> next() {
      last = keys.next();
      return new Visible(last, FilteredMap.this.get(last));
    }

    @Override
    public void remove() {
      if (last == null) throw new IllegalStateException("nothing to remove");
      FilteredMap.this.remove(last);
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
