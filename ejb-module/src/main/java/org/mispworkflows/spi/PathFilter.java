package org.mispworkflows.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hides items from the nodes that follow on a path.
 *
 * @param selectors which items; what none of them selects stays visible
 * @param path what of an item is compared; empty: the item itself
 * @param operator how, by the stored key; nothing passes one that nobody knows
 * @param value compared with: a text, a number or a list
 */
public record PathFilter(
    List<HashPath> selectors, HashPath path, String operator, @Nullable Object value) {

  public PathFilter {
    selectors = List.copyOf(selectors);
  }
}
