package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.PathFilter;

/** Hides, from the nodes that follow, the items that don't compare with a value as chosen. */
@Stateless
@ModuleInfo(
    id = "generic-filter-data",
    name = "Filter :: Generic",
    description =
        "The nodes that follow see only the items that compare with the value as chosen, until the filter is removed. Changes that they make go to the full data.",
    icon = "filter",
    version = "0.2")
public class GenericFilterData implements LogicModule<GenericFilterData.Params> {

  enum Operator {
    IN,
    NOT_IN,
    EQUALS,
    NOT_EQUALS,
    ANY_VALUE,
    @Key(label = "Any value from")
    IN_OR,
    @Key(label = "All values from (the value is a list)")
    IN_AND,
    @Key(label = "No value from (the value is a list)")
    NOT_IN_OR,
    @Key(label = "Not all values from (the value is a list)")
    NOT_IN_AND
  }

  record Params(
      @Param(value = "A", id = "filtering-label", label = "Filtering label")
          @Nullable FilterLabel label,
      @Param(placeholder = "Event._AttributeFlattened.{n}") HashPath selector,
      @Param(placeholder = "tlp:red", showIf = "operator=in,not_in,equals,not_equals") Object value,
      @Param(placeholder = "ip-src", showIf = "operator=in_or") List<String> valueList,
      @Param("in") @Nullable Operator operator,
      @Param(placeholder = "Tag.{n}.name") HashPath hashPath) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    Operator operator = params.operator();
    PathFilter filter =
        new PathFilter(
            List.of(params.selector()),
            params.hashPath(),
            operator == null ? "" : ModuleDescriptor.option(operator).key(),
            operator == Operator.IN_OR ? params.valueList() : params.value());
    return new ModuleResult.Refilter(x.filters().with(FilterLabel.of(params.label()), filter));
  }
}
