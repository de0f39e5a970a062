package org.mispworkflows.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.PathFilter;
import org.mispworkflows.spi.PathFilters;

/** The reference keeps a path's filters inside the data, under keys of their own. */
final class StoredView {

  private static final String FILTERS = "enabledFilters";
  private static final String SNAPSHOT = "_unfilteredData";
  private static final String TARGET = "__node_id_to_exec";

  private StoredView() {}

  /** A copy of the data without the keys that the reference keeps in it for itself. */
  static Map<String, @Nullable Object> data(@Nullable Object stored) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    Map<String, @Nullable Object> map = Json.map(Trees.copy(stored));
    if (map != null) data.putAll(map);
    data.remove(FILTERS);
    data.remove(SNAPSHOT);
    data.remove(TARGET);
    return data;
  }

  /** As {@link #data}, of anything; what isn't a map stays as it is. */
  static @Nullable Object clean(@Nullable Object stored) {
    return Json.map(stored) == null ? stored : data(stored);
  }

  /** Whether the data are anything else than what the reader sees. */
  static boolean isFiltered(@Nullable Object stored) {
    return Loose.child(stored, FILTERS) != null || Loose.child(stored, SNAPSHOT) != null;
  }

  /** The filters that are on. */
  static PathFilters filters(@Nullable Object stored) {
    PathFilters filters = PathFilters.NONE;
    Map<String, @Nullable Object> byLabel = Json.map(Loose.child(stored, FILTERS));
    if (byLabel == null) return filters;
    for (Map.Entry<String, @Nullable Object> entry : byLabel.entrySet()) {
      Map<String, @Nullable Object> filter = Objects.requireNonNull(Json.map(entry.getValue()));
      filters =
          filters.with(
              entry.getKey(),
              new PathFilter(
                  List.of(ParsedPath.parse(Loose.text(filter.get("selector")))),
                  ParsedPath.parse(Loose.text(filter.get("path"))),
                  Loose.text(filter.get("operator")),
                  filter.get("value")));
    }
    return filters;
  }
}
