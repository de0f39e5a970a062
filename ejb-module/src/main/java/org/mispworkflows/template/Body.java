package org.mispworkflows.template;

import java.util.List;
import java.util.Set;

/**
 * The statements of a block.
 *
 * @param later variables that a statement sets before any reads them: until then they are
 *     undefined, even if the data has that name
 */
record Body(Set<String> later, List<Statement> statements) {

  void exec(Scope scope, Output out) {
    for (Statement statement : statements) {
      scope.run().step();
      statement.exec(scope, out);
    }
  }

  /** In a scope of its own. */
  void execInner(Scope outer, Output out) {
    exec(outer.inner(later), out);
  }

  /** The text that it writes, in the given scope; for macros and other captures. */
  String render(Scope scope) {
    Output captured = new Output(scope.run());
    scope.run().enter();
    exec(scope, captured);
    scope.run().leave();
    return captured.toString();
  }
}
