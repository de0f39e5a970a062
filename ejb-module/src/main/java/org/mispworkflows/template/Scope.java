package org.mispworkflows.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables of one block at run time; the outermost one ends at the data and the globals. */
final class Scope {
  /**
   * A variable that a later `set` of the same block defines, and that hides the data's until then.
   */
  private static final Object NOT_YET = new Object();

  private final Run run;
  private final Map<?, ?> data;
  private final @Nullable Scope parent;
  private final boolean ofBlock;
  private @Nullable Map<String, Object> variables;

  private Scope(Run run, Map<?, ?> data, @Nullable Scope parent, boolean ofBlock) {
    this.run = run;
    this.data = data;
    this.parent = parent;
    this.ofBlock = ofBlock;
  }

  static Scope root(Run run, Map<?, ?> data) {
    return new Scope(run, data, null, false);
  }

  /** A scope in this one, for expressions or a few variables. */
  Scope inner() {
    return new Scope(run, data, this, false);
  }

  /** A scope in this one, at the start of a block that defines these variables later. */
  Scope inner(Set<String> later) {
    Scope inner = inner();
    later.forEach(inner::declare);
    return inner;
  }

  /** Makes a variable that has no value yet and hides those of the same name outside. */
  void declare(String name) {
    set(name, NOT_YET);
  }

  /** Whether this very scope has a value for the variable. */
  boolean has(String name) {
    Object value = variables == null ? null : variables.get(name);
    return value != null && value != NOT_YET;
  }

  /**
   * What a {@code block} sees: the variables of this scope if it is scoped, else those of the
   * outermost one; variables without a value yet don't hide the data from it.
   */
  Scope forBlock(boolean scoped) {
    Scope outer = this;
    while (!scoped && !outer.ofBlock && outer.parent != null) {
      outer = outer.parent;
    }
    return new Scope(run, data, outer, true);
  }

  Run run() {
    return run;
  }

  void set(String name, Object value) {
    if (variables == null) {
      variables = new HashMap<>(4);
    }
    variables.put(name, value);
  }

  Object get(String name) {
    boolean hides = true;
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Object value = scope.variables == null ? null : scope.variables.get(name);
      if (value != null && (value != NOT_YET || hides)) {
        return value == NOT_YET ? Undefined.named(name) : value;
      }
      hides &= !scope.ofBlock;
    }
    Object value = name.equals("self") ? TemplateReference.SELF : Values.get(data, name);
    if (value == null) {
      value = Globals.find(name);
    }
    return value == null ? Undefined.named(name) : value;
  }
}
