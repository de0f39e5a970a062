package org.mispworkflows.template;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Python's generator: can be looped over once, has no length and can't be printed. */
record Lazy(Iterator<Object> items) {

  static Lazy map(Iterator<Object> source, UnaryOperator<Object> function) {
    return new Lazy(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return source.hasNext();
          }

          @Override
          public Object next() {
            return function.apply(source.next());
          }
        });
  }

  static Lazy filter(Iterator<Object> source, Predicate<Object> condition) {
    return new Lazy(
        new Iterator<>() {
          private @Nullable Object ahead;

          @Override
          public boolean hasNext() {
            while (ahead == null && source.hasNext()) {
              Object item = source.next();
              if (condition.test(item)) {
                ahead = item;
              }
            }
            return ahead != null;
          }

          @Override
          public Object next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            Object item = Objects.requireNonNull(ahead);
            ahead = null;
            return item;
          }
        });
  }
}
