package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Condition;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Asks for tags and galaxy clusters. */
@Stateless
@ModuleInfo(
    id = "tag-if",
    name = "IF :: Tag",
    description =
        "Goes on at “then” if the event or its attributes carry the chosen tags or galaxy clusters, else at “else”.",
    icon = "code-branch",
    version = "0.4",
    coreFormat = true,
    outputs = 2)
public class TagIf implements LogicModule<TagIf.Params> {

  enum Scope {
    EVENT("Event.Tag.{n}.name"),
    ATTRIBUTE("Event._AttributeFlattened.{n}.Tag.{n}.name"),
    @Key(label = "Inherited attribute")
    EVENT_ATTRIBUTE("Event._AttributeFlattened.{n}._allTags.{n}.name");

    private final HashPath names;

    Scope(String names) {
      this.names = ParsedPath.parse(names);
    }
  }

  enum Operator {
    @Key(label = "Is tagged with any (OR)")
    IN_OR(Condition.IN_OR),
    @Key(label = "Is tagged with all (AND)")
    IN_AND(Condition.IN_AND),
    @Key(label = "Is not tagged with any (OR)")
    NOT_IN_OR(Condition.NOT_IN_OR),
    @Key(label = "Is not tagged with all (AND)")
    NOT_IN_AND(Condition.NOT_IN_AND);

    private final Condition condition;

    Operator(Condition condition) {
      this.condition = condition;
    }
  }

  record Params(
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
    Scope scope = params.scope() == null ? Scope.EVENT : params.scope();
    Operator operator = params.condition();
    if (operator == null) return ModuleResult.when(false);
    List<String> wanted = new ArrayList<>(params.tags());
    params.clusters().forEach(cluster -> wanted.add("misp-galaxy:" + cluster));
    List<@Nullable Object> names = x.data().extract(scope.names);
    return ModuleResult.when(operator.condition.holds(names, wanted));
  }
}
