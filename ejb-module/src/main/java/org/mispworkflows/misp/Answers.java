package org.mispworkflows.misp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what peers answer: trees of maps, lists, texts, numbers, booleans and nulls. */
final class Answers {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private Answers() {}

  /**
   * Parses a body.
   *
   * @throws JsonProcessingException when it isn't JSON
   */
  static @Nullable Object parse(String body) throws JsonProcessingException {
    return JSON.readValue(body, Object.class);
  }

  /** A body to send; trees can always be written. */
  static byte[] bytes(Object tree) {
    try {
      return JSON.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the data hold something that JSON doesn't know", e);
    }
  }

  /** The object; empty when it is none. */
  @SuppressWarnings("unchecked") // JSON objects have text keys
  static Map<String, @Nullable Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }

  /** The elements of a list, or the values of an object, since PHP writes both. */
  static List<@Nullable Object> list(@Nullable Object value) {
    if (value instanceof List<?> list) return new ArrayList<>(list);
    return new ArrayList<>(map(value).values());
  }

  /** The objects among the elements of a list. */
  static List<Map<String, @Nullable Object>> maps(@Nullable Object value) {
    List<Map<String, @Nullable Object>> maps = new ArrayList<>();
    for (Object element : list(value)) {
      if (element instanceof Map<?, ?>) maps.add(map(element));
    }
    return maps;
  }

  /** A text or number as text; empty for everything else. */
  static String text(@Nullable Object value) {
    return value instanceof String || value instanceof Number ? value.toString() : "";
  }

  /** Whether PHP sees something in a value. */
  static boolean truthy(@Nullable Object value) {
    if (value instanceof Boolean b) return b;
    if (value instanceof Number n) return n.doubleValue() != 0;
    if (value instanceof String s) return !s.isEmpty() && !s.equals("0");
    return !list(value).isEmpty();
  }

  /** Whether a flag is set, as PHP writes flags: true, 1, "1". */
  static boolean flag(@Nullable Object value) {
    return value instanceof Boolean b ? b : "1".equals(text(value));
  }
}
