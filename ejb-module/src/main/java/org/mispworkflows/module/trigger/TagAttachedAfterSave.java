package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/** After a tag was attached; the node says to what, how, and which. */
@Stateless
@ModuleInfo(
    id = "tag-attached-after-save",
    name = "Tag Attached After Save",
    description = "After a tag was attached to an event or an attribute.",
    icon = "tags",
    coreFormat = true)
@TriggerInfo(
    scope = "tag",
    overhead = Overhead.HIGH,
    overheadReason =
        "Runs once for each tag that is attached: pulling a feed or synchronising events fires it many times.")
public class TagAttachedAfterSave implements TriggerModule<TagAttachedAfterSave.Params> {

  enum Scope {
    EVENT,
    @Key(label = "Attributes")
    ATTRIBUTE,
    ANY
  }

  enum Locality {
    LOCAL,
    GLOBAL,
    ANY
  }

  record Params(
      @Param("event") @Nullable Scope scope,
      @Param(value = "local", label = "Tag locality") @Nullable Locality locality,
      @Param(label = "Tags", placeholder = "Type a tag", catalogue = Catalogue.TAGS) String tag) {}

  @Override
  public boolean accepts(Params params, Execution x) {
    Map<String, @Nullable Object> tag = Json.map(x.data().root().get("Tag"));
    if (tag == null) return true;
    boolean onAttribute = Loose.truthy(tag.get("attribute_id"));
    boolean local = Loose.truthy(tag.get("local"));
    boolean scope =
        params.scope() == Scope.ANY || (params.scope() == Scope.ATTRIBUTE) == onAttribute;
    boolean locality =
        params.locality() == Locality.ANY || (params.locality() == Locality.LOCAL) == local;
    return scope
        && locality
        && (params.tag().isEmpty() || params.tag().equals(Loose.text(tag.get("name"))));
  }
}
