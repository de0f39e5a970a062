package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.PathFilter;

/** Hides, from the nodes that follow, the attributes or reports that aren't tagged as chosen. */
@Stateless
@ModuleInfo(
    id = "filter-tag",
    name = "Filter :: Tag",
    description =
        "The nodes that follow see only the attributes, or the event reports, that are tagged as chosen, until the filter is removed. Without a scope no filter is set.",
    icon = "filter",
    version = "0.2")
public class FilterTag implements LogicModule<FilterTag.Params> {

  private static final String ATTRIBUTES = "Event._AttributeFlattened";
  private static final String REPORTS = "Event.EventReport";
  private static final String OWN = "Tag.{n}.name";
  private static final String ALL = "_allTags.{n}.name";

  enum Scope {
    @Key(label = "Attributes")
    ATTRIBUTE(ATTRIBUTES, OWN),
    @Key(label = "Inherited attributes")
    EVENT_ATTRIBUTE(ATTRIBUTES, ALL),
    EVENT_REPORT(REPORTS, OWN),
    @Key(label = "Inherited event report")
    INHERITED_REPORT(REPORTS, ALL);

    private final HashPath items;
    private final HashPath names;

    Scope(String items, String names) {
      this.items = ParsedPath.parse(items);
      this.names = ParsedPath.parse(names);
    }
  }

  enum Operator {
    @Key(label = "Is tagged with any (OR)")
    IN_OR,
    @Key(label = "Is tagged with all (AND)")
    IN_AND,
    @Key(label = "Is not tagged with any (OR)")
    NOT_IN_OR,
    @Key(label = "Is not tagged with all (AND)")
    NOT_IN_AND
  }

  record Params(
      @Param(value = "A", id = "filtering-label", label = "Filtering label")
          @Nullable FilterLabel label,
      @Param("event") @Nullable Scope scope,
      @Param("in_or") @Nullable Operator condition,
      @Param(placeholder = "Pick a tag", catalogue = Catalogue.TAGS) List<String> tags,
      @Param(
              label = "Galaxy clusters",
              placeholder = "Pick a galaxy cluster",
              catalogue = Catalogue.CLUSTERS)
          List<String> clusters) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    Scope scope = params.scope();
    if (scope == null) return new ModuleResult.Refilter(x.filters());
    List<String> wanted = new ArrayList<>(params.tags());
    params.clusters().forEach(cluster -> wanted.add("misp-galaxy:" + cluster));
    Operator operator = params.condition();
    PathFilter filter =
        new PathFilter(
            List.of(scope.items),
            scope.names,
            operator == null ? "" : operator.name().toLowerCase(Locale.ROOT),
            wanted);
    return new ModuleResult.Refilter(x.filters().with(FilterLabel.of(params.label()), filter));
  }
}
