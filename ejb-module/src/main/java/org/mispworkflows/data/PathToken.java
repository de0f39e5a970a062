package org.mispworkflows.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a path: which keys it takes and which of the values behind them it keeps.
 *
 * @param keys how {@code key} is meant
 * @param key as it is written, without matchers
 * @param index of a list that the key names; -1 if it is a text key
 * @param bracketed whether matchers follow, even ones that nobody understands: then only maps and
 *     lists are kept
 * @param matchers those that are understood; all must hold
 */
record PathToken(Keys keys, String key, int index, boolean bracketed, List<PathMatcher> matchers) {

  /** Takes every child and keeps it. */
  static final PathToken EVERY = new PathToken(Keys.ALL, "{*}", -1, false, List.of());

  enum Keys {
    NUMERIC,
    TEXT,
    ALL,
    LOOSE_NUMBER,
    LITERAL
  }

  /** A step in a path without wildcards and matchers, where numbers are not compared loosely. */
  static PathToken literal(String key) {
    return new PathToken(Keys.LITERAL, key, Loose.index(key), false, List.of());
  }

  static PathToken parse(String part, String path) {
    int bracket = part.indexOf('[');
    if (bracket < 0) return new PathToken(keys(part), part, Loose.index(part), false, List.of());
    String key = part.substring(0, bracket);
    List<PathMatcher> matchers = PathMatcher.parse(part.substring(bracket), path);
    return new PathToken(keys(key), key, Loose.index(key), true, matchers);
  }

  private static Keys keys(String key) {
    return switch (key) {
      case "{n}" -> Keys.NUMERIC;
      case "{s}" -> Keys.TEXT;
      case "{*}" -> Keys.ALL;
      default -> Loose.isNumeric(key) ? Keys.LOOSE_NUMBER : Keys.LITERAL;
    };
  }

  /** Whether the step names one place: such steps at a path's end are created by an insert. */
  boolean isPlain() {
    return !bracketed && key.indexOf('{') < 0;
  }

  boolean takes(String candidate) {
    return switch (keys) {
      case NUMERIC -> Loose.isNumeric(candidate);
      case TEXT -> !Loose.isIntegerKey(candidate);
      case ALL -> true;
      case LOOSE_NUMBER -> Loose.equal(candidate, key);
      case LITERAL -> candidate.equals(key);
    };
  }

  /** Whether the step takes an element of a list. */
  boolean takesIndex(int i) {
    return switch (keys) {
      case NUMERIC, ALL -> true;
      case TEXT -> false;
      case LITERAL -> index == i;
      case LOOSE_NUMBER -> index >= 0 ? index == i : Loose.equal((long) i, key);
    };
  }

  boolean keeps(@Nullable Object value) {
    if (!bracketed) return true;
    if (!Loose.isTree(value)) return false;
    for (PathMatcher matcher : matchers) {
      if (!matcher.matches(value)) return false;
    }
    return true;
  }
}
