package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Condition;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Compares whatever a path selects with a value or a list. */
@Stateless
@ModuleInfo(
    id = "generic-if",
    name = "IF :: Generic",
    description =
        "Goes on at “then” if what the path selects compares with the value as chosen, else at “else”.",
    icon = "code-branch",
    version = "0.2",
    outputs = 2)
public class GenericIf implements LogicModule<GenericIf.Params> {

  enum Operator {
    IN(Condition.IN),
    NOT_IN(Condition.NOT_IN),
    EQUALS(Condition.EQUALS),
    NOT_EQUALS(Condition.NOT_EQUALS),
    ANY_VALUE(Condition.ANY_VALUE),
    @Key(label = "Any value from")
    IN_OR(Condition.IN_OR),
    @Key(label = "All values from (the value is a list)")
    IN_AND(Condition.IN_AND),
    @Key(label = "No value from (the value is a list)")
    NOT_IN_OR(Condition.NOT_IN_OR),
    @Key(label = "Not all values from (the value is a list)")
    NOT_IN_AND(Condition.NOT_IN_AND);

    private final Condition condition;

    Operator(Condition condition) {
      this.condition = condition;
    }
  }

  record Params(
      @Param(placeholder = "tlp:red", showIf = "operator=in,not_in,equals,not_equals") Object value,
      @Param(placeholder = "ip-src", showIf = "operator=in_or") List<String> valueList,
      @Param("in") @Nullable Operator operator,
      @Param(placeholder = "Event.Tag.{n}.name") HashPath hashPath) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    Operator operator = params.operator();
    if (operator == null) return ModuleResult.when(false);
    Object extracted = params.hashPath().extract(x.data().root());
    if (operator == Operator.ANY_VALUE)
      return ModuleResult.when(!Loose.values(extracted).isEmpty());
    if (operator == Operator.EQUALS || operator == Operator.NOT_EQUALS) {
      extracted = only(extracted);
    }
    Object value = operator == Operator.IN_OR ? params.valueList() : params.value();
    return ModuleResult.when(operator.condition.holds(extracted, value));
  }

  /**
   * Equality is asked of one match; of none or of several it never holds, and neither does its
   * negation.
   */
  private static @Nullable Object only(Object extracted) {
    return extracted instanceof List<?> list && list.size() == 1 ? list.get(0) : extracted;
  }
}
