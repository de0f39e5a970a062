package org.mispworkflows.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names an event or an attribute of MISP.
 *
 * @param kind which of the two
 * @param id the number there; empty when it isn't known
 * @param uuid empty when it isn't known
 * @param eventId the number of its event, an event's own too; empty when it isn't known
 */
public record MispElement(Kind kind, String id, String uuid, String eventId) {

  /** What is named. */
  public enum Kind {
    EVENT,
    ATTRIBUTE
  }

  /** The event of a payload in core format. */
  public static MispElement event(Map<String, @Nullable Object> event) {
    String id = text(event.get("id"));
    return new MispElement(Kind.EVENT, id, text(event.get("uuid")), id);
  }

  /** An attribute of a payload in core format. */
  public static MispElement attribute(Map<String, @Nullable Object> attribute) {
    return new MispElement(
        Kind.ATTRIBUTE,
        text(attribute.get("id")),
        text(attribute.get("uuid")),
        text(attribute.get("event_id")));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
