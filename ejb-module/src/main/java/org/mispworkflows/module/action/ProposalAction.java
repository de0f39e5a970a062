package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Accepts or discards proposals, and goes on with what has become of the event. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "proposal-action",
    name = "Proposal Action",
    description =
        "Accepts or discards the proposals of the event, or of what passes the node's filter. Then the whole event is loaded again.",
    icon = "asterisk",
    version = "0.2",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class ProposalAction implements ActionModule<ProposalAction.Params> {

  enum Action {
    @Key(label = "Accept proposals")
    ACCEPT,
    @Key(label = "Discard proposals")
    REMOVE
  }

  enum Kind {
    @Key(label = "Proposals of new attributes")
    NEW,
    @Key(label = "Proposals about existing attributes")
    EDIT,
    @Key(label = "All proposals")
    ANY
  }

  record Params(
      @Param("accept") Action action,
      @Param(value = "all", label = "Kind of proposals") @Nullable Kind proposalType) {

    boolean wants(Map<String, @Nullable Object> proposal) {
      if (proposalType == null) return false;
      boolean edit = Loose.truthy(proposal.get("old_id"));
      return proposalType == Kind.ANY || edit == (proposalType == Kind.EDIT);
    }
  }

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return failed(Writes.NO_EVENT);
    if (!x.misp().connected()) return Lookups.notConnected("its proposals can't be dealt with");
    Set<String> proposals = new LinkedHashSet<>();
    if (x.filtered()) x.items().forEach(item -> collect(item.root(), params, proposals));
    else collect(event, params, proposals);
    if (proposals.isEmpty()) {
      x.note("No proposal matched: nothing was changed");
      return ModuleResult.done();
    }
    if (x.run().dryRun()) {
      return Lookups.dry(
          x,
          "proposals that would be "
              + (params.action() == Action.ACCEPT ? "accepted: " : "discarded: ")
              + String.join(", ", proposals));
    }
    List<String> refused = new ArrayList<>();
    for (String proposal : proposals) {
      try {
        if (params.action() == Action.ACCEPT) x.misp().acceptProposal(proposal);
        else x.misp().discardProposal(proposal);
      } catch (MispException e) {
        refused.add("proposal " + proposal + ": " + e.getMessage());
      }
    }
    if (refused.size() == proposals.size()) return new ModuleResult.Failed(refused);
    x.note((proposals.size() - refused.size()) + " of " + proposals.size() + " proposals done");
    refused.forEach(x::note);
    Lookups.reload(x, MispElement.event(event));
    return ModuleResult.done();
  }

  /** The ids of a proposal, or of all that an event, an object or an attribute holds, in order. */
  private static void collect(
      Map<String, @Nullable Object> part, Params params, Set<String> proposals) {
    if (part.containsKey("old_id") && params.wants(part)) proposals.add(Loose.text(part.get("id")));
    String attributes =
        part.containsKey("_AttributeFlattened") ? "_AttributeFlattened" : "Attribute";
    for (String key : List.of("ShadowAttribute", attributes)) {
      for (Object child : Loose.values(part.get(key))) {
        Map<String, @Nullable Object> map = Json.map(child);
        if (map != null) collect(map, params, proposals);
      }
    }
  }
}
