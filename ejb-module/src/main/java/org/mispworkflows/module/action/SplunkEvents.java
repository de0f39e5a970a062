package org.mispworkflows.module.action;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.RoamingData;

/**
 * What a run sends to Splunk, request by request: each body is a row of JSON objects {@code
 * {"event": …, "sourcetype": …}}, as the HTTP Event Collector takes them.
 */
final class SplunkEvents implements Iterator<SplunkEvents.Batch> {

  /** Below the smallest limit that a collector is known to have, one megabyte. */
  private static final int MAX_BYTES = 512 * 1024;

  private static final int MAX_EVENTS = 500;
  private static final String FLATTENED = "_AttributeFlattened";

  private final String sourceType;
  private final Map<String, HashPath> model;
  private final boolean each;
  private final Deque<Map<String, @Nullable Object>> views = new ArrayDeque<>();
  private byte @Nullable [] ahead;

  /**
   * One request.
   *
   * @param body JSON objects, one a line
   * @param events how many
   */
  record Batch(byte[] body, int events) {}

  /**
   * Prepares the events; those of which the model selects nothing are left out.
   *
   * @param sourceType empty: the collector's own default
   * @param model which fields an event has; empty: everything
   * @param each one event for each attribute, which then is the only one in {@code Event.Attribute}
   */
  SplunkEvents(String sourceType, Map<String, HashPath> model, boolean each, Execution x) {
    this.sourceType = sourceType;
    this.model = model;
    this.each = each;
    Map<String, @Nullable Object> root = x.data().root();
    if (each) for (RoamingData attribute : x.items()) views.add(alone(attribute.root(), root));
    else views.add(root);
    ahead = following();
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public Batch next() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int events = 0;
    while (ahead != null
        && (events == 0 || events < MAX_EVENTS && body.size() + ahead.length < MAX_BYTES)) {
      body.writeBytes(ahead);
      body.write('\n');
      events++;
      ahead = following();
    }
    return new Batch(body.toByteArray(), events);
  }

  private byte @Nullable [] following() {
    while (!views.isEmpty()) {
      Map<String, @Nullable Object> event = event(views.remove());
      if (event.isEmpty()) continue;
      Map<String, Object> envelope = new LinkedHashMap<>();
      envelope.put("event", event);
      if (!sourceType.isEmpty()) envelope.put("sourcetype", sourceType);
      return Json.bytes(envelope);
    }
    return null;
  }

  /** The data as if this attribute were the event's only one, its objects' included. */
  private static Map<String, @Nullable Object> alone(
      Map<String, @Nullable Object> attribute, Map<String, @Nullable Object> root) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>(root);
    Map<String, @Nullable Object> event = Json.map(root.get("Event"));
    event = event == null ? new LinkedHashMap<>() : new LinkedHashMap<>(event);
    event.remove("Object");
    event.put("Attribute", List.of(attribute));
    event.put(FLATTENED, List.of(attribute));
    view.put("Event", event);
    return view;
  }

  private Map<String, @Nullable Object> event(Map<String, @Nullable Object> view) {
    return model.isEmpty() ? unrepeated(view) : selected(view);
  }

  /** Without the list that names all attributes a second time. */
  private static Map<String, @Nullable Object> unrepeated(Map<String, @Nullable Object> view) {
    Map<String, @Nullable Object> event = Json.map(view.get("Event"));
    if (event == null) return view;
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(event);
    rest.remove(FLATTENED);
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(view);
    copy.put("Event", rest);
    return copy;
  }

  private Map<String, @Nullable Object> selected(Map<String, @Nullable Object> view) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    model.forEach(
        (name, path) -> {
          Object found = path.extract(view);
          if (!Loose.values(found).isEmpty()) fields.put(name, single(path, found));
        });
    return fields;
  }

  /**
   * A path without braces selects one value, and an attribute has one of most; such a value stands
   * by itself, without a list around it.
   */
  private @Nullable Object single(HashPath path, Object found) {
    if (!(found instanceof List<?> list) || list.size() != 1) return found;
    Object only = list.get(0);
    boolean one = each || ParsedPath.isLiteral(path.text()) && !Loose.isTree(only);
    return one ? only : found;
  }
}
