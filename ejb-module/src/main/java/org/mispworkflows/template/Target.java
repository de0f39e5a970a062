package org.mispworkflows.template;

import java.util.Iterator;
import java.util.List;

/** What a value can be assigned to. */
sealed interface Target {

  void assign(Scope scope, Object value);

  record Variable(String name) implements Target {
    @Override
    public void assign(Scope scope, Object value) {
      scope.set(name, value);
    }
  }

  /** {@code a, b}: takes a sequence apart. */
  record Several(List<Target> targets) implements Target {
    @Override
    public void assign(Scope scope, Object value) {
      Iterator<Object> items = Sequences.iterate(value);
      Object[] values = new Object[targets.size()];
      int count = 0;
      while (items.hasNext() && count <= values.length) {
        Object item = items.next();
        if (count < values.length) {
          values[count] = item;
        }
        count++;
      }
      if (count != values.length) {
        throw Failure.value(
            "there are "
                + targets.size()
                + " names to assign to, but "
                + (count > values.length ? "more" : "only " + count)
                + " value(s)");
      }
      for (int i = 0; i < values.length; i++) {
        targets.get(i).assign(scope, values[i]);
      }
    }
  }

  /** {@code ns.name}. */
  record NamespaceField(String namespace, String name) implements Target {
    @Override
    public void assign(Scope scope, Object value) {
      if (!(scope.get(namespace) instanceof Namespace target)) {
        throw Failure.type(
            "`"
                + namespace
                + "."
                + name
                + "` can't be set: `"
                + namespace
                + "` is not made with namespace()");
      }
      target.values().put(name, value);
    }
  }
}
