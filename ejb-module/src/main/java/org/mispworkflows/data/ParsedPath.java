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
   * @throws MalformedPathException when brackets don't match, a regular expression can't be
   *     compiled, or there are more steps than data has levels
   */
  public static ParsedPath parse(String text) {
    if (text.isEmpty()) return EMPTY;
    boolean literal = isLiteral(text);
    List<String> parts = split(text);
    if (parts.size() > Json.MAX_DEPTH) {
      throw new MalformedPathException(
          text,
          "it has " + parts.size() + " steps; data has at most " + Json.MAX_DEPTH + " levels",
          -1);
    }
    List<PathToken> tokens = new ArrayList<>();
    for (String part : parts) {
      tokens.add(literal ? PathToken.literal(part) : PathToken.parse(part, text));
    }
    return new ParsedPath(text, List.copyOf(tokens), literal);
  }

  /**
   * Parses a path that somebody writes: a step in braces must be a wildcard. Elsewhere MISP takes
   * such a step for a key.
   *
   * @throws MalformedPathException also when one is none
   */
  public static ParsedPath written(String text) {
    ParsedPath path = parse(text);
    for (PathToken token : path.tokens) {
      if (token.key().startsWith("{") && token.keys() == PathToken.Keys.LITERAL) {
        throw new MalformedPathException(
            text, "`" + token.key() + "` is none of {n}, {s} and {*}", text.indexOf(token.key()));
      }
    }
    return path;
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
      return Loose.isTree(value) ? value : new ArrayList<>(List.of(value));
    }
    List<@Nullable Object> found = new ArrayList<>();
    collect(data, 0, found);
    return found;
  }

  /** Depth first, which finds things in the order of the tree. */
  private void collect(@Nullable Object item, int depth, List<@Nullable Object> found) {
    if (depth == tokens.size()) {
      found.add(item);
      return;
    }
    PathToken token = tokens.get(depth);
    Map<String, @Nullable Object> map = Json.map(item);
    if (map != null) {
      if (token.keys() == PathToken.Keys.LITERAL) {
        Object value = map.get(token.key());
        if (value != null || map.containsKey(token.key())) follow(token, value, depth, found);
        return;
      }
      for (Map.Entry<String, @Nullable Object> entry : map.entrySet()) {
        if (token.takes(entry.getKey())) follow(token, entry.getValue(), depth, found);
      }
    } else if (item instanceof List<?> list) {
      if (token.keys() == PathToken.Keys.LITERAL) return; // a list has no text keys
      for (int i = 0; i < list.size(); i++) {
        if (token.takesIndex(i)) follow(token, list.get(i), depth, found);
      }
    } else if (item != null && token.takes("0")) {
      follow(token, item, depth, found);
    }
  }

  private void follow(
      PathToken token, @Nullable Object value, int depth, List<@Nullable Object> found) {
    if (token.keeps(value)) collect(value, depth + 1, found);
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
