package org.mispworkflows.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.PathFilter;
import org.mispworkflows.spi.PathFilters;

/** Filters as text, for a run that starts in the middle: {@code {label: {selectors, path, …}}}. */
final class StoredFilters {

  private StoredFilters() {}

  static String write(PathFilters filters) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    filters
        .byLabel()
        .forEach(
            (label, filter) -> {
              Map<String, @Nullable Object> stored = new LinkedHashMap<>();
              stored.put("selectors", filter.selectors().stream().map(HashPath::text).toList());
              stored.put("path", filter.path().text());
              stored.put("operator", filter.operator());
              stored.put("value", filter.value());
              tree.put(label, stored);
            });
    return Json.write(tree);
  }

  static PathFilters read(String text) {
    PathFilters filters = PathFilters.NONE;
    for (Map.Entry<String, @Nullable Object> entry :
        Objects.requireNonNull(Json.map(Json.parse(text))).entrySet()) {
      Map<String, @Nullable Object> stored =
          Objects.requireNonNull(Json.map(entry.getValue()), entry.getKey());
      filters =
          filters.with(
              entry.getKey(),
              new PathFilter(
                  Loose.values(stored.get("selectors")).stream()
                      .<HashPath>map(path -> ParsedPath.parse(Loose.text(path)))
                      .toList(),
                  ParsedPath.parse(Loose.text(stored.get("path"))),
                  Loose.text(stored.get("operator")),
                  stored.get("value")));
    }
    return filters;
  }
}
