package org.mispworkflows.misp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was changed in the stub, told after the change and before the answer.
 *
 * @param kind what happened
 * @param event the event's UUID
 * @param uuid of what was changed: the event's own, the attribute's …
 * @param data the record as it is now, in MISP's form: {@code {"Attribute":{…}}}
 */
public record StubChange(Kind kind, String event, String uuid, Map<String, @Nullable Object> data) {

  /** What can happen. */
  public enum Kind {
    /** An event was added or changed, itself or by what is in it. */
    EVENT_SAVED,
    /** An event was published. */
    EVENT_PUBLISHED,
    /** An attribute was added or changed. */
    ATTRIBUTE_SAVED,
    /** An object was added. */
    OBJECT_SAVED,
    /** A tag was attached to an event or attribute. */
    TAG_ATTACHED,
    /** A sighting was added. */
    SIGHTING_ADDED,
    /** A proposal was made. */
    PROPOSAL_SAVED
  }
}
