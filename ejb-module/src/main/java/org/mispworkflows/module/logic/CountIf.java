package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Compares how many things a path selects with a number. */
@Stateless
@ModuleInfo(
    id = "count-if",
    name = "IF :: Count",
    description =
        "Goes on at “then” if the number of things that the path selects compares with the value, else at “else”.",
    icon = "code-branch",
    outputs = 2)
public class CountIf implements LogicModule<CountIf.Params> {

  enum Operator {
    EQUALS,
    NOT_EQUALS,
    GREATER,
    GREATER_EQUALS,
    LESS,
    LESS_EQUALS
  }

  record Params(
      @Param(label = "Data selector to count", placeholder = "Event.Tag.{n}.name")
          HashPath selector,
      @Param(value = "equals", label = "Condition") @Nullable Operator operator,
      @Param(placeholder = "50") String value) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    Operator operator = params.operator();
    if (operator == null) return ModuleResult.when(false);
    long count = Loose.values(params.selector().extract(x.data().root())).size();
    String value = params.value();
    return ModuleResult.when(
        switch (operator) {
          case EQUALS -> Loose.equal(count, value);
          case NOT_EQUALS -> !Loose.equal(count, value);
          case GREATER -> Loose.compare(value, count) < 0;
          case GREATER_EQUALS -> Loose.compare(value, count) <= 0;
          case LESS -> Loose.compare(count, value) < 0;
          case LESS_EQUALS -> Loose.compare(count, value) <= 0;
        });
  }
}
