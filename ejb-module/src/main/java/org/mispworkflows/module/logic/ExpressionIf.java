package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import org.mispworkflows.spi.CelExpression;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Asks a question in CEL. One that has no answer ends the path: neither output would be right. */
@Stateless
@ModuleInfo(
    id = "expression-if",
    name = "IF :: Expression",
    description =
        "Goes on at “then” if the CEL expression is true for the data, else at “else”. MISP writes most numbers as texts: int(event.threat_level_id) < 3. Keys that may be missing are asked for with has(event.Tag) first.",
    icon = "code-branch",
    outputs = 2)
public class ExpressionIf implements LogicModule<ExpressionIf.Params> {

  record Params(
      @Param(
              required = true,
              label = "Expression (CEL)",
              placeholder = "event.Attribute.exists(a, a.type == 'ip-src')")
          CelExpression expression) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    return ModuleResult.when(params.expression().holds(x.data().root()));
  }
}
