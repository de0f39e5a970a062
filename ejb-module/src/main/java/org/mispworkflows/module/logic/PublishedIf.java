package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Asks whether the event is published. */
@Stateless
@ModuleInfo(
    id = "published-if",
    name = "IF :: Published",
    description =
        "Goes on at “then” if the event is published, or isn't, as chosen; else at “else”.",
    icon = "code-branch",
    coreFormat = true,
    outputs = 2)
public class PublishedIf implements LogicModule<PublishedIf.Params> {

  private static final ParsedPath PUBLISHED = ParsedPath.parse("Event.published");

  enum Condition {
    @Key(label = "Event is published")
    EQUALS,
    @Key(label = "Event is not published")
    NOT_EQUALS
  }

  record Params(@Param("equals") @Nullable Condition condition) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    if (params.condition() == null) return ModuleResult.when(false);
    boolean published = Loose.truthy(PUBLISHED.get(x.data().root()));
    return ModuleResult.when(published == (params.condition() == Condition.EQUALS));
  }
}
