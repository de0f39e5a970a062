package org.mispworkflows.spi;

import org.jspecify.annotations.Nullable;

/**
 * Hides items from the nodes that follow on a path.
 *
 * @param selector which items; what it doesn't select stays visible
 * @param path what of an item is compared; empty: the item itself
 * @param operator how, by the stored key; nothing passes one that nobody knows
 * @param value compared with: a text or a list
 */
public record PathFilter(
    HashPath selector, HashPath path, String operator, @Nullable Object value) {}
