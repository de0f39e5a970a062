package org.mispworkflows.web.api;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.TriggerState;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.workflow.Workflow;

/** A trigger, as the API shows it. */
public record TriggerJson(
    String id,
    String name,
    String description,
    String icon,
    String scope,
    boolean blocking,
    boolean mispCoreFormat,
    String overhead,
    String overheadReason,
    boolean enabled,
    String failPolicy,
    @Nullable Started workflow,
    int workflowCount) {

  /** The workflow that it starts. */
  public record Started(
      long id,
      String name,
      long counter,
      boolean enabled,
      boolean debugEnabled,
      String timestamp) {}

  static TriggerJson of(ModuleDescriptor trigger, TriggerState state, List<Workflow> workflows) {
    TriggerInfo info = trigger.trigger();
    if (info == null) throw new IllegalArgumentException(trigger.id() + " is no trigger");
    return new TriggerJson(
        trigger.id(),
        trigger.info().name(),
        trigger.info().description(),
        trigger.info().icon(),
        info.scope(),
        trigger.info().blocking(),
        trigger.info().coreFormat(),
        info.overhead().name().toLowerCase(Locale.ROOT),
        info.overheadReason(),
        state.isEnabled(),
        state.isFailOpen() ? "open" : "closed",
        workflows.isEmpty() ? null : started(workflows.get(0)),
        workflows.size());
  }

  private static Started started(Workflow w) {
    return new Started(
        w.getId(),
        w.getName(),
        w.getCounter(),
        w.isEnabled(),
        w.isDebugEnabled(),
        w.getModifiedAt().toString());
  }
}
