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

  /** The last shape of an object under each key: the next one will be like it. */
  private final Map<String, Shape> expected = new HashMap<>();

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
    Shape guess = expected.get(under);
    int known = guess == null ? 0 : guess.size();
    @Nullable Object[] values = new Object[Math.max(4, known + 1)]; // one more comes in core format
    int count = 0;
    String key = parser.nextFieldName();
    while (key != null && guess != null && count < known && guess.key(count).equals(key)) {
      parser.nextToken();
      values[count++] = value(key);
      key = parser.nextFieldName();
    }
    if (key == null && guess != null && count == known) return new CompactMap(guess, values);
    return unexpected(under, guess, values, count, key);
  }

  /** An object whose keys, from the one at {@code count} on, aren't those of the last one. */
  private Map<String, @Nullable Object> unexpected(
      String under,
      @Nullable Shape guess,
      @Nullable Object[] values,
      int count,
      @Nullable String key)
      throws IOException {
    String[] keys = new String[Math.max(8, values.length)];
    for (int i = 0; i < count && guess != null; i++) keys[i] = guess.key(i);
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
    expected.put(under, shape);
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
