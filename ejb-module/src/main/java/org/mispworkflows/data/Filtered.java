package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.PathFilter;
import org.mispworkflows.spi.PathFilters;

/**
 * A part of the data, seen through filters. Law: what is written through a view is written to the
 * data, and reading it back through the same view gives it; what the view hides is not touched,
 * unless it is inside something that is taken away. A list or map that is put in the place of
 * another one takes over what the view hides there.
 */
public interface Filtered {

  /** The part of the data that is looked at. */
  Object origin();

  /**
   * The data as filters show it. Made anew for each node, since its filters are asked what passes
   * when the view is made; without a filter that hides anything it is the data itself.
   */
  static Map<String, @Nullable Object> view(
      Map<String, @Nullable Object> data, PathFilters filters) {
    Map<String, @Nullable Object> view = data;
    for (PathFilter filter : filters.byLabel().values()) {
      for (HashPath selector : filter.selectors()) {
        Map<String, @Nullable Object> narrowed = Json.map(new FilterCut(selector, filter).of(view));
        if (narrowed != null) view = narrowed;
      }
    }
    return view;
  }

  /** The part of the data behind a view; anything else is given back as it is. */
  static Object originOf(Object value) {
    return value instanceof Filtered view ? view.origin() : value;
  }

  /**
   * A value that holds no view: what may be stored in the data. A tree without views is given back
   * as it is.
   */
  static @Nullable Object unwrapped(@Nullable Object value) {
    if (value instanceof Filtered view) return view.origin();
    if (!holdsView(value)) return value;
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, child) -> copy.put((String) key, unwrapped(child)));
      return copy;
    }
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object child : Loose.values(value)) copy.add(unwrapped(child));
    return copy;
  }

  /**
   * What a view shows of a value that was put into the data: the views in it still hide what they
   * hid.
   *
   * @param stored the value {@link #unwrapped}
   */
  static @Nullable Object shown(@Nullable Object value, @Nullable Object stored) {
    if (value == stored || value instanceof Filtered) return value;
    Map<String, @Nullable Object> map = Json.map(stored);
    if (map != null) {
      Map<String, Object> views = new HashMap<>();
      map.forEach(
          (key, child) -> {
            Object seen = shown(Loose.child(value, key), child);
            if (seen != null && seen != child) views.put(key, seen);
          });
      return new FilteredMap(map, new HashSet<>(), views);
    }
    List<@Nullable Object> list = Objects.requireNonNull(Json.list(stored));
    List<@Nullable Object> visible = new ArrayList<>(Loose.values(value));
    int[] at = new int[list.size()];
    for (int i = 0; i < at.length; i++) {
      at[i] = i;
      visible.set(i, shown(visible.get(i), list.get(i)));
    }
    return new FilteredList(list, visible, at);
  }

  private static boolean holdsView(@Nullable Object value) {
    if (value instanceof Filtered) return true;
    for (Object child : Loose.values(value)) {
      if (Loose.isTree(child) && holdsView(child)) return true;
    }
    return false;
  }

  /** Whether two values are the same part of the data, seen through views or not. */
  static boolean same(@Nullable Object a, @Nullable Object b) {
    return a != null && b != null && originOf(a) == originOf(b);
  }

  /** Whether a path may be used as a selector of a filter: only paths of this engine can. */
  static ParsedPath parsed(HashPath path) {
    return path instanceof ParsedPath parsed ? parsed : ParsedPath.parse(path.text());
  }
}
