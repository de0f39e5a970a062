package org.mispworkflows.data;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map with text keys in the order in which they were put, made for JSON: the thousands of
 * attributes of an event have the same keys, so maps of the same {@link Shape} share them and hold
 * their values only. Behaves as a {@link LinkedHashMap} does, and becomes one inside when it grows
 * beyond what objects have. Not thread-safe when it is changed, and neither are several maps of one
 * tree.
 */
final class CompactMap extends AbstractMap<String, @Nullable Object> {

  /** What has more keys is a dictionary, which has no shape in common with others. */
  static final int MAX_KEYS = 64;

  private static final @Nullable Object[] NOTHING = {};

  private @Nullable Map<String, @Nullable Object> dictionary;
  private Shape shape;
  private @Nullable Object[] values;
  private int changes;

  /** An empty one. */
  CompactMap() {
    this(Shape.EMPTY, NOTHING);
  }

  /**
   * With these values.
   *
   * @param values one for each key of the shape, in order; may be longer; taken over
   */
  CompactMap(Shape shape, @Nullable Object[] values) {
    this.shape = shape;
    this.values = values;
  }

  /** A map of its own with the same entries, and room for one more; empty for null. */
  static CompactMap copyOf(@Nullable Map<String, @Nullable Object> map) {
    if (map instanceof CompactMap compact && compact.dictionary == null) {
      int size = compact.shape.size();
      return new CompactMap(compact.shape, Arrays.copyOf(compact.values, size + 1));
    }
    CompactMap copy = new CompactMap();
    if (map != null) copy.putAll(map);
    return copy;
  }

  @Override
  public int size() {
    return dictionary == null ? shape.size() : dictionary.size();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    if (dictionary != null) return dictionary.containsKey(key);
    return key instanceof String text && shape.find(text) >= 0;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    if (dictionary != null) return dictionary.get(key);
    int i = key instanceof String text ? shape.find(text) : -1;
    return i < 0 ? null : values[i];
  }

  @Override
  public @Nullable Object put(String key, @Nullable Object value) {
    if (dictionary != null) return dictionary.put(key, value);
    int i = shape.find(key);
    if (i >= 0) {
      Object before = values[i];
      values[i] = value;
      return before;
    }
    int size = shape.size();
    if (size == MAX_KEYS) {
      Map<String, @Nullable Object> grown = new LinkedHashMap<>(this);
      clear();
      dictionary = grown;
      return grown.put(key, value);
    }
    shape = shape.with(Objects.requireNonNull(key));
    if (size == values.length) values = Arrays.copyOf(values, size + Math.max(2, size >> 2));
    values[size] = value;
    changes++;
    return null;
  }

  @Override
  public @Nullable Object remove(@Nullable Object key) {
    if (dictionary != null) return dictionary.remove(key);
    int i = key instanceof String text ? shape.find(text) : -1;
    return i < 0 ? null : removeAt(i);
  }

  private @Nullable Object removeAt(int i) {
    Object before = values[i];
    int last = shape.size() - 1;
    System.arraycopy(values, i + 1, values, i, last - i);
    values[last] = null;
    shape = shape.without(i);
    changes++;
    return before;
  }

  @Override
  public void clear() {
    dictionary = null;
    shape = Shape.EMPTY;
    values = NOTHING;
    changes++;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
    if (dictionary != null) {
      dictionary.forEach(action);
      return;
    }
    int before = changes;
    for (int i = 0; i < shape.size(); i++) {
      action.accept(shape.key(i), values[i]);
      if (before != changes) throw new ConcurrentModificationException();
    }
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    if (dictionary != null) return dictionary.entrySet();
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, @Nullable Object>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return CompactMap.this.size();
      }
    };
  }

  private final class Entries implements Iterator<Entry<String, @Nullable Object>> {
    private int next;
    private int known = changes;
    private boolean removable;

    @Override
    public boolean hasNext() {
      return next < shape.size();
    }

    @Override
    public Entry<String, @Nullable Object> next() {
      if (known != changes) throw new ConcurrentModificationException();
      if (next >= shape.size()) throw new NoSuchElementException();
      removable = true;
      String key = shape.key(next);
      return new Live(key, values[next++]);
    }

    @Override
    public void remove() {
      if (!removable) throw new IllegalStateException("nothing to remove");
      if (known != changes) throw new ConcurrentModificationException();
      removeAt(--next);
      known = changes;
      removable = false;
    }
  }

  private final class Live extends SimpleEntry<String, @Nullable Object> {
    private static final long serialVersionUID = 1;

    Live(String key, @Nullable Object value) {
      super(key, value);
    }

    @Override
    public @Nullable Object setValue(@Nullable Object value) {
      put(getKey(), value);
      return super.setValue(value);
    }
  }

  /** The keys of maps, in order, and where each of them is. Immutable but for what it remembers. */
  static final class Shape {

    static final Shape EMPTY = new Shape(new String[0]);

    private final String[] keys;

    /** Positions + 1 by hash, open addressing; null where there are few keys. */
    private final byte @Nullable [] table;

    /** What was asked last is asked again by the next map of this shape. */
    private @Nullable Shape grown;

    private @Nullable Shape shrunk;
    private int shrunkAt;

    /** With keys that differ from each other; taken over. */
    Shape(String[] keys) {
      this.keys = keys;
      table = keys.length > 4 ? table(keys) : null;
    }

    private static byte[] table(String[] keys) {
      byte[] table = new byte[Integer.highestOneBit(keys.length) * 4];
      for (int i = 0; i < keys.length; i++) {
        int slot = slot(keys[i], table);
        while (table[slot] != 0) slot = (slot + 1) & (table.length - 1);
        table[slot] = (byte) (i + 1);
      }
      return table;
    }

    private static int slot(String key, byte[] table) {
      int hash = key.hashCode();
      return (hash ^ (hash >>> 16)) & (table.length - 1);
    }

    int size() {
      return keys.length;
    }

    String key(int i) {
      return keys[i];
    }

    /** Whether a key is at this place. */
    boolean hasAt(int i, String key) {
      return i < keys.length && keys[i].equals(key);
    }

    /** Whether the first keys are those of another shape. */
    boolean beginsLike(Shape other, int count) {
      return keys.length >= count && Arrays.equals(keys, 0, count, other.keys, 0, count);
    }

    /** Where a key is; -1 if it isn't there. */
    int find(String key) {
      if (table == null) {
        for (int i = 0; i < keys.length; i++) {
          if (keys[i].equals(key)) return i;
        }
        return -1;
      }
      int slot = slot(key, table);
      while (table[slot] != 0) {
        int i = table[slot] - 1;
        if (keys[i].equals(key)) return i;
        slot = (slot + 1) & (table.length - 1);
      }
      return -1;
    }

    Shape with(String key) {
      Shape known = grown;
      if (known != null && known.keys[keys.length].equals(key)) return known;
      String[] more = Arrays.copyOf(keys, keys.length + 1);
      more[keys.length] = key;
      Shape shape = new Shape(more);
      if (keys.length > 0) grown = shape; // the empty one is everybody's
      return shape;
    }

    Shape without(int i) {
      if (shrunk != null && shrunkAt == i) return shrunk;
      String[] fewer = new String[keys.length - 1];
      System.arraycopy(keys, 0, fewer, 0, i);
      System.arraycopy(keys, i + 1, fewer, i, fewer.length - i);
      shrunk = new Shape(fewer);
      shrunkAt = i;
      return shrunk;
    }
  }
}
