package org.mispworkflows.template.cel;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map of the data, as CEL wants to see it; nothing is copied. */
final class LiveMap extends AbstractMap<String, Object> {

  private final Map<String, @Nullable Object> map;
  private final Budget budget;

  LiveMap(Map<String, @Nullable Object> map, Budget budget) {
    this.map = map;
    this.budget = budget;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    budget.step();
    Object value = map.get(key);
    return value == null && !map.containsKey(key) ? null : Live.of(value, budget);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return map.containsKey(key);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public Set<String> keySet() {
    return map.keySet();
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        Iterator<Map.Entry<String, @Nullable Object>> entries = map.entrySet().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return entries.hasNext();
          }

          @Override
          public Map.Entry<String, Object> next() {
            budget.step();
            Map.Entry<String, @Nullable Object> entry = entries.next();
            return Map.entry(entry.getKey(), Live.of(entry.getValue(), budget));
          }
        };
      }

      @Override
      public int size() {
        return map.size();
      }
    };
  }

  /** Ends up in messages of CEL; the data must not. */
  @Override
  public String toString() {
    return "a map";
  }
}
