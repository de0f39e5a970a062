package org.mispworkflows.module.action;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Tags;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Locality;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleResult;

/**
 * Tags that are attached or detached, in MISP and in the roaming data.
 *
 * @param tags by name
 * @param added whether they are attached
 * @param ofEvent whether the event is meant, or its attributes
 * @param locality of the tags
 * @param relationship empty: none
 */
record Tagging(
    List<String> tags, boolean added, boolean ofEvent, Locality locality, String relationship) {

  /** Why nothing is to be tagged; null when something is. */
  static ModuleResult.@Nullable Effect obstacle(boolean ofEvent, Execution x) {
    if (Writes.event(x) == null) return ModuleResult.failed(Writes.NO_EVENT);
    boolean something = ofEvent ? Writes.passes(x) : !Writes.attributes(x).isEmpty();
    return something ? null : Writes.nothingMatched(x);
  }

  /** Does it, for what passes the node's filter. */
  ModuleResult.Effect carryOut(Execution x) {
    ModuleResult.Effect obstacle = obstacle(ofEvent, x);
    if (obstacle != null) return obstacle;
    Map<String, @Nullable Object> event = Objects.requireNonNull(Writes.event(x));
    boolean reachable = Writes.reachMisp(x);
    if (ofEvent) {
      if (reachable) tell(x, MispElement.event(event));
      x.note(change(event) ? "The event's tags were changed" : "The event's tags were so already");
      Tags.refreshAll(event);
      return ModuleResult.done();
    }
    return Writes.each(
        x,
        Writes.attributes(x),
        attribute -> {
          if (reachable) tell(x, MispElement.attribute(attribute));
          if (!change(attribute)) return false;
          Tags.refresh(event, attribute);
          return true;
        });
  }

  private void tell(Execution x, MispElement element) {
    if (added) x.misp().attachTags(element, tags, locality == Locality.LOCAL, relationship);
    else x.misp().detachTags(element, tags, locality);
  }

  private boolean change(Map<String, @Nullable Object> element) {
    return added
        ? Tags.add(element, tags, locality, relationship)
        : Tags.remove(element, tags, locality);
  }
}
