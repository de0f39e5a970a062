package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes what a path leads to, in place: the tree's own maps and lists are altered. As in MISP,
 * keys after the last wildcard or matcher are created on the way, those before it are not. A list
 * stays a list without gaps; one that gets a text key becomes a map, so the tree that comes back
 * may be another one than the one handed in.
 */
public final class PathEditor {

  private PathEditor() {}

  /**
   * Puts a value where the path leads to. A path that ends in a wildcard or matcher merges the
   * value into each match instead of replacing it; matches that are no maps or lists are left alone
   * then.
   *
   * @return the changed tree
   */
  public static @Nullable Object insert(
      @Nullable Object tree, ParsedPath path, @Nullable Object value) {
    return tree != null && Loose.isTree(tree) ? insert(tree, path.tokens(), value) : tree;
  }

  /**
   * Takes away what the path leads to, and what became empty below a wildcard. A path that ends in
   * a bare wildcard takes away scalars only.
   *
   * @return the changed tree
   */
  public static @Nullable Object remove(@Nullable Object tree, ParsedPath path) {
    if (tree == null || !Loose.isTree(tree)) return tree;
    remove(tree, path.tokens());
    return tree;
  }

  private static Object insert(Object tree, List<PathToken> tokens, @Nullable Object value) {
    if (arePlain(tokens)) return insertPlain(tree, tokens, value);
    PathToken token = tokens.get(0);
    List<PathToken> rest = tokens.subList(1, tokens.size());
    Object changed = tree;
    for (String key : Loose.keys(tree)) {
      Object child = own(key, Loose.child(tree, key));
      if (child == null || !Loose.isTree(child) || !token.takes(key) || !token.keeps(child))
        continue;
      changed =
          put(changed, key, isNothing(rest) ? merged(child, value) : insert(child, rest, value));
    }
    return changed;
  }

  private static Object insertPlain(Object tree, List<PathToken> tokens, @Nullable Object value) {
    String key = editedKey(tokens.get(0));
    if (tokens.size() == 1) return put(tree, key, value);
    List<PathToken> rest = tokens.subList(1, tokens.size());
    Object child = own(key, Loose.child(tree, key));
    if (child == null || !Loose.isTree(child)) {
      child =
          editedKey(rest.get(0)).equals("0")
              ? new ArrayList<@Nullable Object>()
              : new LinkedHashMap<>();
    }
    return put(tree, key, insertPlain(child, rest, value));
  }

  private static void remove(Object tree, List<PathToken> tokens) {
    if (arePlain(tokens)) {
      removePlain(tree, tokens);
      return;
    }
    PathToken token = tokens.get(0);
    List<PathToken> rest = tokens.subList(1, tokens.size());
    Set<String> gone = new HashSet<>();
    for (String key : Loose.keys(tree)) {
      if (!token.takes(key)) continue;
      Object child = own(key, Loose.child(tree, key));
      if (child == null || !Loose.isTree(child)) {
        if (rest.isEmpty()) gone.add(key);
        continue;
      }
      boolean whole = rest.isEmpty() && token.bracketed() && token.keeps(child);
      if (!rest.isEmpty() && token.keeps(child)) {
        remove(child, rest);
        put(tree, key, child);
      }
      if (whole || !Loose.truthy(Filtered.originOf(child))) gone.add(key);
    }
    drop(tree, gone);
  }

  private static void removePlain(Object tree, List<PathToken> tokens) {
    String key = editedKey(tokens.get(0));
    if (tokens.size() == 1) {
      drop(tree, Set.of(key));
      return;
    }
    Object child = own(key, Loose.child(tree, key));
    if (child == null || !Loose.isTree(child)) return;
    removePlain(child, tokens.subList(1, tokens.size()));
    put(tree, key, child);
  }

  /** Tags that attributes inherit are one list for all of them: whoever changes it gets a copy. */
  private static @Nullable Object own(String key, @Nullable Object child) {
    if (!key.equals("_allTags") || !(child instanceof List<?> shared)) return child;
    List<@Nullable Object> copy = new ArrayList<>(shared.size());
    for (Object tag : shared) {
      Map<String, @Nullable Object> map = Json.map(tag);
      copy.add(map == null ? tag : new LinkedHashMap<>(map));
    }
    return copy;
  }

  private static boolean arePlain(List<PathToken> tokens) {
    for (PathToken token : tokens) {
      if (!token.isPlain()) return false;
    }
    return true;
  }

  private static List<@Nullable Object> list(Object tree) {
    return (List<@Nullable Object>) Loose.values(tree);
  }

  /** MISP takes a rest of {@code 0} for none. */
  private static boolean isNothing(List<PathToken> rest) {
    if (rest.size() != 1) return rest.isEmpty();
    PathToken only = rest.get(0);
    return !only.bracketed() && (only.key().isEmpty() || only.key().equals("0"));
  }

  /** {@code 01} and {@code 1e0} name the index 1 when something is changed. */
  private static String editedKey(PathToken token) {
    boolean isIndex =
        token.index() < 0 && Loose.isNumeric(token.key()) && Loose.integer(token.key()) > 0;
    return isIndex ? Long.toString(Loose.integer(token.key())) : token.key();
  }

  private static Object put(Object tree, String key, @Nullable Object value) {
    Map<String, @Nullable Object> map = Json.map(tree);
    if (map == null) {
      List<@Nullable Object> list = list(tree);
      int index = Loose.index(key);
      if (index >= 0) {
        if (index < list.size()) list.set(index, value);
        else list.add(value);
        return list;
      }
      map = new LinkedHashMap<>();
      for (int i = 0; i < list.size(); i++) map.put(Integer.toString(i), list.get(i));
    }
    map.put(key, value);
    return map;
  }

  private static void drop(Object tree, Set<String> keys) {
    Map<String, @Nullable Object> map = Json.map(tree);
    if (map != null) {
      keys.forEach(map::remove);
      return;
    }
    if (keys.isEmpty()) return;
    int[] index = {0};
    list(tree).removeIf(element -> keys.contains(Integer.toString(index[0]++)));
  }

  /** PHP's {@code array_merge}: text keys are overwritten, numeric ones are numbered anew. */
  private static Object merged(Object child, @Nullable Object value) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    int[] next = {0};
    for (Object tree :
        new Object[] {child, value == null || Loose.isTree(value) ? value : List.of(value)}) {
      if (tree == null) continue;
      for (String key : Loose.keys(tree)) {
        all.put(
            Loose.isIntegerKey(key) ? Integer.toString(next[0]++) : key, Loose.child(tree, key));
      }
    }
    Map<String, @Nullable Object> map = Json.map(child);
    if (map != null) {
      map.clear();
      map.putAll(all);
      return map;
    }
    if (all.size() > next[0]) return all;
    List<@Nullable Object> list = list(child);
    list.addAll(new ArrayList<>(all.values()).subList(list.size(), all.size()));
    return list;
  }
}
