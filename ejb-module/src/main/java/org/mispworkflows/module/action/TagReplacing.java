package org.mispworkflows.module.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.TagReplacement;
import org.mispworkflows.data.Tags;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.Locality;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** What the modules that replace tags have in common. */
final class TagReplacing {

  enum Scope {
    EVENT,
    @Key(label = "Attributes")
    ATTRIBUTE,
    ALL
  }

  /** Whether the old tags go; not chosen is MISP's default, and they stay. */
  enum Removal {
    NO,
    YES
  }

  record Params(
      @Param("event") Scope scope,
      @Param(value = "1", label = "Remove the old tags (not chosen: no)")
          @Nullable Removal removeSubstituted,
      @Param(value = "local", label = "Tag locality") TagLocality locality,
      @Param String relationshipType) {}

  private final Params params;
  private final Execution x;
  private final Map<String, @Nullable Object> event;

  private TagReplacing(Params params, Execution x, Map<String, @Nullable Object> event) {
    this.params = params;
    this.x = x;
    this.event = event;
  }

  /** Replaces the tags of the event, of the attributes that pass the node's filter, or of both. */
  static ModuleResult.Effect execute(TagReplacement replacement, Params params, Execution x) {
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return ModuleResult.failed(Writes.NO_EVENT);
    if (!Writes.passes(x)) return Writes.nothingMatched(x);
    return new TagReplacing(params, x, event).replace(replacement);
  }

  private ModuleResult.Effect replace(TagReplacement replacement) {
    List<Map<String, @Nullable Object>> elements = new ArrayList<>();
    if (params.scope() != Scope.ATTRIBUTE) elements.add(event);
    if (params.scope() != Scope.EVENT) elements.addAll(Writes.attributes(x));
    int replaced = 0;
    boolean reachable = false;
    for (Map<String, @Nullable Object> element : elements) {
      TagReplacement.Changes changes = replacement.changes(Tags.names(element));
      List<String> remove =
          params.removeSubstituted() == Removal.YES ? changes.remove() : List.of();
      List<String> add = changes.add().stream().distinct().toList();
      if (remove.isEmpty() && add.isEmpty()) continue;
      if (replaced++ == 0) reachable = Writes.reachMisp(x);
      replace(element, remove, add, reachable);
    }
    x.note("Tags replaced at " + replaced + " of " + elements.size() + " elements");
    return ModuleResult.done();
  }

  private void replace(
      Map<String, @Nullable Object> element,
      List<String> remove,
      List<String> add,
      boolean reachable) {
    boolean ofEvent = element == event;
    MispElement target = ofEvent ? MispElement.event(event) : MispElement.attribute(element);
    TagLocality locality = params.locality();
    try {
      if (!remove.isEmpty()) {
        if (reachable) x.misp().detachTags(target, remove, Locality.ANY);
        Tags.remove(element, remove, Locality.ANY);
      }
      if (!add.isEmpty()) {
        boolean local = locality == TagLocality.LOCAL;
        if (reachable) x.misp().attachTags(target, add, local, params.relationshipType());
        Tags.add(element, add, locality.locality(), params.relationshipType());
      }
    } finally { // MISP may have taken the old tags and refuse the new ones
      if (ofEvent) Tags.refreshAll(event);
      else Tags.refresh(event, element);
    }
  }
}
