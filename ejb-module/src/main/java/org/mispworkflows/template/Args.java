package org.mispworkflows.template;

import java.util.List;
import java.util.Map;

/** Arguments of a call; after {@link Signature#bind} the list has one value for each parameter. */
record Args(List<Object> positional, Map<String, Object> named) {
  static final Args EMPTY = new Args(List.of(), Map.of());

  static Args of(Object... positional) {
    return new Args(List.of(positional), Map.of());
  }

  int size() {
    return positional.size();
  }

  Object at(int index) {
    return positional.get(index);
  }

  boolean isNone(int index) {
    return at(index) instanceof None;
  }

  boolean truth(int index) {
    return Values.truthy(at(index));
  }

  String text(int index) {
    Object value = at(index);
    if (!Strings.isText(value)) {
      throw Failure.type("argument " + (index + 1) + " must be a text, not " + Values.kind(value));
    }
    return Strings.text(value);
  }

  /** An integer, cut to what fits an int. */
  int integer(int index) {
    Object value = at(index);
    if (!Numbers.isInteger(value)) {
      throw Failure.type(
          "argument " + (index + 1) + " must be an integer, not " + Values.kind(value));
    }
    return (int) Numbers.clamp(value, Integer.MAX_VALUE);
  }

  int integer(int index, int otherwise) {
    return isNone(index) ? otherwise : integer(index);
  }

  /** The arguments after the first ones. */
  Args from(int index) {
    return new Args(positional.subList(index, size()), named);
  }
}
