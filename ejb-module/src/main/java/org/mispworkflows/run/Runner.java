package org.mispworkflows.run;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.CoreFormat;
import org.mispworkflows.engine.DebugProbe;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.Outcome;
import org.mispworkflows.engine.Plan;
import org.mispworkflows.engine.Walk;
import org.mispworkflows.misp.MispConnections;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.PathFilters;
import org.mispworkflows.spi.RunInfo;
import org.mispworkflows.workflow.Plans;
import org.mispworkflows.workflow.Workflow;
import org.mispworkflows.workflow.WorkflowRevision;
import org.mispworkflows.workflow.Workflows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Walks an accepted run to its end and writes down what came of it. Holds no transaction while
 * modules work.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Runner {

  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  @Inject private Runs runs;
  @Inject private RunQueue queue;
  @Inject private Workflows workflows;
  @Inject private Plans plans;
  @Inject private ModuleCatalog catalog;
  @Inject private DebugPosts debugPosts;
  @Inject private MispConnections connections;

  /**
   * What came of a run.
   *
   * @param outcome how it ended
   * @param errors what went wrong, in order
   * @param data the roaming data at the end
   */
  public record Finished(
      Outcome outcome, List<String> errors, Map<String, @Nullable Object> data) {}

  /** Runs a queued run, unless somebody else has taken it. */
  public void runQueued(long id) {
    runs.claim(id).ifPresent(run -> run(run, Payloads.unpack(run.getPayload())));
  }

  /**
   * Runs a run that has begun. Never throws: what goes wrong is in the record and in the answer.
   */
  public Finished run(Run run, Map<String, @Nullable Object> payload) {
    MDC.put("run", Long.toString(run.getId()));
    MDC.put("trigger", run.getTriggerId());
    try {
      return walk(run, payload);
    } catch (RuntimeException e) {
      LOG.error("Run {} was ended by a fault of this server", run.getId(), e);
      List<String> errors =
          List.of(
              "The run was ended by a fault of the server; its log tells more under run "
                  + run.getId()
                  + ".");
      runs.finish(run.getId(), Outcome.FAILURE, errors, List.of());
      return new Finished(Outcome.FAILURE, errors, payload);
    } finally {
      MDC.remove("run");
      MDC.remove("trigger");
    }
  }

  private Finished walk(Run run, Map<String, @Nullable Object> payload) {
    Optional<WorkflowRevision> revision =
        workflows.revision(run.getWorkflowId(), run.getRevision());
    if (revision.isEmpty()) {
      return finish(
          run,
          Outcome.FAILURE,
          "Workflow " + run.getWorkflowId() + " was deleted before the run began.",
          payload);
    }
    Plan plan = plans.plan(run.getWorkflowId(), run.getRevision(), revision.get().getData());
    Plan.Node start =
        run.getStartNode() == null ? plan.trigger() : plan.nodes().get(run.getStartNode());
    if (start == null) {
      return finish(run, Outcome.FAILURE, "The graph has no node to start from.", payload);
    }
    Optional<ModuleDescriptor> trigger = catalog.trigger(run.getTriggerId());
    if (trigger.isEmpty() && run.getStartNode() == null) {
      return finish(
          run,
          Outcome.FAILURE,
          "The trigger `"
              + run.getTriggerId()
              + "` was gone when the run began; deploy the jar that holds its module.",
          payload);
    }
    RunInfo info =
        new RunInfo(
            run.getId(),
            run.getTriggerId(),
            run.getWorkflowId(),
            run.getWorkflowName(),
            run.isBlocking(),
            run.isDryRun(),
            run.getStartedBy());
    MispConnection misp;
    try {
      misp = connections.connection(run.getInstanceId(), run.isDryRun());
    } catch (MispException e) {
      return finish(run, Outcome.FAILURE, String.valueOf(e.getMessage()), payload);
    }
    Walk walk =
        new Walk(
            info,
            misp,
            plans.limits(),
            (head, data, filters) -> fork(run, head, data, filters),
            probe(info));
    Walk.Result result =
        run.getStartNode() == null
            ? walk.fire(start, trigger.orElseThrow(), payload)
            : walk.from(start, CoreFormat.relinked(payload), run.getFilters());
    result.journal().notes().forEach(note -> LOG.info("{}", note));
    runs.finish(run.getId(), result.outcome(), result.errors(), result.journal().entries());
    return new Finished(result.outcome(), result.errors(), result.data());
  }

  private DebugProbe probe(RunInfo info) {
    DebugProbe probe = debugPosts.probe(info);
    boolean debugged =
        probe.watches()
            && workflows.find(info.workflowId()).filter(Workflow::isDebugEnabled).isPresent();
    return debugged ? probe : DebugProbe.NONE;
  }

  private void fork(
      Run run, Plan.Node head, Map<String, @Nullable Object> data, PathFilters filters) {
    Run.Request request =
        new Run.Request(
            run.getTriggerId(),
            run.getWorkflowId(),
            run.getWorkflowName(),
            run.getRevision(),
            false,
            run.getSubject(),
            run.getOrigin(),
            run.getId(),
            head.id(),
            filters);
    queue.submit(runs.accept(request, data).getId());
  }

  private Finished finish(
      Run run, Outcome outcome, String error, Map<String, @Nullable Object> data) {
    List<String> errors = error.isEmpty() ? List.of() : List.of(error);
    runs.finish(run.getId(), outcome, errors, List.of());
    return new Finished(outcome, errors, data);
  }
}
