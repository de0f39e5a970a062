package org.mispworkflows.web.console;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.Outcome;
import org.mispworkflows.run.Run;

/** One run as pages show it. */
public final class RunRow {

  private final Run run;
  private final String triggerName;
  private final String triggerIcon;
  private final long nodes;

  RunRow(Run run, ModuleCatalog catalog, long nodes) {
    this.run = run;
    this.triggerName =
        catalog.trigger(run.getTriggerId()).map(d -> d.info().name()).orElse(run.getTriggerId());
    this.triggerIcon = catalog.trigger(run.getTriggerId()).map(d -> d.info().icon()).orElse("cog");
    this.nodes = nodes;
  }

  /** The run's id. */
  public long getId() {
    return run.getId();
  }

  /** The run's id for a text: without the separators that a number gets there. */
  public String getIdText() {
    return Long.toString(run.getId());
  }

  /** When it was accepted. */
  public Instant getCreatedAt() {
    return run.getCreatedAt();
  }

  /** When it began; null until then. */
  public @Nullable Instant getStartedAt() {
    return run.getStartedAt();
  }

  /** When it ended; null until then. */
  public @Nullable Instant getEndedAt() {
    return run.getEndedAt();
  }

  /** How long it took; null until it is done. */
  public @Nullable Long getMillis() {
    return run.getMillis();
  }

  /** What fired. */
  public String getTriggerId() {
    return run.getTriggerId();
  }

  /** What fired, for people. */
  public String getTriggerName() {
    return triggerName;
  }

  /** As MISP names it. */
  public String getTriggerIcon() {
    return triggerIcon;
  }

  /** What ran; it may have been deleted since. */
  public long getWorkflowId() {
    return run.getWorkflowId();
  }

  /** Its name at that time. */
  public String getWorkflowName() {
    return run.getWorkflowName();
  }

  /** Its revision at that time. */
  public int getRevision() {
    return run.getRevision();
  }

  /** What the payload was about. */
  public String getSubject() {
    return run.getSubject();
  }

  /** How it ended, or, until then, how far it is. */
  public String getState() {
    Outcome outcome = run.getOutcome();
    return outcome == null ? run.getStatus().key() : outcome.key();
  }

  /** Whether MISP waited for the answer. */
  public boolean isBlocking() {
    return run.isBlocking();
  }

  /** Who or what started it. */
  public String getStartedBy() {
    return run.getStartedBy();
  }

  /** The server node that ran it. */
  public String getServerNode() {
    return run.getNodeName();
  }

  /** How often it was begun. */
  public int getAttempts() {
    return run.getAttempts();
  }

  /** The run that forked this one; null for one that a trigger started. */
  public @Nullable Long getParentId() {
    return run.getParentId();
  }

  /** What went wrong, in order. */
  public List<String> getErrors() {
    return run.getErrors();
  }

  /** How many nodes were executed. */
  public long getNodes() {
    return nodes;
  }
}
