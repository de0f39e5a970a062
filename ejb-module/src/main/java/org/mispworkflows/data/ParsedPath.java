package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.HashPath;

/**
 * A path in the language of CakePHP 2's {@code Hash}, which MISP's workflows use: tokens split at
 * dots outside brackets, {@code {n}} numeric keys, {@code {s}} text keys, {@code {*}} all keys, a
 * literal key matches itself, matchers in brackets filter what was reached. Immutable.
 */
public final class ParsedPath implements HashPath {

  /** Selects everything. */
  public static final ParsedPath EMPTY = new ParsedPath("", List.of(PathToken.literal("")), true);

  private final String text;
  private final List<PathToken> tokens;
  private final boolean literal;

  private ParsedPath(String text, List<PathToken> tokens, boolean literal) {
    this.text = text;
    this.tokens = tokens;
    this.literal = literal;
  }

  /**
   * Parses a path.
   *
   * @throws MalformedPathException when brackets don't match or a regular expression can't be
   *     compiled
   */
  public static ParsedPath parse(String text) {
    if (text.isEmpty()) return EMPTY;
    boolean literal = isLiteral(text);
    List<PathToken> tokens = new ArrayList<>();
    for (String part : split(text)) {
      tokens.add(literal ? PathToken.literal(part) : PathToken.parse(part, text));
    }
    return new ParsedPath(text, List.copyOf(tokens), literal);
  }

  /** At dots outside brackets; with brackets present the parts are trimmed. */
  private static List<String> split(String text) {
    if (text.indexOf('[') < 0) return Arrays.asList(text.split("\\.", -1));
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[') depth++;
      if (c == ']' && --depth < 0)
        throw new MalformedPathException(text, "a `]` closes nothing", i);
      if (c == '.' && depth == 0) {
        parts.add(text.substring(start, i).trim());
        start = i + 1;
      }
    }
    if (depth > 0)
      throw new MalformedPathException(text, "a `[` is never closed", text.lastIndexOf('['));
    parts.add(text.substring(start).trim());
    return parts;
  }

  @Override
  public String text() {
    return text;
  }

  /** Whether the path names exactly one place: no {@code {…}} and no matcher. */
  public boolean isLiteral() {
    return literal;
  }

  /** Whether a text would be a literal path. */
  public static boolean isLiteral(String text) {
    return text.indexOf('{') < 0 && text.indexOf('[') < 0;
  }

  boolean selectsAll() {
    return text.isEmpty() || text.equals("0");
  }

  List<PathToken> tokens() {
    return tokens;
  }

  /**
   * {@inheritDoc}
   *
   * <p>As in MISP the path {@code 0} selects everything, just like the empty one.
   */
  @Override
  public Object extract(@Nullable Object data) {
    if (selectsAll()) return data == null ? List.of() : data;
    if (literal) {
      Object value = get(data);
      if (value == null) return List.of();
      return Loose.isTree(value) ? value : listOf(value);
    }
    List<@Nullable Object> context = listOf(data);
    for (PathToken token : tokens) {
      List<@Nullable Object> next = new ArrayList<>();
      for (Object item : context) step(token, item, next);
      if (next.isEmpty()) return next;
      context = next;
    }
    return context;
  }

  /** Follows literal keys; null when the path leads nowhere or isn't literal. */
  public @Nullable Object get(@Nullable Object data) {
    if (!literal) return null;
    Object value = data;
    for (PathToken token : tokens) {
      if (value instanceof Map<?, ?> map) {
        value = map.get(token.key());
      } else if (value instanceof List<?> list) {
        value = token.index() >= 0 && token.index() < list.size() ? list.get(token.index()) : null;
      } else {
        return null;
      }
    }
    return value;
  }

  private static void step(PathToken token, @Nullable Object item, List<@Nullable Object> found) {
    if (item instanceof Map<?, ?> map) {
      if (token.keys() == PathToken.Keys.LITERAL) {
        if (map.containsKey(token.key())) add(token, map.get(token.key()), found);
        return;
      }
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (token.takes((String) entry.getKey())) add(token, entry.getValue(), found);
      }
    } else if (item instanceof List<?> list) {
      stepInto(list, token, found);
    } else if (item != null && token.takes("0")) {
      add(token, item, found);
    }
  }

  private static void stepInto(List<?> list, PathToken token, List<@Nullable Object> found) {
    switch (token.keys()) {
      case NUMERIC, ALL -> {
        for (Object value : list) add(token, value, found);
      }
      case LOOSE_NUMBER -> {
        if (token.index() >= list.size()) return;
        if (token.index() >= 0) {
          add(token, list.get(token.index()), found);
          return;
        }
        for (int i = 0; i < list.size(); i++) {
          if (Loose.equal((long) i, token.key())) add(token, list.get(i), found);
        }
      }
      default -> {} // a list has no text keys
    }
  }

  private static void add(PathToken token, @Nullable Object value, List<@Nullable Object> found) {
    if (token.keeps(value)) found.add(value);
  }

  private static List<@Nullable Object> listOf(@Nullable Object only) {
    List<@Nullable Object> list = new ArrayList<>(1);
    list.add(only);
    return list;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ParsedPath p && p.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
