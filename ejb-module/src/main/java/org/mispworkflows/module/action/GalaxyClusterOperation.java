package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Tags;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.Locality;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Attaches a galaxy's cluster, or takes it away. A cluster is a tag, which MISP looks up. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "galaxy_cluster_operation",
    name = "Galaxy cluster operation",
    description =
        "Attaches a galaxy cluster, found by its value or a synonym, to the event or to attributes, or detaches it.",
    icon = "rebel",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class GalaxyClusterOperation implements ActionModule<GalaxyClusterOperation.Params> {

  enum Scope {
    EVENT,
    @Key(label = "Attributes")
    ATTRIBUTE
  }

  enum Action {
    @Key(label = "Attach")
    ADD,
    @Key(label = "Detach")
    REMOVE
  }

  record Params(
      @Param("add") Action action,
      @Param("event") Scope scope,
      @Param(placeholder = "threat-actor", jinja = true) String galaxy,
      @Param(placeholder = "APT28", jinja = true) String cluster,
      @Param(value = "local", label = "Tag locality") Locality locality,
      @Param(showIf = "action=add") String relationshipType) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    String galaxy = params.galaxy().strip();
    String cluster = params.cluster().strip();
    if (galaxy.isEmpty() || cluster.isEmpty())
      return ModuleResult.failed("A galaxy and the value of one of its clusters are needed.");
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return ModuleResult.failed(Writes.NO_EVENT);
    boolean ofEvent = params.scope() == Scope.EVENT;
    if (ofEvent && !Writes.passes(x)) return Writes.nothingMatched(x);
    List<Map<String, @Nullable Object>> attributes = ofEvent ? List.of() : Writes.attributes(x);
    if (!ofEvent && attributes.isEmpty()) return Writes.nothingMatched(x);
    Optional<String> tag = tag(galaxy, cluster, x);
    if (tag.isEmpty())
      return ModuleResult.failed(
          "MISP's galaxy " + galaxy + " has no cluster " + cluster + ": nothing was changed.");
    x.note("The cluster's tag is " + tag.get());
    boolean reachable = Writes.reachMisp(x);
    if (ofEvent) {
      change(params, tag.get(), x, reachable, MispElement.event(event), event);
      Tags.refreshAll(event);
      return ModuleResult.done();
    }
    return Writes.each(
        x,
        attributes,
        attribute -> {
          MispElement element = MispElement.attribute(attribute);
          if (!change(params, tag.get(), x, reachable, element, attribute)) return false;
          Tags.refresh(event, attribute);
          return true;
        });
  }

  private static Optional<String> tag(String galaxy, String cluster, Execution x) {
    if (x.misp().connected()) return x.misp().clusterTag(galaxy, cluster);
    return Optional.of("misp-galaxy:" + galaxy + "=\"" + cluster + "\"");
  }

  private static boolean change(
      Params params,
      String tag,
      Execution x,
      boolean reachable,
      MispElement element,
      Map<String, @Nullable Object> data) {
    List<String> tags = List.of(tag);
    if (params.action() == Action.REMOVE) {
      if (reachable) x.misp().detachTags(element, tags, params.locality());
      return Tags.remove(data, tags, params.locality());
    }
    boolean local = params.locality() == Locality.LOCAL;
    if (reachable) x.misp().attachTags(element, tags, local, params.relationshipType());
    return Tags.add(data, tags, params.locality(), params.relationshipType());
  }
}
