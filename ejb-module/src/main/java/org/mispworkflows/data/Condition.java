package org.mispworkflows.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.HashPath;

/**
 * The operators that compare extracted data with a value, all by PHP's loose comparison. Data of
 * the wrong kind makes an operator false, its negation too; that is not an error.
 */
public enum Condition {
  IN,
  NOT_IN,
  EQUALS,
  NOT_EQUALS,
  ANY_VALUE,
  IN_OR,
  IN_AND,
  NOT_IN_OR,
  NOT_IN_AND,
  /** Ours: numbers and numeric texts, greater than the value; nothing else is. */
  LATER_THAN,
  /** Ours: numbers and numeric texts, not greater than the value; nothing else is. */
  NOT_LATER_THAN;

  private static final Map<String, Condition> BY_KEY =
      Arrays.stream(values())
          .collect(Collectors.toMap(c -> c.name().toLowerCase(Locale.ROOT), c -> c));

  /**
   * The operator of this stored key; empty for one that MISP doesn't know either (it holds for
   * nothing).
   */
  public static Optional<Condition> of(@Nullable String key) {
    return Optional.ofNullable(key).map(BY_KEY::get);
  }

  /** Whether the operator holds between extracted data and a value. */
  public boolean holds(@Nullable Object data, @Nullable Object value) {
    return switch (this) {
      case IN -> Loose.isTree(data) && contains(data, value);
      case NOT_IN -> Loose.isTree(data) && !contains(data, value);
      case EQUALS -> !Loose.isTree(data) && Loose.equal(data, value);
      case NOT_EQUALS -> !Loose.isTree(data) && !Loose.equal(data, value);
      case ANY_VALUE -> false;
      case IN_OR -> bothTrees(data, value) && anyOf(data, value);
      case NOT_IN_OR -> bothTrees(data, value) && !anyOf(data, value);
      case IN_AND -> bothTrees(data, value) && allOf(data, value);
      case NOT_IN_AND -> bothTrees(data, value) && !allOf(data, value);
      case LATER_THAN -> Loose.isNumeric(data) && Loose.compare(data, value) > 0;
      case NOT_LATER_THAN -> Loose.isNumeric(data) && Loose.compare(data, value) <= 0;
    };
  }

  /**
   * Whether an item passes a node or path filter: the operator holds for what the path extracts of
   * it.
   */
  public boolean passes(@Nullable Object item, HashPath path, @Nullable Object value) {
    if (!path.isEmpty() && !Loose.isTree(item)) return false;
    Object extracted = path.isEmpty() ? item : path.extract(item);
    if (this == ANY_VALUE) return Loose.truthy(extracted);
    boolean ofFirst =
        switch (this) {
          case EQUALS, NOT_EQUALS, LATER_THAN, NOT_LATER_THAN -> true;
          default -> false;
        };
    return holds(ofFirst ? first(extracted) : extracted, value);
  }

  /**
   * What MISP compares when it wants one value: PHP's {@code [0]}, which is null for numbers and
   * for maps without it.
   */
  private static @Nullable Object first(@Nullable Object extracted) {
    if (!Loose.truthy(extracted)) return extracted;
    if (extracted instanceof String text) return text.substring(0, 1);
    return Loose.child(extracted, "0");
  }

  private static boolean bothTrees(@Nullable Object data, @Nullable Object value) {
    return Loose.isTree(data) && Loose.isTree(value);
  }

  private static boolean contains(@Nullable Object tree, @Nullable Object value) {
    for (Object element : Loose.values(tree)) {
      if (Loose.equal(element, value)) return true;
    }
    return false;
  }

  private static boolean anyOf(@Nullable Object data, @Nullable Object value) {
    Collection<@Nullable Object> wanted = Loose.values(value);
    Set<Object> texts = plainTexts(wanted);
    for (Object element : Loose.values(data)) {
      if (element instanceof String s && texts.contains(s)) return true;
      if (isPlain(element) && texts.size() == wanted.size()) continue;
      if (contains(value, element)) return true;
    }
    return false;
  }

  private static boolean allOf(@Nullable Object data, @Nullable Object value) {
    for (Object wanted : Loose.values(value)) {
      if (!contains(data, wanted)) return false;
    }
    return true;
  }

  /** Texts that no loose comparison makes equal to another one: a shortcut for tags. */
  private static Set<Object> plainTexts(Collection<@Nullable Object> values) {
    Set<Object> texts = new HashSet<>();
    for (Object value : values) {
      if (value != null && isPlain(value)) texts.add(value);
    }
    return texts;
  }

  private static boolean isPlain(@Nullable Object value) {
    return value instanceof String s && !s.isEmpty() && Character.isLetter(s.charAt(0));
  }
}
