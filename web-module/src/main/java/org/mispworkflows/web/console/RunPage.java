package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.graph.GraphNode;
import org.mispworkflows.run.Run;
import org.mispworkflows.run.RunStep;
import org.mispworkflows.run.Runs;
import org.mispworkflows.workflow.WorkflowRevision;
import org.mispworkflows.workflow.Workflows;
import org.omnifaces.cdi.Param;
import org.omnifaces.util.Faces;

/** One run: what it was about, what it did node by node, and what came of it. */
@Named
@RequestScoped
public class RunPage {

  /** Of a longer payload only the beginning is shown; the file has it all. */
  private static final int SHOWN_CHARACTERS = 200_000;

  @Inject private Runs runs;
  @Inject private Workflows workflows;
  @Inject private ModuleCatalog catalog;
  @Inject @Param private @Nullable Long id;

  private @Nullable Run run;
  private @Nullable List<RunStep> steps;
  private @Nullable Graph graph;
  private @Nullable String payload;

  /** Answers 404 when the address names nothing that is there. */
  public void open() throws IOException {
    if (!isKnown()) Faces.responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
  }

  /** Whether there is such a run. */
  public boolean isKnown() {
    return find().isPresent();
  }

  /** The run. */
  public RunRow getRun() {
    return new RunRow(find().orElseThrow(), catalog, steps().size());
  }

  /** Whether the workflow that ran is still there. */
  public boolean isWorkflowThere() {
    return find().flatMap(r -> workflows.find(r.getWorkflowId())).isPresent();
  }

  /** Whether the graph that ran is still there. */
  public boolean isGraphThere() {
    return !graph().nodes().isEmpty();
  }

  /** The graph that ran, with what it did. */
  public Drawing getDrawing() {
    return new Drawing(graph())
        .mark("ran", began())
        .mark("ran", nodes("success", "routed", "filtered", "forked"))
        .mark("stopped", nodes("stopped"))
        .mark("failed", nodes("failed"));
  }

  /** The trigger isn't executed, but a run that it started passed it. */
  private List<String> began() {
    Run of = find().orElseThrow();
    if (of.getStartedAt() == null || of.getStartNode() != null) return List.of();
    return graph().triggers().stream().map(GraphNode::id).toList();
  }

  private List<String> nodes(String... results) {
    return steps().stream()
        .filter(s -> List.of(results).contains(s.getResult()))
        .map(RunStep::getNodeId)
        .distinct()
        .toList();
  }

  /** What it did, in order. */
  public List<Step> getSteps() {
    return steps().stream()
        .map(s -> new Step(s, graph().node(s.getNodeId()).map(GraphNode::name).orElse("")))
        .toList();
  }

  /** The payload it was started with, as indented JSON; of a long one the beginning. */
  public String getPayload() {
    String all = payload();
    return isPayloadCut() ? all.substring(0, SHOWN_CHARACTERS) : all;
  }

  /** Whether only the beginning of the payload is shown. */
  public boolean isPayloadCut() {
    return payload().length() > SHOWN_CHARACTERS;
  }

  /** Sends the payload as a file. */
  public void download() throws IOException {
    if (!isKnown()) return;
    Faces.sendFile(payload().getBytes(StandardCharsets.UTF_8), "run-" + id + "-payload.json", true);
  }

  private String payload() {
    if (payload == null) payload = runs.payload(key()).map(Json::writePretty).orElse("");
    return payload;
  }

  private List<RunStep> steps() {
    if (steps == null) steps = runs.steps(key());
    return steps;
  }

  private Graph graph() {
    if (graph == null) {
      graph =
          find()
              .flatMap(r -> workflows.revision(r.getWorkflowId(), r.getRevision()))
              .map(WorkflowRevision::getData)
              .map(data -> Graph.of(Json.parse(data)))
              .orElseGet(() -> Graph.of(List.of()));
    }
    return graph;
  }

  private Optional<Run> find() {
    if (run == null) run = runs.find(key()).orElse(null);
    return Optional.ofNullable(run);
  }

  private long key() {
    return id == null ? 0 : id;
  }

  /** One execution of one node, for a page. */
  public static final class Step {
    private final RunStep step;
    private final String name;

    Step(RunStep step, String name) {
      this.step = step;
      this.name = name.isEmpty() ? step.getModuleId() : name;
    }

    /** The how-manieth. */
    public int getSeq() {
      return step.getSeq();
    }

    /** The node's id. */
    public String getNodeId() {
      return step.getNodeId();
    }

    /** The node's name at that time. */
    public String getName() {
      return name;
    }

    /** Its module. */
    public String getModuleId() {
      return step.getModuleId();
    }

    /** success, failed, stopped, routed or forked. */
    public String getResult() {
      return step.getResult();
    }

    /** The output that was chosen; null: the only one. */
    public @Nullable Integer getOutput() {
      return step.getOutput();
    }

    /** How long it took, in microseconds. */
    public long getMicros() {
      return step.getMicros();
    }

    /** Errors first, then notes. */
    public List<String> getMessages() {
      return step.getMessages();
    }
  }
}
