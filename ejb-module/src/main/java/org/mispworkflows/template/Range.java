package org.mispworkflows.template;

import java.util.AbstractList;

/** Python's range: a list that is computed. */
final class Range extends AbstractList<Object> {
  private static final int MAX_SIZE = 100_000;

  private final long start;
  private final long stop;
  private final long step;
  private final int size;

  private Range(long start, long stop, long step, int size) {
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.size = size;
  }

  static Range of(long start, long stop, long step) {
    if (step == 0) {
      throw Failure.value("range() needs a step that isn't 0");
    }
    double estimate = Math.ceil(((double) stop - start) / step);
    if (estimate > MAX_SIZE) {
      throw Failure.overflow("range() gives " + MAX_SIZE + " numbers at most");
    }
    return new Range(start, stop, step, (int) Math.max(0, estimate));
  }

  /** The part that a slice with these normalised bounds picks. */
  Range slice(long from, long to, long by) {
    return of(start + from * step, start + to * step, step * by);
  }

  @Override
  public Object get(int index) {
    return start + index * step;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String toString() {
    String bounds = "range(" + start + ", " + stop;
    return step == 1 ? bounds + ")" : bounds + ", " + step + ")";
  }
}
