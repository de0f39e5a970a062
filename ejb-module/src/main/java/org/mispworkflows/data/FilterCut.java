package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.PathFilter;

/**
 * Cuts out of a tree what one filter hides: each list or map in which the selector's last step
 * finds items loses those that don't pass. What the selector doesn't reach stays as it is.
 */
final class FilterCut {

  private final List<PathToken> tokens;
  private final boolean literal;
  private final @Nullable Condition operator;
  private final HashPath path;
  private final @Nullable Object value;

  /** Of one of the filter's selectors. */
  FilterCut(HashPath selector, PathFilter filter) {
    ParsedPath parsed = Filtered.parsed(selector);
    literal = parsed.isLiteral();
    tokens = parsed.selectsAll() ? List.of() : parsed.tokens();
    operator = Condition.of(filter.operator()).orElse(null);
    path = filter.path();
    value = filter.value();
  }

  /** The tree as the filter shows it; the tree itself when nothing is hidden. */
  Object of(Object tree) {
    return cut(tree, 0);
  }

  private Object cut(Object tree, int depth) {
    // a literal path selects the children of what it leads to, any other what its last step takes
    boolean items = literal ? depth == tokens.size() : depth == tokens.size() - 1;
    PathToken token = depth == tokens.size() ? PathToken.EVERY : tokens.get(depth);
    List<@Nullable Object> list = Json.list(tree);
    if (list != null) return cutList(list, token, items, depth);
    Map<String, @Nullable Object> map = Json.map(tree);
    return map == null ? tree : cutMap(map, token, items, depth);
  }

  private Object cutList(List<@Nullable Object> list, PathToken token, boolean items, int depth) {
    List<@Nullable Object> visible = new ArrayList<>(list.size());
    int[] at = new int[list.size()];
    boolean changed = false;
    for (int i = 0; i < list.size(); i++) {
      Object child = list.get(i);
      if (token.takesIndex(i) && token.keeps(child)) {
        if (items) {
          if (!passes(child)) {
            changed = true;
            continue;
          }
        } else if (Loose.isTree(child) && child != null) {
          Object narrowed = cut(child, depth + 1);
          changed |= narrowed != child;
          child = narrowed;
        }
      }
      at[visible.size()] = i;
      visible.add(child);
    }
    return changed ? new FilteredList(list, visible, at) : list;
  }

  private Object cutMap(
      Map<String, @Nullable Object> map, PathToken token, boolean items, int depth) {
    if (!items && token.keys() == PathToken.Keys.LITERAL) {
      Object child = map.get(token.key());
      if (!Loose.isTree(child) || child == null || !token.keeps(child)) return map;
      Object narrowed = cut(child, depth + 1);
      return narrowed == child
          ? map
          : new FilteredMap(map, new HashSet<>(), Map.of(token.key(), narrowed));
    }
    Set<String> hidden = new HashSet<>();
    Map<String, Object> views = new HashMap<>();
    map.forEach(
        (key, child) -> {
          if (!token.takes(key) || !token.keeps(child)) return;
          if (items) {
            if (!passes(child)) hidden.add(key);
          } else if (Loose.isTree(child) && child != null) {
            Object narrowed = cut(child, depth + 1);
            if (narrowed != child) views.put(key, narrowed);
          }
        });
    return hidden.isEmpty() && views.isEmpty() ? map : new FilteredMap(map, hidden, views);
  }

  private boolean passes(@Nullable Object item) {
    return operator != null && operator.passes(item, path, value);
  }
}
