package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Asks MISP how attributes score under decaying models. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "attach-decay-score",
    name = "Attach decay score",
    description =
        "Asks MISP how the attributes that pass the node's filter, or all, score under the chosen decaying models. The scores are kept in the data as `decay_score` of each attribute; nothing is saved.",
    icon = "chart-line",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class AttachDecayScore implements ActionModule<AttachDecayScore.Params> {

  record Params(
      @Param(
              label = "Decaying models",
              placeholder = "Pick a decaying model",
              catalogue = Catalogue.DECAYING_MODELS)
          List<String> decayingmodels) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (params.decayingmodels().isEmpty()) return ModuleResult.failed("No decaying model selected");
    if (!x.misp().connected()) return Lookups.notConnected("it can't say how attributes score");
    List<Map<String, @Nullable Object>> attributes = Writes.attributes(x);
    if (attributes.isEmpty()) return Writes.nothingMatched(x);
    int scored = 0;
    for (Map<String, @Nullable Object> attribute : attributes) {
      MispElement element = MispElement.attribute(attribute);
      if (element.id().isEmpty() && element.uuid().isEmpty()) continue;
      Optional<Object> scores = x.misp().decayScores(element, params.decayingmodels());
      if (scores.isEmpty()) continue;
      attribute.put("decay_score", scores.get());
      scored++;
    }
    x.note(scored + " of " + attributes.size() + " attributes have a score");
    return ModuleResult.done();
  }
}
