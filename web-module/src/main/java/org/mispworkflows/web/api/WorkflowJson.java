package org.mispworkflows.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.workflow.Workflow;
import org.mispworkflows.workflow.WorkflowRevision;

/** A workflow, as the API shows it; in lists without its graph and findings. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkflowJson(
    long id,
    String uuid,
    String name,
    String description,
    String triggerId,
    @Nullable Object data,
    boolean enabled,
    boolean debugEnabled,
    long counter,
    String timestamp,
    int revision,
    @Nullable List<FindingJson> findings) {

  static WorkflowJson of(Workflow w) {
    return of(w, null, null);
  }

  static WorkflowJson of(Workflow w, List<Finding> findings) {
    return of(w, Json.parse(w.getData()), findings.stream().map(FindingJson::of).toList());
  }

  private static WorkflowJson of(
      Workflow w, @Nullable Object data, @Nullable List<FindingJson> findings) {
    return new WorkflowJson(
        w.getId(),
        w.getUuid(),
        w.getName(),
        w.getDescription(),
        w.getTriggerId(),
        data,
        w.isEnabled(),
        w.isDebugEnabled(),
        w.getCounter(),
        w.getModifiedAt().toString(),
        w.getRevision(),
        findings);
  }

  /** A revision, as the API shows it; in lists without its graph. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RevisionJson(
      int number,
      String name,
      String description,
      String author,
      String comment,
      String timestamp,
      @Nullable Object data) {

    static RevisionJson of(WorkflowRevision r, boolean withData) {
      return new RevisionJson(
          r.getNumber(),
          r.getName(),
          r.getDescription(),
          r.getAuthor(),
          r.getComment(),
          r.getCreatedAt().toString(),
          withData ? Json.parse(r.getData()) : null);
    }
  }
}
