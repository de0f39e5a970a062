package org.mispworkflows.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled expression: immutable, evaluated once for each use. */
sealed interface Expression {

  Object eval(Scope scope);

  /** How messages name it. */
  default String source() {
    return "(...)";
  }

  record Literal(Object value) implements Expression {
    @Override
    public Object eval(Scope scope) {
      return value;
    }
  }

  record Name(String name) implements Expression {
    @Override
    public Object eval(Scope scope) {
      return scope.get(name);
    }

    @Override
    public String source() {
      return name;
    }
  }

  record ListOf(List<Expression> items) implements Expression {
    @Override
    public Object eval(Scope scope) {
      OwnList list = new OwnList();
      for (Expression item : items) {
        list.add(item.eval(scope));
      }
      scope.run().steps(items.size());
      return list;
    }
  }

  record TupleOf(List<Expression> items) implements Expression {
    @Override
    public Object eval(Scope scope) {
      scope.run().steps(items.size());
      return Tuple.of(items.stream().map(item -> item.eval(scope)).toArray());
    }
  }

  record Entry(Expression key, Expression value) {}

  record MapOf(List<Entry> entries) implements Expression {
    @Override
    public Object eval(Scope scope) {
      OwnMap map = new OwnMap();
      for (Entry entry : entries) {
        map.set(entry.key.eval(scope), entry.value.eval(scope));
      }
      scope.run().steps(entries.size());
      return map;
    }
  }

  record Attribute(int line, Expression target, String name) implements Expression {
    @Override
    public Object eval(Scope scope) {
      Object value = target.eval(scope);
      scope.run().at(line);
      return Access.attribute(value, name, target);
    }

    @Override
    public String source() {
      return target.source() + "." + name;
    }
  }

  record Item(int line, Expression target, Expression key) implements Expression {
    @Override
    public Object eval(Scope scope) {
      Object value = target.eval(scope);
      Object index = key.eval(scope);
      scope.run().at(line);
      return Access.item(value, index, target);
    }

    @Override
    public String source() {
      return target.source() + Access.bracketed(key instanceof Literal fixed ? fixed.value : key);
    }
  }

  record Slice(int line, Expression target, Expression start, Expression stop, Expression step)
      implements Expression {
    @Override
    public Object eval(Scope scope) {
      Object value = target.eval(scope);
      Object from = start.eval(scope);
      Object to = stop.eval(scope);
      Object by = step.eval(scope);
      scope.run().at(line);
      return Sequences.slice(scope.run(), value, from, to, by);
    }
  }

  record Call(int line, Expression target, Arguments arguments) implements Expression {
    @Override
    public Object eval(Scope scope) {
      return call(scope, null);
    }

    /** {@code caller}: the body of a call block. */
    Object call(Scope scope, @Nullable Object caller) {
      Object function = target.eval(scope);
      Args args = arguments.eval(scope, caller);
      scope.run().at(line);
      scope.run().step();
      if (function instanceof Callable callable) {
        return callable.call(scope.run(), args);
      }
      Undefined.refuse(function, null, "it can't be called");
      throw Failure.type(
          "`" + target.source() + "` is " + Values.kind(function) + " and can't be called");
    }

    @Override
    public String source() {
      return target.source() + "(...)";
    }
  }

  record Filter(int line, Expression target, Operation filter, Arguments arguments)
      implements Expression {
    @Override
    public Object eval(Scope scope) {
      Object value = target.eval(scope);
      Args args = arguments.eval(scope, null);
      scope.run().at(line);
      return filter.apply(scope.run(), value, args);
    }
  }

  record Test(int line, Expression target, Operation test, Arguments arguments)
      implements Expression {
    @Override
    public Object eval(Scope scope) {
      Object value = target.eval(scope);
      Args args = arguments.eval(scope, null);
      scope.run().at(line);
      return test.apply(scope.run(), value, args);
    }
  }

  record Not(Expression operand) implements Expression {
    @Override
    public Object eval(Scope scope) {
      return !Values.truthy(operand.eval(scope));
    }
  }

  record And(Expression left, Expression right) implements Expression {
    @Override
    public Object eval(Scope scope) {
      Object value = left.eval(scope);
      return Values.truthy(value) ? right.eval(scope) : value;
    }
  }

  record Or(Expression left, Expression right) implements Expression {
    @Override
    public Object eval(Scope scope) {
      Object value = left.eval(scope);
      return Values.truthy(value) ? value : right.eval(scope);
    }
  }

  record Conditional(Expression test, Expression yes, @Nullable Expression no)
      implements Expression {
    @Override
    public Object eval(Scope scope) {
      if (Values.truthy(test.eval(scope))) {
        return yes.eval(scope);
      }
      return no != null
          ? no.eval(scope)
          : new Undefined("an inline `if` was false and has no `else`");
    }
  }

  record Unary(int line, boolean negative, Expression operand) implements Expression {
    @Override
    public Object eval(Scope scope) {
      Object value = operand.eval(scope);
      scope.run().at(line);
      return Operator.sign(value, negative);
    }
  }

  record Binary(int line, Operator operator, Expression left, Expression right)
      implements Expression {
    @Override
    public Object eval(Scope scope) {
      Object a = left.eval(scope);
      Object b = right.eval(scope);
      scope.run().at(line);
      return operator.apply(scope.run(), a, b);
    }
  }

  record Concat(int line, List<Expression> parts) implements Expression {
    @Override
    public Object eval(Scope scope) {
      StringBuilder text = new StringBuilder();
      for (Expression part : parts) {
        Object value = part.eval(scope);
        scope.run().at(line);
        String printed = Values.str(scope.run(), value);
        scope.run().grow(text.length(), printed.length());
        text.append(printed);
      }
      return text.toString();
    }
  }

  record Operand(Comparator comparator, Expression value) {}

  /** A chain as {@code 1 < x <= 5}. */
  record Compare(int line, Expression first, List<Operand> others) implements Expression {
    @Override
    public Object eval(Scope scope) {
      Object left = first.eval(scope);
      for (Operand operand : others) {
        Object right = operand.value.eval(scope);
        scope.run().at(line);
        if (!operand.comparator.test(scope.run(), left, right)) {
          return false;
        }
        left = right;
      }
      return true;
    }
  }
}
