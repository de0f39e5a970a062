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

/** Compares the event's threat level; the more severe, the smaller its id. */
@Stateless
@ModuleInfo(
    id = "threat-level-if",
    name = "IF :: Threat Level",
    description =
        "Goes on at “then” if the event's threat level compares with the chosen one, else at “else”. Greater means more severe.",
    icon = "code-branch",
    outputs = 2)
public class ThreatLevelIf implements LogicModule<ThreatLevelIf.Params> {

  private static final ParsedPath LEVEL = ParsedPath.parse("Event.threat_level_id");

  enum Condition {
    @Key(label = "Is")
    EQUALS,
    @Key(label = "Is not")
    NOT_EQUALS,
    GREATER_OR_EQUAL_THAN,
    LESS_OR_EQUAL_THAN
  }

  record Params(
      @Param("equals") @Nullable Condition condition,
      @Param(value = "Low", label = "Threat level (1 High, 2 Medium, 3 Low, 4 Undefined)")
          String threatlevel) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    Object level = LEVEL.get(x.data().root());
    Condition condition = params.condition();
    if (condition == null) return ModuleResult.when(false);
    return ModuleResult.when(
        switch (condition) {
          case EQUALS -> Loose.equal(level, params.threatlevel());
          case NOT_EQUALS -> !Loose.equal(level, params.threatlevel());
          case GREATER_OR_EQUAL_THAN -> Loose.compare(level, params.threatlevel()) <= 0;
          case LESS_OR_EQUAL_THAN -> Loose.compare(params.threatlevel(), level) <= 0;
        });
  }
}
