package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a message to the run's record and to the server's log. */
@Stateless
@ModuleInfo(
    id = "log",
    name = "Log",
    description = "Writes a message to the run's record and to the server's log.",
    icon = "pen")
public class Log implements ActionModule<Log.Params> {

  private static final Logger LOG = LoggerFactory.getLogger("org.mispworkflows.workflow-log");

  enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  record Params(
      @Param("info") @Nullable Level level,
      @Param(jinja = true, multiline = true) String message) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    x.note(params.message());
    String line = params.message().replaceAll("[\\r\\n]+", " ⏎ ");
    String workflow = x.run().workflowName();
    switch (params.level() == null ? Level.INFO : params.level()) {
      case DEBUG -> LOG.debug("[{}] {}", workflow, line);
      case INFO -> LOG.info("[{}] {}", workflow, line);
      case WARN -> LOG.warn("[{}] {}", workflow, line);
      case ERROR -> LOG.error("[{}] {}", workflow, line);
    }
    return ModuleResult.done();
  }
}
