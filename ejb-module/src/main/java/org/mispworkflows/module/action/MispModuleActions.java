package org.mispworkflows.module.action;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import org.mispworkflows.config.Settings;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleSource;
import org.mispworkflows.spi.WorkflowModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The action modules of the misp-modules service, as nodes. */
@ApplicationScoped
public class MispModuleActions implements ModuleSource {

  private static final Logger LOG = LoggerFactory.getLogger(MispModuleActions.class);

  /** In nanoseconds: the list changes only when somebody installs a module. */
  private static final long KNOWN = 60_000_000_000L;

  @Inject private MispModules service;
  @Inject private Settings settings;
  private volatile List<WorkflowModule<?>> modules = List.of();
  private volatile long askAgain;

  /** As the service said within the last minute; while it is away, as it said last. */
  @Override
  public List<WorkflowModule<?>> modules() {
    long now = System.nanoTime();
    if (!service.isConfigured() || (askAgain != 0 && now - askAgain < 0)) return modules;
    askAgain = now + KNOWN;
    try {
      modules =
          service.modules().stream()
              .filter(m -> m.kinds().contains("action"))
              .<WorkflowModule<?>>map(m -> new MispModuleAction(m, service))
              .toList();
    } catch (MispException e) {
      LOG.warn("{}", e.getMessage());
    }
    return modules;
  }

  /** Those that an admin prefers to the built-in ones. */
  @Override
  public boolean replaces(String id) {
    String preferred = settings.find(Settings.MISP_MODULES_PREFER).orElse("");
    return Arrays.stream(preferred.split(",", -1)).map(String::strip).anyMatch(id::equals);
  }
}
