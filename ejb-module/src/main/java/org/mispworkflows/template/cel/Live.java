package org.mispworkflows.template.cel;

import dev.cel.common.values.NullValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a value of the data one of CEL: lists and maps are views, numbers long or double. */
final class Live {

  private Live() {}

  @SuppressWarnings("unchecked") // maps of a tree have text keys
  static Object of(@Nullable Object value, Budget budget) {
    if (value == null) return NullValue.NULL_VALUE;
    if (value instanceof Map<?, ?> map)
      return new LiveMap((Map<String, @Nullable Object>) map, budget);
    if (value instanceof List<?> list) return new LiveList((List<@Nullable Object>) list, budget);
    if (value instanceof Number number && !(number instanceof Long || number instanceof Double))
      return number instanceof Integer
          ? (Object) number.longValue()
          : (Object) number.doubleValue();
    return value;
  }
}
