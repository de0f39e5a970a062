package org.mispworkflows.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tests behind {@code is}. */
final class Tests {
  static final Operation TRUTHY =
      new Operation("truthy", Signature.of(""), (run, v, a) -> Values.truthy(v));

  private static final Map<String, Operation> TESTS = new HashMap<>();

  static {
    Operation.Table table = new Operation.Table(TESTS);
    addTypes(table);
    addComparisons(table);
    table.add("odd", "", (run, v, a) -> rest(run, v, 2L, 1L));
    table.add("even", "", (run, v, a) -> rest(run, v, 2L, 0L));
    table.add("divisibleby", "num", (run, v, a) -> rest(run, v, a.at(0), 0L));
    table.add("lower", "", (run, v, a) -> TextQueries.isLower(Values.str(run, v)));
    table.add("upper", "", (run, v, a) -> TextQueries.isUpper(Values.str(run, v)));
    table.add("filter", "", (run, v, a) -> isFilter(v));
    table.add("test", "", (run, v, a) -> Strings.isText(v) && names().contains(Strings.text(v)));
  }

  private Tests() {}

  private static void addTypes(Operation.Table table) {
    table.add("defined", "", (run, v, a) -> !(v instanceof Undefined));
    table.add("undefined", "", (run, v, a) -> v instanceof Undefined);
    table.add("none", "", (run, v, a) -> v instanceof None);
    table.add("boolean", "", (run, v, a) -> v instanceof Boolean);
    table.add("true", "", (run, v, a) -> v.equals(true));
    table.add("false", "", (run, v, a) -> v.equals(false));
    table.add("integer", "", (run, v, a) -> Numbers.isInteger(v) && !(v instanceof Boolean));
    table.add("float", "", (run, v, a) -> v instanceof Double);
    table.add("number", "", (run, v, a) -> Numbers.isNumber(v));
    table.add("string", "", (run, v, a) -> Strings.isText(v));
    table.add("mapping", "", (run, v, a) -> v instanceof Map<?, ?>);
    table.add("escaped", "", (run, v, a) -> v instanceof Markup);
    table.add("callable", "/", (run, v, a) -> v instanceof Callable || v instanceof Undefined);
    table.add("iterable", "", (run, v, a) -> isIterable(v));
    table.add("sequence", "", (run, v, a) -> isSequence(v));
  }

  private static void addComparisons(Operation.Table table) {
    comparison(table, Comparator.EQ, "==", "eq", "equalto");
    comparison(table, Comparator.NE, "!=", "ne");
    comparison(table, Comparator.LT, "<", "lt", "lessthan");
    comparison(table, Comparator.LE, "<=", "le");
    comparison(table, Comparator.GT, ">", "gt", "greaterthan");
    comparison(table, Comparator.GE, ">=", "ge");
    table.add("in", "seq", (run, v, a) -> Comparison.contains(run, a.at(0), v));
    table.add("sameas", "other", (run, v, a) -> isSame(run, v, a.at(0)));
  }

  private static void comparison(Operation.Table table, Comparator comparator, String... names) {
    for (String name : names) {
      table.add(name, "/other", (run, v, a) -> comparator.test(run, v, a.at(0)));
    }
  }

  static Set<String> names() {
    return TESTS.keySet();
  }

  static Operation require(String name) {
    Operation test = TESTS.get(name);
    if (test == null) {
      throw Failure.of("there is no test `" + name + "`" + Spelling.hint(name, names()));
    }
    return test;
  }

  private static boolean rest(Run run, Object value, Object divisor, Object expected) {
    return Comparison.equal(run, Operator.MODULO.apply(run, value, divisor), expected);
  }

  private static boolean isFilter(Object value) {
    String name = Strings.isText(value) ? Strings.text(value) : "";
    if (Filters.REFUSED.containsKey(name)) {
      throw Failure.of("the filter `" + name + "` is not supported");
    }
    return Filters.names().contains(name);
  }

  private static boolean isIterable(Object value) {
    return value instanceof LoopContext || Sequences.iterateOrNull(value) != null;
  }

  private static boolean isSequence(Object value) {
    return Strings.isText(value)
        || value instanceof List<?>
        || value instanceof Map<?, ?>
        || value instanceof Undefined;
  }

  /** Python's {@code is}: for equal texts and numbers its answer is a matter of chance. */
  private static boolean isSame(Run run, Object a, Object b) {
    if (a instanceof Boolean || a instanceof None) {
      return a.equals(b);
    }
    boolean chance = Strings.isText(a) || Numbers.isNumber(a);
    if (chance && a.getClass() == b.getClass() && Comparison.equal(run, a, b)) {
      throw Failure.of("`sameas` can't tell equal texts or numbers apart; use `==`");
    }
    return a == b;
  }
}
