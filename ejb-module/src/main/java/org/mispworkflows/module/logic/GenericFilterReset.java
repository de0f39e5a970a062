package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.PathFilters;

/** Removes one filter of the path, or all. */
@Stateless
@ModuleInfo(
    id = "generic-filter-reset",
    name = "Filter :: Remove filter",
    description =
        "The nodes that follow see again what the filter hid, with the changes that were made meanwhile. Other filters stay on.",
    icon = "redo-alt")
public class GenericFilterReset implements LogicModule<GenericFilterReset.Params> {

  enum Label {
    @Key(label = "All filters")
    ALL(null),
    @Key(value = "A", label = "Label A")
    A(FilterLabel.A),
    @Key(value = "B", label = "Label B")
    B(FilterLabel.B),
    @Key(value = "C", label = "Label C")
    C(FilterLabel.C),
    @Key(value = "D", label = "Label D")
    D(FilterLabel.D),
    @Key(value = "E", label = "Label E")
    E(FilterLabel.E),
    @Key(value = "F", label = "Label F")
    F(FilterLabel.F);

    private final @Nullable FilterLabel label;

    Label(@Nullable FilterLabel label) {
      this.label = label;
    }
  }

  record Params(
      @Param(value = "all", id = "filtering-label", label = "Filtering label to remove")
          @Nullable Label label) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    Label label = params.label();
    return new ModuleResult.Refilter(
        label == Label.ALL
            ? PathFilters.NONE
            : x.filters().without(FilterLabel.of(label == null ? null : label.label)));
  }
}
