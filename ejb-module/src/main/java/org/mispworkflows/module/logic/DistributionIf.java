package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Filtered;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Asks who may see the event, or its first attribute with all that contains it. */
@Stateless
@ModuleInfo(
    id = "distribution-if",
    name = "IF :: Distribution",
    description =
        "Goes on at “then” if the distribution level compares with the chosen one, else at “else”. An attribute's final level is the narrowest of its own, its object's and the event's.",
    icon = "code-branch",
    version = "0.3",
    coreFormat = true,
    outputs = 2)
public class DistributionIf implements LogicModule<DistributionIf.Params> {

  private static final int SHARING_GROUP = 4;
  private static final int INHERIT = 5;
  private static final ParsedPath FIRST_ATTRIBUTE = ParsedPath.parse("Event._AttributeFlattened.0");
  private static final ParsedPath OBJECTS = ParsedPath.parse("Event.Object");

  enum Scope {
    @Key(label = "Final distribution of the attribute")
    ATTRIBUTE,
    @Key(label = "Distribution of the event")
    EVENT
  }

  enum Condition {
    @Key(label = "Is")
    EQUALS,
    @Key(label = "Is not")
    NOT_EQUALS,
    MORE_RESTRICTIVE_OR_EQUAL_THAN,
    MORE_PERMISIVE_OR_EQUAL_THAN
  }

  record Params(
      @Param("attribute") @Nullable Scope scope,
      @Param("equals") @Nullable Condition condition,
      @Param(
              value = "0",
              label =
                  "Distribution (0 organisation, 1 community, 2 connected, 3 all, 4 sharing group)")
          String distribution,
      @Param(
              value = "[]",
              label = "Sharing groups",
              placeholder = "Pick a sharing group",
              showIf = "distribution=4",
              catalogue = Catalogue.SHARING_GROUPS)
          List<String> sharingGroupId) {}

  /** A level and the sharing group that goes with it. */
  private record Level(long distribution, long sharingGroup) {
    static Level of(Map<String, @Nullable Object> element) {
      return new Level(
          Loose.integer(element.get("distribution")),
          Loose.integer(element.get("sharing_group_id")));
    }
  }

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    Map<String, @Nullable Object> event = Json.map(x.data().root().get("Event"));
    if (event == null || params.condition() == null) return ModuleResult.when(false);
    Set<Level> levels = new LinkedHashSet<>();
    levels.add(Level.of(event));
    if (params.scope() != Scope.EVENT) addFirstAttribute(x.data().root(), levels);
    long last =
        levels.stream()
            .map(Level::distribution)
            .filter(d -> d < INHERIT)
            .min(Comparator.comparingInt(DistributionIf::breadth))
            .orElse((long) INHERIT);
    long selected = Loose.integer(params.distribution());
    boolean ordered =
        params.condition() == Condition.MORE_RESTRICTIVE_OR_EQUAL_THAN
            || params.condition() == Condition.MORE_PERMISIVE_OR_EQUAL_THAN;
    if (selected == SHARING_GROUP && ordered)
      return ModuleResult.undecided("Condition operator not supported for that distribution level");
    if (selected == SHARING_GROUP && last == INHERIT)
      return ModuleResult.undecided("Distribution level not supported");
    return ModuleResult.when(
        switch (params.condition()) {
          case EQUALS ->
              last == selected && (selected != SHARING_GROUP || groups(params, levels, true));
          case NOT_EQUALS ->
              last != selected || selected == SHARING_GROUP && groups(params, levels, false);
          case MORE_RESTRICTIVE_OR_EQUAL_THAN -> last <= selected;
          case MORE_PERMISIVE_OR_EQUAL_THAN -> last >= selected && last != SHARING_GROUP;
        });
  }

  private static void addFirstAttribute(Map<String, @Nullable Object> data, Set<Level> levels) {
    Map<String, @Nullable Object> attribute = Json.map(FIRST_ATTRIBUTE.get(data));
    if (attribute == null) return;
    levels.add(Level.of(attribute));
    for (Object object : Loose.values(OBJECTS.get(data))) {
      Map<String, @Nullable Object> container = Json.map(object);
      if (container == null || !contains(container, attribute)) continue;
      levels.add(Level.of(container));
    }
  }

  private static boolean contains(Map<String, @Nullable Object> object, Object attribute) {
    return Loose.values(object.get("Attribute")).stream()
        .anyMatch(a -> Filtered.same(a, attribute));
  }

  /** 0 is the narrowest, then the sharing groups, then 1 to 3. */
  private static int breadth(long distribution) {
    if (distribution == SHARING_GROUP) return 1;
    return distribution == 0 ? 0 : (int) distribution + 1;
  }

  private static boolean groups(Params params, Set<Level> levels, boolean equal) {
    Set<Long> involved = new HashSet<>();
    levels.stream()
        .filter(l -> l.distribution() == SHARING_GROUP)
        .forEach(l -> involved.add(l.sharingGroup()));
    Set<Long> selected = new HashSet<>();
    params.sharingGroupId().forEach(id -> selected.add(Loose.integer(id)));
    if (involved.isEmpty() || selected.isEmpty()) return equal && !involved.isEmpty();
    return equal ? selected.containsAll(involved) : involved.stream().noneMatch(selected::contains);
  }
}
