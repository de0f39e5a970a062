package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was done to the surroundings, in order. */
final class Effects {

  private final List<Map<String, @Nullable Object>> all = new ArrayList<>();

  /** Writes down one, as {@code kind} and pairs of a name and a value, which is copied. */
  void add(String kind, @Nullable Object... pairs) {
    Map<String, @Nullable Object> effect = new LinkedHashMap<>();
    effect.put("kind", kind);
    for (int i = 0; i < pairs.length; i += 2)
      effect.put(String.valueOf(pairs[i]), Trees.copy(pairs[i + 1]));
    all.add(effect);
  }

  /** Everything since the last call. */
  List<Map<String, @Nullable Object>> taken() {
    List<Map<String, @Nullable Object>> taken = List.copyOf(all);
    all.clear();
    return taken;
  }
}
