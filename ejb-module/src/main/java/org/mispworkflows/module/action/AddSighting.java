package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Says in MISP that attributes were seen. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "add_sighting",
    name = "Add sighting",
    description =
        "Adds a sighting, a false positive or an expiration to the attributes that pass the node's filter, or to all.",
    icon = "eye",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class AddSighting implements ActionModule<AddSighting.Params> {

  enum Type {
    @Key(value = "0", label = "Sighting")
    SIGHTING,
    @Key(value = "1", label = "False positive")
    FALSE_POSITIVE,
    @Key(value = "2", label = "Expiration")
    EXPIRATION
  }

  record Params(
      @Param("0") Type type,
      @Param(jinja = true, placeholder = "Proxy of the head office") String source) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (Writes.event(x) == null) return ModuleResult.failed(Writes.NO_EVENT);
    List<Map<String, @Nullable Object>> attributes = Writes.attributes(x);
    if (attributes.isEmpty()) return Writes.nothingMatched(x);
    String type = ModuleDescriptor.option(params.type()).key();
    Map<Integer, String> refused = Map.of();
    if (Writes.reachMisp(x)) {
      List<MispElement> elements = attributes.stream().map(MispElement::attribute).toList();
      refused = x.misp().addSightings(elements, type, params.source().strip());
    }
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      String why = refused.get(i);
      if (why == null) append(attributes.get(i), type, params.source().strip());
      else errors.add("attribute " + MispElement.attribute(attributes.get(i)).id() + ": " + why);
    }
    if (errors.size() == attributes.size()) return new ModuleResult.Failed(errors);
    x.note(attributes.size() - errors.size() + " of " + attributes.size() + " attributes sighted");
    errors.forEach(x::note);
    return ModuleResult.done();
  }

  private static void append(Map<String, @Nullable Object> attribute, String type, String source) {
    Map<String, @Nullable Object> sighting = new LinkedHashMap<>();
    sighting.put("type", type);
    sighting.put("source", source);
    sighting.put("date_sighting", Long.toString(Instant.now().getEpochSecond()));
    List<@Nullable Object> all = new ArrayList<>(Loose.values(attribute.get("Sighting")));
    all.add(sighting);
    attribute.put("Sighting", all);
  }
}
