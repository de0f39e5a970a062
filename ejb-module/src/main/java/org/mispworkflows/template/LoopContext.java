package org.mispworkflows.template;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}; it also is the iterator of its loop, as it may look ahead. */
final class LoopContext implements Callable, Fields {
  private final Run run;
  private final Object iterable;
  private final int depth;
  private final @Nullable Recursion recursion;
  private Iterator<Object> items;
  private long index0 = -1;
  private @Nullable Long length;
  private @Nullable Object before;
  private @Nullable Object current;
  private @Nullable Object after;
  private @Nullable Tuple changedValue;

  /** Renders the body of a recursive loop for other items. */
  interface Recursion {
    String render(Object iterable, int depth);
  }

  LoopContext(Run run, Object iterable, int depth, @Nullable Recursion recursion) {
    this.run = run;
    this.iterable = iterable;
    this.items = Sequences.iterate(iterable);
    this.depth = depth;
    this.recursion = recursion;
  }

  boolean hasNext() {
    return after != null || items.hasNext();
  }

  Object next() {
    Object item = after != null ? after : items.next();
    after = null;
    index0++;
    before = current;
    current = item;
    return item;
  }

  long length() {
    if (length == null) {
      Long known = Sequences.lengthOrNull(iterable);
      if (known == null) {
        List<Object> rest = Sequences.drain(run, new Lazy(items));
        items = rest.iterator();
        known = rest.size() + index0 + 1 + (after == null ? 0 : 1);
      }
      length = known;
    }
    return length;
  }

  private @Nullable Object peek() {
    if (after == null && items.hasNext()) {
      after = items.next();
    }
    return after;
  }

  @Override
  public @Nullable Object field(String name) {
    return switch (name) {
      case "index" -> index0 + 1;
      case "index0" -> index0;
      case "revindex" -> length() - index0;
      case "revindex0" -> length() - index0 - 1;
      case "first" -> index0 == 0;
      case "last" -> peek() == null;
      case "length" -> length();
      case "depth" -> depth + 1L;
      case "depth0" -> (long) depth;
      case "previtem" -> before == null ? new Undefined("there is no previous item") : before;
      case "nextitem" -> {
        Object next = peek();
        yield next == null ? new Undefined("there is no next item") : next;
      }
      case "cycle" -> (Callable) (unused, args) -> cycle(args);
      case "changed" -> (Callable) this::changed;
      default -> null;
    };
  }

  private Object cycle(Args args) {
    if (args.size() == 0 || !args.named().isEmpty()) {
      throw Failure.type("loop.cycle() needs values, without names");
    }
    return args.at((int) (index0 % args.size()));
  }

  private Object changed(Run run, Args args) {
    Tuple value = Tuple.copyOf(args.positional());
    if (changedValue != null && Comparison.equal(run, changedValue, value)) {
      return false;
    }
    changedValue = value;
    return true;
  }

  @Override
  public Object call(Run run, Args args) {
    if (recursion == null) {
      throw Failure.type("loop(...) works in a loop marked `recursive` only");
    }
    if (args.size() != 1 || !args.named().isEmpty()) {
      throw Failure.type("loop(...) takes one value to loop over");
    }
    return recursion.render(args.at(0), depth + 1);
  }

  @Override
  public String printed() {
    return "<LoopContext " + (index0 + 1) + "/" + length() + ">";
  }
}
