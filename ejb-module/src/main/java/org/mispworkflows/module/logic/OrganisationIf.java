package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Condition;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Asks which organisation created or owns the event. */
@Stateless
@ModuleInfo(
    id = "organisation-if",
    name = "IF :: Organisation",
    description =
        "Goes on at “then” if the event's creator or owner is one of the chosen organisations, or isn't; else at “else”.",
    icon = "code-branch",
    version = "0.2",
    coreFormat = true,
    outputs = 2)
public class OrganisationIf implements LogicModule<OrganisationIf.Params> {

  enum OrgType {
    @Key(label = "Owner organisation")
    ORG("Event.org_id"),
    @Key(label = "Creator organisation")
    ORGC("Event.orgc_id");

    private final ParsedPath id;

    OrgType(String id) {
      this.id = ParsedPath.parse(id);
    }
  }

  /** The last two are how old workflows spell the first two. */
  enum Operator {
    @Key(label = "Is any of (OR)")
    IN(Condition.IN),
    @Key(label = "Is not any of (OR)")
    NOT_IN(Condition.NOT_IN),
    @Key(label = "Is (old form)")
    EQUALS(Condition.IN),
    @Key(label = "Is not (old form)")
    NOT_EQUALS(Condition.NOT_IN);

    private final Condition condition;

    Operator(Condition condition) {
      this.condition = condition;
    }
  }

  record Params(
      @Param(value = "orgc", label = "Organisation type") @Nullable OrgType orgType,
      @Param("in") @Nullable Operator condition,
      @Param(
              value = "[1]",
              label = "Organisations",
              placeholder = "Pick an organisation",
              catalogue = Catalogue.ORGANISATIONS)
          List<String> orgId) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    Operator operator = params.condition();
    OrgType type = params.orgType();
    if (operator == null) return ModuleResult.when(false);
    long org = type == null ? 0 : Loose.integer(type.id.get(x.data().root()));
    return ModuleResult.when(operator.condition.holds(params.orgId(), org));
  }
}
