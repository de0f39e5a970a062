package org.mispworkflows.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Filters that apply another filter or a test to each item, and those for what is missing. */
final class SelectFilters {
  private SelectFilters() {}

  static void addTo(Operation.Table table) {
    table.addOpen("map", SelectFilters::map);
    table.addOpen("select", (run, v, a) -> select(run, v, a, true, false));
    table.addOpen("reject", (run, v, a) -> select(run, v, a, false, false));
    table.addOpen("selectattr", (run, v, a) -> select(run, v, a, true, true));
    table.addOpen("rejectattr", (run, v, a) -> select(run, v, a, false, true));
    table.add("default", "default_value='', boolean=false", SelectFilters::orDefault);
    table.add("attr", "name", (run, v, a) -> Access.attributeFilter(v, Values.str(run, a.at(0))));
  }

  private static Object orDefault(Run run, Object value, Args args) {
    boolean replace = value instanceof Undefined || (args.truth(1) && !Values.truthy(value));
    return replace ? args.at(0) : value;
  }

  private static Object map(Run run, Object value, Args args) {
    if (!Values.truthy(value)) {
      return new Lazy(Collections.emptyIterator());
    }
    UnaryOperator<Object> function = mapper(run, args);
    return Lazy.map(
        Sequences.iterate(value),
        item -> {
          run.step();
          return function.apply(item);
        });
  }

  private static UnaryOperator<Object> mapper(Run run, Args args) {
    Object attribute = args.named().get("attribute");
    if (args.size() > 0) {
      Operation filter = Filters.require(args.text(0));
      Args rest = args.from(1);
      return item -> filter.apply(run, item, rest);
    }
    if (attribute == null) {
      throw Failure.of("`map` needs the name of a filter, or `attribute=...`");
    }
    Map<String, Object> named = new LinkedHashMap<>(args.named());
    named.remove("attribute");
    Object otherwise = named.containsKey("default") ? named.remove("default") : None.NONE;
    if (!named.isEmpty()) {
      throw Failure.of("`map` has no argument `" + named.keySet().iterator().next() + "`");
    }
    AttributePath path = AttributePath.of(attribute);
    return item -> path.get(item, otherwise);
  }

  /** Keeps the items for which the test gives {@code wanted}; the test may look at an attribute. */
  private static Object select(
      Run run, Object value, Args args, boolean wanted, boolean ofAttribute) {
    if (!Values.truthy(value)) {
      return new Lazy(Collections.emptyIterator());
    }
    int offset = ofAttribute ? 1 : 0;
    if (args.size() < offset) {
      throw Failure.of("this filter needs the name of an attribute");
    }
    AttributePath path = AttributePath.of(ofAttribute ? args.at(0) : None.NONE);
    Operation test = args.size() > offset ? Tests.require(args.text(offset)) : Tests.TRUTHY;
    Args rest = args.size() > offset ? args.from(offset + 1) : Args.EMPTY;
    return Lazy.filter(
        Sequences.iterate(value),
        item -> {
          run.step();
          return Values.truthy(test.apply(run, path.get(item), rest)) == wanted;
        });
  }
}
