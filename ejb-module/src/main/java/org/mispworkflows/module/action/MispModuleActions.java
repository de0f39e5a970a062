package org.mispworkflows.module.action;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import org.mispworkflows.config.Settings;
import org.mispworkflows.misp.MispModule;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleSource;
import org.mispworkflows.spi.WorkflowModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The action modules of the misp-modules service, as nodes. */
@ApplicationScoped
public class MispModuleActions implements ModuleSource {

  private static final Logger LOG = LoggerFactory.getLogger(MispModuleActions.class);

  @Inject private MispModules service;
  @Inject private Settings settings;
  @Inject private HttpGateway http;

  private volatile Offer offer = new Offer(List.of(), List.of());

  /** The modules of a list, made once while the list stays the same. */
  private record Offer(List<MispModule> list, List<WorkflowModule<?>> modules) {}

  /** While the service is away, as it said last; none when it never did. */
  @Override
  public List<WorkflowModule<?>> modules() {
    List<MispModule> list;
    try {
      list = service.modules();
    } catch (MispException e) {
      LOG.debug("No modules are offered: {}", e.getMessage()); // the list has warned
      return List.of();
    }
    Offer made = offer;
    if (made.list() != list) {
      made = new Offer(list, nodes(list));
      offer = made;
    }
    return made.modules();
  }

  private List<WorkflowModule<?>> nodes(List<MispModule> list) {
    return list.stream()
        .filter(MispModule::isAction)
        .<WorkflowModule<?>>map(m -> new MispModuleAction(m, service, http, settings))
        .toList();
  }

  /** Those that an admin prefers to the built-in ones. */
  @Override
  public boolean replaces(String id) {
    String preferred = settings.find(Settings.MISP_MODULES_PREFER).orElse("");
    return Arrays.stream(preferred.split(",", -1)).map(String::strip).anyMatch(id::equals);
  }
}
