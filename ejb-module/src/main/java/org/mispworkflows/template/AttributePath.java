package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.List;

/** The {@code attribute='a.0.b'} of filters: keys and indexes to follow from an item. */
record AttributePath(List<Object> keys) {
  private static final Expression ITEM = new Expression.Name("item");

  static AttributePath of(Object attribute) {
    if (attribute instanceof None) {
      return new AttributePath(List.of());
    }
    if (!Strings.isText(attribute)) {
      return new AttributePath(List.of(attribute));
    }
    List<Object> keys = new ArrayList<>();
    for (String key : Strings.text(attribute).split("\\.", -1)) {
      boolean index =
          !key.isEmpty() && key.length() < 10 && key.chars().allMatch(c -> c >= '0' && c <= '9');
      keys.add(index ? (Object) Long.valueOf(key) : key);
    }
    return new AttributePath(keys);
  }

  /** Paths separated by commas. */
  static List<AttributePath> several(Object attribute) {
    if (!Strings.isText(attribute)) {
      return List.of(of(attribute));
    }
    List<AttributePath> paths = new ArrayList<>();
    for (String path : Strings.text(attribute).split(",", -1)) {
      paths.add(of(path));
    }
    return paths;
  }

  Object get(Object item) {
    return get(item, None.NONE);
  }

  /** {@code otherwise} replaces what is undefined on the way; none: nothing does. */
  Object get(Object item, Object otherwise) {
    Object value = item;
    Expression source = ITEM;
    for (Object key : keys) {
      value = Access.item(value, key, source);
      source = new Expression.Attribute(0, source, String.valueOf(key));
      if (value instanceof Undefined && !(otherwise instanceof None)) {
        value = otherwise;
      }
    }
    return value;
  }

  /** Texts in lower case, so that they sort and group regardless of case. */
  static Object folded(Object value, boolean caseSensitive) {
    boolean fold = !caseSensitive && Strings.isText(value);
    return fold ? Strings.lower(Strings.text(value)) : value;
  }
}
