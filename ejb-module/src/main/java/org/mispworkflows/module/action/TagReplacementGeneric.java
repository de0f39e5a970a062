package org.mispworkflows.module.action;

import com.google.re2j.Pattern;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.TagReplacement;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Replaces tags by others. MISP's is the base of its other two and does nothing by itself. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "tag_replacement_generic",
    name = "Tag Replacement Generic",
    description =
        "Attaches another tag for each tag in which a regular expression is found, and can remove the old one.",
    icon = "tags",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class TagReplacementGeneric implements ActionModule<TagReplacementGeneric.Params> {

  record Params(
      @Param("event") TagReplacing.Scope scope,
      @Param(value = "1", label = "Remove the old tags (not chosen: no)")
          TagReplacing.@Nullable Removal removeSubstituted,
      @Param(value = "local", label = "Tag locality") TagLocality locality,
      @Param String relationshipType,
      @Param(
              label = "Search (regular expression, found anywhere in the tag)",
              placeholder = "^feed:(\\w+)$")
          @Nullable Pattern search,
      @Param(
              label = "Replacement (the whole new tag; $1, ${name}: what the groups matched)",
              placeholder = "source:$1")
          String replacement) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    Pattern search = params.search();
    if (search == null || params.replacement().isEmpty()) {
      if (search != null || !params.replacement().isEmpty())
        return ModuleResult.failed(
            "A search and a replacement are needed; one alone has no effect.");
      x.note("No search was given: no tag was replaced");
      return ModuleResult.done();
    }
    return TagReplacing.execute(
        TagReplacement.of(search, params.replacement()),
        new TagReplacing.Params(
            params.scope(),
            params.removeSubstituted(),
            params.locality(),
            params.relationshipType()),
        x);
  }
}
