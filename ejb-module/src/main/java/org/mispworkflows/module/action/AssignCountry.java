package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.Tags;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Attaches the country clusters whose names a path finds at the attributes. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "assign_country",
    name = "Assign country",
    description =
        "Attaches the galaxy cluster of the country that a path finds at an attribute, to the attribute or to the event.",
    icon = "globe",
    version = "0.2",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class AssignCountry implements ActionModule<AssignCountry.Params> {

  enum Scope {
    EVENT,
    @Key(label = "Attributes")
    ATTRIBUTE
  }

  /** The only one; workflows of MISP may leave it out. */
  enum Galaxy {
    @Key(label = "country")
    COUNTRY
  }

  record Params(
      @Param("event") Scope scope,
      @Param(value = "enrichment.{n}.{n}.values.0", label = "Path of the country in an attribute")
          HashPath hashPath,
      @Param(value = "local", label = "Tag locality") TagLocality locality,
      @Param(placeholder = "Pick a galaxy name") @Nullable Galaxy galaxyName,
      @Param String relationshipType) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return ModuleResult.failed(Writes.NO_EVENT);
    List<Map<String, @Nullable Object>> attributes = Writes.attributes(x);
    if (attributes.isEmpty()) return Writes.nothingMatched(x);
    if (!x.misp().connected()) {
      x.note("Nothing was changed: clusters are looked up in MISP, and none is connected");
      return ModuleResult.done();
    }
    Map<String, Optional<String>> known = new HashMap<>();
    Set<String> all = new LinkedHashSet<>();
    int tagged = 0;
    for (Map<String, @Nullable Object> attribute : attributes) {
      Set<String> tags = new LinkedHashSet<>();
      for (Object value : Loose.values(params.hashPath().extract(attribute))) {
        if (Loose.isTree(value) || Loose.text(value).isBlank()) continue;
        known
            .computeIfAbsent(Loose.text(value), name -> x.misp().clusterTag("country", name))
            .ifPresent(tags::add);
      }
      all.addAll(tags);
      if (params.scope() == Scope.EVENT || tags.isEmpty()) continue;
      attach(params, x, MispElement.attribute(attribute), attribute, tags);
      Tags.refresh(event, attribute);
      tagged++;
    }
    if (params.scope() == Scope.EVENT && !all.isEmpty()) {
      attach(params, x, MispElement.event(event), event, all);
      Tags.refreshAll(event);
    }
    x.note(
        params.scope() == Scope.EVENT
            ? "Clusters of the event: " + (all.isEmpty() ? "none" : String.join(", ", all))
            : tagged + " of " + attributes.size() + " attributes have a country with a cluster");
    return ModuleResult.done();
  }

  private static void attach(
      Params params,
      Execution x,
      MispElement target,
      Map<String, @Nullable Object> element,
      Set<String> tags) {
    boolean local = params.locality() == TagLocality.LOCAL;
    if (Writes.reachMisp(x))
      x.misp().attachTags(target, new ArrayList<>(tags), local, params.relationshipType());
    Tags.add(element, tags, params.locality().locality(), params.relationshipType());
  }
}
