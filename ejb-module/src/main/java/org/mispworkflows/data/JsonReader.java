package org.mispworkflows.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.CompactMap.Shape;

/** Makes a plain tree of JSON. The parser's limit of depth bounds the recursion. */
final class JsonReader {

  private final JsonParser parser;

  /** Under each key: the next object will be like one of the last. */
  private final Map<String, Shapes> seen = new HashMap<>();

  JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads the value that begins at the parser's present token. */
  @Nullable Object value(String under) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case VALUE_STRING -> parser.getText();
      case START_OBJECT -> object(under);
      case START_ARRAY -> list(under);
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalStateException("a value can't begin with " + token);
    };
  }

  /** As PHP: what is too big for a long is a double. */
  private Number integer() throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> (Number) parser.getLongValue();
      default -> parser.getDoubleValue();
    };
  }

  private List<@Nullable Object> list(String under) throws IOException {
    List<@Nullable Object> list = new ArrayList<>(4);
    while (parser.nextToken() != JsonToken.END_ARRAY) list.add(value(under));
    return list;
  }

  private Map<String, @Nullable Object> object(String under) throws IOException {
    Shapes shapes = seen.computeIfAbsent(under, key -> new Shapes());
    Shape guess = shapes.last;
    @Nullable Object[] values = new Object[guess.size() + 1]; // one more comes in core format
    int count = 0;
    String key = parser.nextFieldName();
    while (true) {
      if (key == null ? count == guess.size() : guess.hasAt(count, key)) {
        if (key == null) {
          shapes.last = guess;
          return count == 0 ? new CompactMap() : new CompactMap(guess, values);
        }
        parser.nextToken();
        values[count++] = value(key);
        key = parser.nextFieldName();
        continue;
      }
      Shape other = shapes.like(guess, count, key);
      if (other == null) return unexpected(shapes, guess, values, count, key);
      guess = other;
      if (values.length <= guess.size()) values = Arrays.copyOf(values, guess.size() + 1);
    }
  }

  /** The shapes of the objects under one key: the attributes of an event, with tags and without. */
  private static final class Shapes {
    private static final int MAX = 8;

    private final List<Shape> all = new ArrayList<>(2);
    private Shape last = Shape.EMPTY;

    /**
     * A known shape that begins as another one does and goes on with a key, or ends there.
     *
     * @param key null: it ends
     */
    @Nullable Shape like(Shape guess, int count, @Nullable String key) {
      for (Shape shape : all) {
        boolean goesOn = key == null ? shape.size() == count : shape.hasAt(count, key);
        if (goesOn && shape.beginsLike(guess, count)) return shape;
      }
      return null;
    }

    void add(Shape shape) {
      if (all.size() == MAX) all.remove(0);
      all.add(shape);
      last = shape;
    }
  }

  /** An object whose keys, from the one at {@code count} on, aren't those of the last one. */
  private Map<String, @Nullable Object> unexpected(
      Shapes shapes, Shape guess, @Nullable Object[] values, int count, @Nullable String key)
      throws IOException {
    String[] keys = new String[Math.max(8, values.length)];
    for (int i = 0; i < count; i++) keys[i] = guess.key(i);
    String next = key;
    while (next != null) {
      if (count == CompactMap.MAX_KEYS) return dictionary(keys, values, next);
      parser.nextToken();
      Object value = value(next);
      int at = indexOf(keys, count, next);
      if (at >= 0) {
        values[at] = value; // the last of two equal keys counts
      } else {
        if (count == keys.length) keys = Arrays.copyOf(keys, count * 2);
        if (count == values.length) values = Arrays.copyOf(values, count * 2);
        keys[count] = next;
        values[count++] = value;
      }
      next = parser.nextFieldName();
    }
    if (count == 0) return new CompactMap();
    Shape shape = new Shape(Arrays.copyOf(keys, count));
    shapes.add(shape);
    return new CompactMap(shape, values);
  }

  private static int indexOf(String[] keys, int count, String key) {
    for (int i = 0; i < count; i++) {
      if (keys[i].equals(key)) return i;
    }
    return -1;
  }

  private Map<String, @Nullable Object> dictionary(
      String[] keys, @Nullable Object[] values, String next) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>(4 * CompactMap.MAX_KEYS);
    for (int i = 0; i < CompactMap.MAX_KEYS; i++) map.put(keys[i], values[i]);
    for (String key = next; key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      map.put(key, value(key));
    }
    return map;
  }
}
