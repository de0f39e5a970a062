package org.mispworkflows.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hides what must never be stored, logged, templated or sent: MISP's user triggers carry passwords
 * as they were typed, and API keys.
 */
public final class Masks {

  /** What is shown instead. */
  public static final String MASK = "*****";

  private static final Set<String> SECRET_KEYS =
      Set.of("password", "confirm_password", "authkey", "authkey_raw");

  private Masks() {}

  /** Masks the secret entries of a tree, in place. */
  public static void mask(@Nullable Object tree) {
    Deque<Object> todo = new ArrayDeque<>();
    if (tree != null) todo.push(tree);
    while (!todo.isEmpty()) {
      Object next = todo.pop();
      Map<String, @Nullable Object> map = Json.map(next);
      if (map != null)
        map.replaceAll((key, value) -> isSecret(key) && value instanceof String ? MASK : value);
      for (Object child : Loose.values(next)) {
        if (Loose.isTree(child)) todo.push(child);
      }
    }
  }

  private static boolean isSecret(String key) {
    return SECRET_KEYS.contains(key.toLowerCase(Locale.ROOT));
  }
}
