package org.mispworkflows.template;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of Python's types: those supported, and the names of those that are not. */
final class Methods {
  private static final Map<String, Operation> TEXT = new HashMap<>();
  private static final Map<String, Operation> LIST = new HashMap<>();
  private static final Map<String, Operation> MAP = new HashMap<>();
  private static final Map<String, Operation> TUPLE = new HashMap<>();

  private static final Set<String> UNSUPPORTED_TEXT =
      Set.of("encode", "isidentifier", "maketrans", "translate", "striptags", "unescape");
  private static final Set<String> UNSUPPORTED_LIST = Set.of("sort", "start", "stop", "step");
  private static final Set<String> UNSUPPORTED_MAP = Set.of("fromkeys", "popitem");
  private static final Set<String> UNSUPPORTED_NUMBER =
      Set.of(
          "as_integer_ratio",
          "bit_count",
          "bit_length",
          "conjugate",
          "denominator",
          "from_bytes",
          "fromhex",
          "hex",
          "imag",
          "is_integer",
          "numerator",
          "real",
          "to_bytes");
  private static final Set<String> UNSUPPORTED_OTHER =
      Set.of("close", "isdisjoint", "mapping", "send", "throw");

  static {
    TextMethods.addTo(new Operation.Table(TEXT));
    TextQueries.addTo(new Operation.Table(TEXT));
    ListMethods.addTo(new Operation.Table(LIST));
    MapMethods.addTo(new Operation.Table(MAP));
    for (String name : List.of("count", "index")) {
      Operation operation = LIST.get(name);
      if (operation != null) {
        TUPLE.put(name, operation);
      }
    }
  }

  private Methods() {}

  /** Null if the value has no such method; fails if Python's has one that is not supported. */
  static @Nullable Operation find(Object value, String name) {
    Set<String> unsupported = UNSUPPORTED_OTHER;
    Map<String, Operation> supported = Map.of();
    if (value instanceof Map<?, ?>) {
      unsupported = UNSUPPORTED_MAP;
      supported = MAP;
    } else if (Strings.isText(value)) {
      unsupported = UNSUPPORTED_TEXT;
      supported = TEXT;
    } else if (value instanceof List<?>) {
      unsupported = value instanceof Tuple ? Set.of() : UNSUPPORTED_LIST;
      supported = value instanceof Tuple || value instanceof Range ? TUPLE : LIST;
    } else if (Numbers.isNumber(value) || value instanceof BigInteger) {
      unsupported = UNSUPPORTED_NUMBER;
    }
    Operation operation = supported.get(name);
    if (operation == null && unsupported.contains(name)) {
      throw Failure.of("`." + name + "` of " + Values.kind(value) + " is not supported here");
    }
    return operation;
  }
}
