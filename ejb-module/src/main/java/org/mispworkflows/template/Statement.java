package org.mispworkflows.template;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled statement: immutable. */
sealed interface Statement {

  void exec(Scope scope, Output out);

  record Text(String text) implements Statement {
    @Override
    public void exec(Scope scope, Output out) {
      out.write(text);
    }
  }

  record Print(int line, Expression value) implements Statement {
    @Override
    public void exec(Scope scope, Output out) {
      scope.run().at(line);
      out.write(Values.str(scope.run(), value.eval(scope)));
    }
  }

  record Branch(int line, Expression test, Body body) {}

  /** The bodies share the scope that the statement stands in. */
  record If(List<Branch> branches, Body otherwise) implements Statement {
    @Override
    public void exec(Scope scope, Output out) {
      for (Branch branch : branches) {
        scope.run().at(branch.line);
        if (Values.truthy(branch.test.eval(scope))) {
          branch.body.exec(scope, out);
          return;
        }
      }
      otherwise.exec(scope, out);
    }
  }

  record For(
      int line,
      Target target,
      Expression iterable,
      @Nullable Expression filter,
      boolean recursive,
      Body body,
      Body otherwise)
      implements Statement {
    @Override
    public void exec(Scope scope, Output out) {
      scope.run().at(line);
      if (recursive) {
        out.write(render(scope, iterable.eval(scope), 0));
      } else {
        loop(scope, out, iterable.eval(scope), 0);
      }
    }

    private String render(Scope scope, Object items, int depth) {
      Output captured = new Output(scope.run());
      scope.run().enter();
      loop(scope, captured, items, depth);
      scope.run().leave();
      return captured.toString();
    }

    private void loop(Scope scope, Output out, Object items, int depth) {
      scope.run().at(line);
      LoopContext.Recursion recursion =
          recursive ? (others, level) -> render(scope, others, level) : null;
      Object source = filter == null ? items : filtered(scope, items, filter);
      LoopContext loop = new LoopContext(scope.run(), source, depth, recursion);
      boolean empty = true;
      while (loop.hasNext()) {
        empty = false;
        scope.run().step();
        Scope inner = scope.inner(body.later());
        inner.set("loop", loop);
        target.assign(inner, loop.next());
        body.exec(inner, out);
      }
      if (empty) {
        otherwise.execInner(scope, out);
      }
    }

    private Lazy filtered(Scope scope, Object items, Expression condition) {
      Scope inner = scope.inner();
      Iterator<Object> source = Sequences.iterate(items);
      return Lazy.filter(
          source,
          item -> {
            scope.run().at(line);
            scope.run().step();
            target.assign(inner, item);
            return Values.truthy(condition.eval(inner));
          });
    }
  }

  record Set(int line, Target target, Expression value) implements Statement {
    @Override
    public void exec(Scope scope, Output out) {
      scope.run().at(line);
      target.assign(scope, value.eval(scope));
    }
  }

  /** {@code filters} start with {@link Captured#TEXT}. */
  record SetBlock(int line, Target target, Body body, @Nullable Expression filters)
      implements Statement {
    @Override
    public void exec(Scope scope, Output out) {
      target.assign(scope, Captured.filtered(scope, body, filters));
    }
  }

  record FilterBlock(int line, Body body, Expression filters) implements Statement {
    @Override
    public void exec(Scope scope, Output out) {
      out.write(Captured.requireText(Captured.filtered(scope, body, filters)));
    }
  }

  record With(int line, List<Target> targets, List<Expression> values, Body body)
      implements Statement {
    @Override
    public void exec(Scope scope, Output out) {
      scope.run().at(line);
      Scope inner = scope.inner(body.later());
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).assign(inner, values.get(i).eval(scope));
      }
      body.exec(inner, out);
    }
  }

  record MacroDefinition(Macro.Definition definition) implements Statement {
    @Override
    public void exec(Scope scope, Output out) {
      scope.set(definition.name(), new Macro(definition, scope));
    }
  }

  record CallBlock(int line, Expression.Call call, Macro.Definition caller) implements Statement {
    @Override
    public void exec(Scope scope, Output out) {
      scope.run().at(line);
      out.write(Captured.requireText(call.call(scope, new Macro(caller, scope))));
    }
  }

  record Block(boolean scoped, Body body) implements Statement {
    @Override
    public void exec(Scope scope, Output out) {
      body.execInner(scope.forBlock(scoped), out);
    }
  }

  /** Text captured from a body, on its way through filters. */
  final class Captured {
    private static final String VARIABLE = "{captured}";

    /** What the filters of the block read. */
    static final Expression TEXT = new Expression.Name(VARIABLE);

    private Captured() {}

    /** As Jinja, which fails for a block that gives anything else. */
    static String requireText(Object value) {
      if (!Strings.isText(value)) {
        throw Failure.type("this block must give a text, not " + Values.kind(value));
      }
      return Strings.text(value);
    }

    static Object filtered(Scope scope, Body body, @Nullable Expression filters) {
      Scope inner = scope.inner(body.later());
      String text = body.render(inner);
      if (filters == null) {
        return text;
      }
      inner.set(VARIABLE, text);
      return filters.eval(inner);
    }
  }
}
