package org.mispworkflows.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.run.Run;
import org.mispworkflows.run.RunStep;

/** A run, as the API shows it; in lists without its nodes. */
public record RunJson(
    long id,
    String triggerId,
    long workflowId,
    String workflowName,
    int revision,
    boolean blocking,
    String status,
    @Nullable String outcome,
    List<String> errors,
    String subject,
    String startedBy,
    String createdAt,
    @Nullable String startedAt,
    @Nullable String endedAt,
    @Nullable Long millis,
    @Nullable Long parent,
    @Nullable Long instance,
    boolean dryRun,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<NodeJson> nodes) {

  /** One execution of one node. */
  public record NodeJson(
      int seq,
      String nodeId,
      String moduleId,
      String result,
      @Nullable Integer output,
      double millis,
      List<String> messages) {

    static NodeJson of(RunStep step) {
      return new NodeJson(
          step.getSeq(),
          step.getNodeId(),
          step.getModuleId(),
          step.getResult(),
          step.getOutput(),
          step.getMicros() / 1000.0,
          step.getMessages());
    }
  }

  static RunJson of(Run run, @Nullable List<RunStep> steps) {
    return new RunJson(
        run.getId(),
        run.getTriggerId(),
        run.getWorkflowId(),
        run.getWorkflowName(),
        run.getRevision(),
        run.isBlocking(),
        run.getStatus().key(),
        run.getOutcome() == null ? null : run.getOutcome().key(),
        run.getErrors(),
        run.getSubject(),
        run.getStartedBy(),
        run.getCreatedAt().toString(),
        text(run.getStartedAt()),
        text(run.getEndedAt()),
        run.getMillis(),
        run.getParentId(),
        run.getInstanceId(),
        run.isDryRun(),
        steps == null ? null : steps.stream().map(NodeJson::of).toList());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
