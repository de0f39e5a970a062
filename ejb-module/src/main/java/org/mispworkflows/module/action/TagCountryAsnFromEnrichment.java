package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Tags;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Tags attributes with the country and the ASN that their enrichment tells. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "tag_country_asn_from_enrichment",
    name = "Tags from enrichment",
    description =
        "Tags the attributes that pass the node's filter with the country and the ASN that their enrichment tells, and with the country's galaxy cluster. Put it behind Attach enrichment.",
    icon = "globe",
    nodeFilter = true,
    misp = true)
public class TagCountryAsnFromEnrichment
    implements ActionModule<TagCountryAsnFromEnrichment.Params> {

  record Params(@Param(value = "local", label = "Tag locality") TagLocality locality) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return ModuleResult.failed(Writes.NO_EVENT);
    List<Map<String, @Nullable Object>> attributes = Writes.attributes(x);
    if (attributes.isEmpty()) return Writes.nothingMatched(x);
    List<Map<String, @Nullable Object>> located =
        attributes.stream().filter(attribute -> origin(attribute).isKnown()).toList();
    if (located.isEmpty()) {
      x.note(
          "None of the "
              + attributes.size()
              + " attributes has a country or an ASN in its enrichment: nothing was changed");
      return ModuleResult.done();
    }
    boolean reachable = Writes.reachMisp(x);
    if (!x.misp().connected())
      x.note("Countries get no cluster: clusters are looked up in MISP, and none is connected");
    boolean local = params.locality() == TagLocality.LOCAL;
    Map<String, Optional<String>> known = new HashMap<>();
    return Writes.each(
        x,
        located,
        attribute -> {
          List<String> tags = new ArrayList<>(origin(attribute).tags());
          cluster(origin(attribute), x, known).ifPresent(tags::add);
          if (reachable) x.misp().attachTags(MispElement.attribute(attribute), tags, local, "");
          if (!Tags.add(attribute, tags, params.locality().locality(), "")) return false;
          Tags.refresh(event, attribute);
          return true;
        });
  }

  private static Origin origin(Map<String, @Nullable Object> attribute) {
    return Origin.of(attribute.get("enrichment"));
  }

  /** Galaxies know countries by their names. */
  private static Optional<String> cluster(
      Origin origin, Execution x, Map<String, Optional<String>> known) {
    String country = Countries.named(origin.country().isEmpty() ? origin.code() : origin.country());
    if (country.isEmpty() || !x.misp().connected()) return Optional.empty();
    return known.computeIfAbsent(country, name -> x.misp().clusterTag("country", name));
  }
}
