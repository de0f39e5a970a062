package org.mispworkflows.run;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.config.Switches;
import org.mispworkflows.config.TriggerState;
import org.mispworkflows.data.Masks;
import org.mispworkflows.engine.FailPolicy;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.misp.MispInstance;
import org.mispworkflows.misp.MispInstances;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.PathFilters;
import org.mispworkflows.workflow.Workflow;
import org.mispworkflows.workflow.Workflows;

/** The one entry: something happened in MISP. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Triggers {

  @Inject private ModuleCatalog catalog;
  @Inject private Settings settings;
  @Inject private Switches switches;
  @Inject private Workflows workflows;
  @Inject private Runs runs;
  @Inject private Runner runner;
  @Inject private RunQueue queue;
  @Inject private MispInstances instances;

  /** What the caller is told. */
  public sealed interface Answer {

    /**
     * Nothing ran, and the caller may go on.
     *
     * @param why for people
     */
    record NotRun(String why) implements Answer {}

    /**
     * It ran to its end.
     *
     * @param run the record's id
     * @param goOn whether the caller may go on
     * @param finished what came of it
     */
    record Ran(long run, boolean goOn, Runner.Finished finished) implements Answer {}

    /**
     * It is stored and runs later.
     *
     * @param run the record's id
     */
    record Queued(long run) implements Answer {}
  }

  /**
   * Fires a trigger. A blocking one has run when this returns; any other is stored and runs soon.
   *
   * @param payload as MISP has it; it is changed in place
   * @param origin who or what, with which MISP; without one, the default instance is meant
   * @throws UnknownTriggerException when there is none of this id
   */
  public Answer fire(String triggerId, Map<String, @Nullable Object> payload, Run.Origin origin) {
    ModuleDescriptor trigger =
        catalog.trigger(triggerId).orElseThrow(() -> new UnknownTriggerException(triggerId));
    TriggerState state = switches.trigger(triggerId);
    if (!settings.get(Settings.ENABLED))
      return new Answer.NotRun("Workflows are switched off by a setting.");
    if (!state.isEnabled())
      return new Answer.NotRun("The trigger `" + triggerId + "` is disabled.");
    Optional<Workflow> found = workflows.ofTrigger(triggerId);
    if (found.isEmpty())
      return new Answer.NotRun("The trigger `" + triggerId + "` has no workflow.");
    Workflow workflow = found.get();
    if (!workflow.isEnabled())
      return new Answer.NotRun("Workflow " + workflow.getId() + " is disabled.");

    Masks.mask(payload);
    boolean blocking = trigger.info().blocking();
    Run.Request request =
        new Run.Request(
            triggerId,
            workflow.getId(),
            workflow.getName(),
            workflow.getRevision(),
            blocking,
            Payloads.subject(payload),
            completed(origin),
            null,
            null,
            PathFilters.NONE);
    Run run = runs.accept(request, payload);
    if (!blocking) {
      queue.submit(run.getId());
      return new Answer.Queued(run.getId());
    }
    Runner.Finished finished = runner.run(run, payload);
    FailPolicy policy = state.isFailOpen() ? FailPolicy.OPEN : FailPolicy.CLOSED;
    return new Answer.Ran(run.getId(), finished.outcome().letsCallerGoOn(policy), finished);
  }

  private Run.Origin completed(Run.Origin origin) {
    Long instance = origin.instance();
    if (instance == null) instance = instances.standard().map(MispInstance::getId).orElse(null);
    boolean dry = origin.dryRun() || settings.get(Settings.OUTBOUND_DRY_RUN);
    return new Run.Origin(origin.startedBy(), instance, dry);
  }
}
