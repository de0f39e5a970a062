package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Optional;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.Locality;
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
    boolean ofEvent = params.scope() == Scope.EVENT;
    ModuleResult.Effect obstacle = Tagging.obstacle(ofEvent, x);
    if (obstacle != null) return obstacle;
    Optional<String> tag = tag(galaxy, cluster, x);
    if (tag.isEmpty())
      return ModuleResult.failed(
          "MISP's galaxy " + galaxy + " has no cluster " + cluster + ": nothing was changed.");
    x.note("The cluster's tag is " + tag.get());
    return new Tagging(
            List.of(tag.get()),
            params.action() == Action.ADD,
            ofEvent,
            params.locality(),
            params.relationshipType())
        .carryOut(x);
  }

  private static Optional<String> tag(String galaxy, String cluster, Execution x) {
    if (x.misp().connected()) return x.misp().clusterTag(galaxy, cluster);
    return Optional.of("misp-galaxy:" + galaxy + "=\"" + cluster + "\"");
  }
}
