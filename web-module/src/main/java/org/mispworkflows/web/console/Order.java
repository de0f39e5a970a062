package org.mispworkflows.web.console;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * In which order a table is shown, and the links of its headers that change it. The address says
 * {@code sort=name} or, the other way round, {@code sort=-name}.
 */
public final class Order {

  private final Address address;
  private final String key;
  private final boolean descending;
  private final String byDefault;

  private Order(Address address, String sort, String byDefault) {
    this.address = address;
    this.descending = sort.startsWith("-");
    this.key = column(sort);
    this.byDefault = column(byDefault);
  }

  /** As an address asks for it. */
  static Order of(Address address, @Nullable String sort, String byDefault) {
    return new Order(address, sort == null || sort.isEmpty() ? byDefault : sort, byDefault);
  }

  private static String column(String sort) {
    return sort.startsWith("-") ? sort.substring(1) : sort;
  }

  /** Where a click on a column's header leads: by that column, or the other way round. */
  public String link(String column) {
    String sort = column.equals(key) && !descending ? "-" + column : column;
    return address.with("sort", sort).with("page", null).toString();
  }

  /** A column's {@code aria-sort}. */
  public String aria(String column) {
    if (!column.equals(key)) return "none";
    return descending ? "descending" : "ascending";
  }

  /** The icon that shows it. */
  public String icon(String column) {
    if (!column.equals(key)) return "sort-none";
    return descending ? "sort-down" : "sort-up";
  }

  /** The rows in order; in the default one when the address names a column that isn't there. */
  <T> List<T> sorted(List<T> rows, Map<String, Comparator<T>> columns) {
    Comparator<T> by =
        Objects.requireNonNull(
            columns.containsKey(key) ? columns.get(key) : columns.get(byDefault));
    return rows.stream().sorted(descending ? Collections.reverseOrder(by) : by).toList();
  }
}
