package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments as written in a call: {@code f(a, *list, key=b, **mapping)}. */
record Arguments(
    List<Expression> positional,
    Map<String, Expression> named,
    @Nullable Expression list,
    @Nullable Expression mapping) {
  static final Arguments NONE = new Arguments(List.of(), Map.of(), null, null);

  boolean isFixed() {
    return list == null && mapping == null;
  }

  Args eval(Scope scope, @Nullable Object caller) {
    if (isFixed() && positional.isEmpty() && named.isEmpty() && caller == null) {
      return Args.EMPTY;
    }
    List<Object> values = new ArrayList<>(positional.size());
    for (Expression argument : positional) {
      values.add(argument.eval(scope));
    }
    if (list != null) {
      values.addAll(Sequences.drain(scope.run(), list.eval(scope)));
    }
    Map<String, Object> byName = new LinkedHashMap<>();
    named.forEach((name, argument) -> byName.put(name, argument.eval(scope)));
    if (caller != null && byName.put("caller", caller) != null) {
      throw Failure.type("a call block can't be given an argument `caller`");
    }
    if (mapping != null) {
      spread(mapping.eval(scope), byName);
    }
    return new Args(values, byName);
  }

  private static void spread(Object value, Map<String, Object> byName) {
    if (!(value instanceof Map<?, ?> map)) {
      throw Failure.type("`**` needs a mapping, not " + Values.kind(value));
    }
    map.forEach(
        (key, item) -> {
          if (!(key instanceof String name)) {
            throw Failure.type("`**` needs a mapping with texts as keys");
          }
          if (byName.put(name, Values.of(item)) != null) {
            throw Failure.type("an argument `" + name + "` is given twice");
          }
        });
  }
}
