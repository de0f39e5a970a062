package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/**
 * One change of one list or map of a tree, as modules make them, done in the same way to two equal
 * trees.
 *
 * @param where which list or map, of all there are
 * @param how which of the ways to change it
 * @param at which element or entry
 * @param key for a new entry
 * @param value that is written
 */
record TreeChange(int where, int how, int at, String key, @Nullable Object value) {

  static Arbitrary<TreeChange> any() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 50),
            Arbitraries.integers().between(0, 11),
            Arbitraries.integers().between(0, 10),
            RandomTrees.keys(),
            RandomTrees.trees())
        .as(TreeChange::new);
  }

  void applyTo(Map<String, @Nullable Object> view, Map<String, @Nullable Object> model) {
    applyBelow(List.of(), view, model);
  }

  /** Changes something below a place; nothing when the place is no list or map. */
  void applyBelow(
      List<String> place, Map<String, @Nullable Object> view, Map<String, @Nullable Object> model) {
    List<List<String>> containers = new ArrayList<>();
    collect(place, at(place, model), containers);
    if (!place.isEmpty()) containers.remove(place);
    if (containers.isEmpty()) return;
    List<String> chosen = containers.get(where % containers.size());
    change(at(chosen, view));
    change(at(chosen, model));
  }

  private static void collect(
      List<String> path, @Nullable Object tree, List<List<String>> containers) {
    if (tree == null || !Loose.isTree(tree)) return;
    containers.add(path);
    for (String key : Loose.keys(tree)) {
      List<String> below = new ArrayList<>(path);
      below.add(key);
      collect(below, Loose.child(tree, key), containers);
    }
  }

  private static @Nullable Object at(List<String> path, @Nullable Object tree) {
    Object place = tree;
    for (String key : path) place = Loose.child(place, key);
    return place;
  }

  private void change(@Nullable Object container) {
    List<@Nullable Object> list = Json.list(container);
    Map<String, @Nullable Object> map = Json.map(container);
    if (list != null) change(list);
    else if (map != null) change(map);
  }

  private void change(List<@Nullable Object> list) {
    int size = list.size();
    int i = size == 0 ? 0 : at % size;
    Object fresh = RandomTrees.copy(value);
    switch (how) {
      case 0 -> list.add(fresh);
      case 1 -> list.add(i, fresh);
      case 2 -> list.addAll(i, new ArrayList<>(List.of("new", 1L)));
      case 3 -> list.clear();
      case 4 -> list.removeIf(x -> x instanceof Map || Loose.truthy(x) == (at % 2 == 0));
      case 5 -> Collections.reverse(list);
      case 6 -> list.subList(i, size).clear();
      case 7 -> {
        boolean odd = false;
        for (Iterator<@Nullable Object> it = list.iterator(); it.hasNext(); odd = !odd) {
          it.next();
          if (odd) it.remove();
        }
      }
      case 8 -> {
        ListIterator<@Nullable Object> it = list.listIterator(i);
        if (it.hasNext()) {
          it.next();
          it.set(fresh);
          it.add("after");
        }
      }
      case 9 -> {
        if (size > 0) list.set(i, list.get(size - 1));
      }
      case 10 -> {
        if (size > 0) list.set(i, fresh);
      }
      default -> {
        if (size > 0) list.remove(i);
      }
    }
  }

  private void change(Map<String, @Nullable Object> map) {
    List<String> keys = new ArrayList<>(new java.util.TreeSet<>(map.keySet()));
    String present = keys.isEmpty() ? key : keys.get(at % keys.size());
    Object fresh = RandomTrees.copy(value);
    switch (how) {
      case 0 -> map.put(key, fresh);
      case 1 -> map.put(present, fresh);
      case 2 -> map.remove(present);
      case 3 -> map.clear();
      case 4 -> map.keySet().removeIf(k -> k.compareTo(present) < 0);
      case 5 -> {
        Iterator<Map.Entry<String, @Nullable Object>> it = map.entrySet().iterator();
        while (it.hasNext()) {
          Map.Entry<String, @Nullable Object> entry = it.next();
          boolean more = it.hasNext();
          if (entry.getKey().equals(present)) it.remove();
          if (!more) break;
        }
      }
      case 6 -> map.replaceAll((k, v) -> k.equals(present) ? RandomTrees.copy(value) : v);
      case 7 -> {
        if (Loose.isTree(map.get(present))) {
          List<@Nullable Object> elements = new ArrayList<>(Loose.values(map.get(present)));
          Collections.reverse(elements);
          map.put(present, elements);
        }
      }
      case 8 -> {
        if (map.get(present) instanceof Map<?, ?> child) {
          Map<String, @Nullable Object> rebuilt = new LinkedHashMap<>();
          child.forEach((k, v) -> rebuilt.put((String) k, v));
          rebuilt.put(key, fresh);
          map.put(present, rebuilt);
        }
      }
      case 9 -> map.put(key, wrapped(map.get(present)));
      case 10 -> map.putAll(Collections.singletonMap(key, "put"));
      default -> map.put(present, RandomTrees.copy(map.get(present)));
    }
  }

  /** The value in a list of its own: what is read is put elsewhere, and shared from then on. */
  private static @Nullable Object wrapped(@Nullable Object value) {
    List<@Nullable Object> list = new ArrayList<>();
    list.add(value);
    return list;
  }
}
