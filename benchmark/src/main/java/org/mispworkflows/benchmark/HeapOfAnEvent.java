package org.mispworkflows.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.CoreFormat;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.MispConnection;

/** What an event of 100,000 attributes takes on the heap: parsed, and in core format. */
final class HeapOfAnEvent {

  private static final int TIMES = 10;

  private HeapOfAnEvent() {}

  static String measured() {
    byte[] json = hundredThousand();
    long before = used();
    Map<String, @Nullable Object> tree = Workload.tree(json);
    long parsed = used() - before;
    Map<String, @Nullable Object> core =
        CoreFormat.convert(tree, "", MispConnection.NONE, note -> {});
    tree = Map.of();
    long converted = used() - before;
    int attributes = Loose.values(Loose.child(core.get("Event"), "_AttributeFlattened")).size();
    return String.format(
        Locale.ROOT,
        "{\"run\":\"heap_%d_attributes\",\"parsed_mb\":%.1f,\"core_format_mb\":%.1f,\"ratio\":%.3f,\"target\":1.3,\"met\":%s}",
        attributes,
        parsed / 1e6,
        converted / 1e6,
        (double) converted / parsed,
        converted <= 1.3 * parsed);
  }

  private static byte[] hundredThousand() {
    Map<String, @Nullable Object> tree = Workload.tree(Workload.bytes("event_10000_attributes"));
    Map<String, @Nullable Object> event = Objects.requireNonNull(Json.map(tree.get("Event")));
    List<@Nullable Object> all = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) all.addAll(Loose.values(event.get("Attribute")));
    event.put("Attribute", all);
    return Json.bytes(tree);
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
