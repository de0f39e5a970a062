package org.mispworkflows.template;

import java.util.Iterator;
import java.util.Map;

/**
 * What {@code keys()}, {@code values()} and {@code items()} of a mapping give: its live content.
 */
record MapView(Kind kind, Map<?, ?> map) {

  enum Kind {
    KEYS("dict_keys"),
    VALUES("dict_values"),
    ITEMS("dict_items");

    private final String pythonName;

    Kind(String pythonName) {
      this.pythonName = pythonName;
    }
  }

  String pythonName() {
    return kind.pythonName;
  }

  Iterator<Object> iterator() {
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    int size = map.size();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        if (map.size() != size) {
          throw Failure.of("a mapping is changed while it is looped over");
        }
        return entries.hasNext();
      }

      @Override
      public Object next() {
        Map.Entry<?, ?> entry = entries.next();
        return switch (kind) {
          case KEYS -> Values.of(entry.getKey());
          case VALUES -> Values.of(entry.getValue());
          case ITEMS -> Tuple.of(Values.of(entry.getKey()), Values.of(entry.getValue()));
        };
      }
    };
  }
}
