package org.mispworkflows.web.console;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.TriggerState;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.workflow.Workflow;

/** One trigger with its switches and its workflow, as the table shows it. */
public final class TriggerRow {

  private final ModuleDescriptor descriptor;
  private final TriggerInfo trigger;
  private final boolean enabled;
  private final @Nullable Workflow workflow;

  TriggerRow(
      ModuleDescriptor descriptor, @Nullable TriggerState state, @Nullable Workflow workflow) {
    this.descriptor = descriptor;
    this.trigger = Objects.requireNonNull(descriptor.trigger());
    this.enabled = state != null && state.isEnabled();
    this.workflow = workflow;
  }

  /** The trigger's id. */
  public String getId() {
    return descriptor.id();
  }

  /** For people. */
  public String getName() {
    return descriptor.info().name();
  }

  /** As MISP names it. */
  public String getIcon() {
    return descriptor.info().icon();
  }

  /** What the payload is about. */
  public String getScope() {
    return trigger.scope();
  }

  /** Low, medium or high, in lower case. */
  public String getOverhead() {
    return trigger.overhead().name().toLowerCase(Locale.ROOT);
  }

  /** For sorting. */
  Overhead overhead() {
    return trigger.overhead();
  }

  /** Why the overhead isn't low; may be empty. */
  public String getOverheadReason() {
    return trigger.overheadReason();
  }

  /** When it is called. */
  public String getDescription() {
    return descriptor.info().description();
  }

  /** Whether MISP waits for the answer. */
  public boolean isBlocking() {
    return descriptor.info().blocking();
  }

  /** Whether the payload is normalised to MISP's core format. */
  public boolean isCoreFormat() {
    return descriptor.info().coreFormat();
  }

  /** Whether it starts its workflow. */
  public boolean isEnabled() {
    return enabled;
  }

  /** What it starts; null: nothing yet. */
  public @Nullable Workflow getWorkflow() {
    return workflow;
  }

  /** How often its workflow was run. */
  public long getRuns() {
    return workflow == null ? 0 : workflow.getCounter();
  }

  /** For sorting: 0 when there is no workflow. */
  long workflowId() {
    return workflow == null ? 0 : workflow.getId();
  }

  /** When its workflow was last saved; null when there is none. */
  public @Nullable Instant getModifiedAt() {
    return workflow == null ? null : workflow.getModifiedAt();
  }

  /** Whether its workflow keeps data before and after each node. */
  public boolean isDebugEnabled() {
    return workflow != null && workflow.isDebugEnabled();
  }
}
