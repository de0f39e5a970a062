package org.mispworkflows.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Finds filters by name. */
final class Filters {
  /** Filters of Jinja that are not supported, and what to do instead. */
  static final Map<String, String> REFUSED =
      Map.of(
          "random", "its result can't be repeated; use `| first`",
          "pprint", "use `| tojson(indent=2)`",
          "urlize", "write the link yourself");

  private static final Map<String, Operation> FILTERS = new HashMap<>();

  static {
    Operation.Table table = new Operation.Table(FILTERS);
    ListFilters.addTo(table);
    SelectFilters.addTo(table);
    TextFilters.addTo(table);
    MarkupFilters.addTo(table);
    NumberFilters.addTo(table);
    table.alias("d", "default");
    table.alias("e", "escape");
    table.alias("count", "length");
  }

  private Filters() {}

  static Set<String> names() {
    return FILTERS.keySet();
  }

  static Operation require(String name) {
    Operation filter = FILTERS.get(name);
    if (filter == null) {
      throw Failure.of(
          REFUSED.containsKey(name)
              ? "the filter `" + name + "` is not supported: " + REFUSED.get(name)
              : "there is no filter `" + name + "`" + Spelling.hint(name, names()));
    }
    return filter;
  }
}
