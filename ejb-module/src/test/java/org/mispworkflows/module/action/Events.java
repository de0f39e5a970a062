package org.mispworkflows.module.action;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.CoreFormat;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.MispConnection;

/** Events as tests of modules need them. */
final class Events {

  private Events() {}

  /** A record as MISP gives it. */
  static Map<String, @Nullable Object> record(String json) {
    return Objects.requireNonNull(Json.map(Json.parse(json)));
  }

  /** Data as a node sees it: in core format. */
  static Map<String, @Nullable Object> core(String json) {
    return CoreFormat.convert(record(json), "event", MispConnection.NONE, note -> {});
  }

  /** A node's filter. */
  static String filter(String selector, String path, String operator, String value) {
    return Json.write(
        Map.of("selector", selector, "path", path, "operator", operator, "value", value));
  }

  /** What is there; null when nothing is. */
  static @Nullable Object at(Map<String, @Nullable Object> data, String path) {
    return ParsedPath.parse(path).get(data);
  }
}
