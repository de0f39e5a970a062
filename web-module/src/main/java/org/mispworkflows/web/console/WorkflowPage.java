package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.web.security.SignedIn;
import org.mispworkflows.workflow.InvalidWorkflowException;
import org.mispworkflows.workflow.Workflow;
import org.mispworkflows.workflow.WorkflowRevision;
import org.mispworkflows.workflow.Workflows;
import org.omnifaces.cdi.Param;
import org.omnifaces.util.Faces;

/** One workflow: its facts, its graph, its revisions; today's, or an old one that is looked at. */
@Named
@RequestScoped
public class WorkflowPage {

  @Inject private Workflows workflows;
  @Inject private ModuleCatalog catalog;
  @Inject private SignedIn signedIn;
  @Inject private Command command;
  @Inject private Notices notices;
  @Inject private Texts texts;
  @Inject @Param private @Nullable Long id;
  @Inject @Param private @Nullable Integer revision;

  private @Nullable Workflow workflow;

  /** Answers 404 when the address names nothing that is there. */
  public void open() throws IOException {
    if (!isKnown()) Faces.responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
  }

  /** Whether there is such a workflow, and such a revision of it. */
  public boolean isKnown() {
    return find().isPresent()
        && (revision == null || workflows.revision(key(), revision).isPresent());
  }

  /** The workflow. */
  public Workflow getWorkflow() {
    return find().orElseThrow(() -> new NoSuchElementException("no workflow " + id));
  }

  /** The old revision that is looked at; null: it is today's. */
  public @Nullable WorkflowRevision getOld() {
    if (revision == null || revision == getWorkflow().getRevision()) return null;
    return workflows.revision(key(), revision).orElse(null);
  }

  /** The trigger's name; its id when it isn't there any more. */
  public String getTriggerName() {
    String trigger = getWorkflow().getTriggerId();
    return catalog.trigger(trigger).map(d -> d.info().name()).orElse(trigger);
  }

  /** The trigger's icon, as MISP names it. */
  public String getTriggerIcon() {
    return catalog.trigger(getWorkflow().getTriggerId()).map(d -> d.info().icon()).orElse("cog");
  }

  /** What is wrong or odd in the graph that is shown. */
  public List<Finding> getFindings() {
    return workflows.check(graph().stored(), getWorkflow().getTriggerId());
  }

  /** The graph that is shown. */
  public Drawing getDrawing() {
    return new Drawing(graph()).mark(getFindings());
  }

  /** The graph that is shown, as JSON. */
  public String getJson() {
    return Json.writePretty(graph().stored());
  }

  private Graph graph() {
    WorkflowRevision old = getOld();
    return Graph.of(Json.parse(old == null ? getWorkflow().getData() : old.getData()));
  }

  /** All revisions, newest first. */
  public List<WorkflowRevision> getRevisions() {
    return workflows.revisions(key());
  }

  /** Switches the workflow on or off, at once. */
  public void enable() {
    if (refused(signedIn.isOperator())) return;
    workflow = workflows.enable(key(), command.isOn());
    done(command.isOn() ? "workflow.switched-on" : "workflow.switched-off", "enable");
  }

  /** Switches debug mode on or off, at once. */
  public void debug() {
    if (refused(signedIn.isOperator())) return;
    workflow = workflows.debug(key(), command.isOn());
    done(command.isOn() ? "workflow.debug-on" : "workflow.debug-off", "debug");
  }

  private void done(String text, String commandName) {
    notices.add(
        Notice.done(texts.get(text, getWorkflow().getName()))
            .undo(commandName, Long.toString(key()), !command.isOn()));
  }

  /** Makes an old revision the newest again. */
  public String restore() {
    String number = command.getSubject();
    if (refused(signedIn.isEditor()) || !number.matches("\\d{1,9}")) return "";
    try {
      Workflow restored = workflows.restore(key(), Integer.parseInt(number), signedIn.getLogin());
      notices.add(Notice.done(texts.get("workflow.restored", number, restored.getRevision())));
    } catch (InvalidWorkflowException e) {
      notices.add(Notice.trouble(texts.get("workflow.not-restored", number, e.getMessage())));
    }
    return "workflow?faces-redirect=true&id=" + key();
  }

  /** Deletes the workflow; its runs stay. */
  public String delete() {
    if (refused(signedIn.isEditor())) return "";
    String name = getWorkflow().getName();
    workflows.delete(key(), null);
    notices.add(Notice.done(texts.get("workflow.deleted", name)));
    return "workflows?faces-redirect=true";
  }

  /** Sends what is shown as a file: MISP imports it, and so does this server. */
  public void export() throws IOException {
    Workflow shown = getWorkflow();
    WorkflowRevision old = getOld();
    Map<String, @Nullable Object> file = new LinkedHashMap<>();
    file.put("uuid", shown.getUuid());
    file.put("name", old == null ? shown.getName() : old.getName());
    file.put("description", old == null ? shown.getDescription() : old.getDescription());
    file.put("trigger_id", shown.getTriggerId());
    file.put("data", graph().stored());
    Faces.sendFile(
        Json.writePretty(file).getBytes(StandardCharsets.UTF_8),
        "workflow-" + key() + ".json",
        true);
  }

  /** Refuses what the role doesn't allow, and what somebody else has deleted in the meantime. */
  private boolean refused(boolean allowed) {
    if (allowed && find().isPresent()) return false;
    notices.refuse();
    return true;
  }

  private long key() {
    return id == null ? 0 : id;
  }

  private Optional<Workflow> find() {
    if (workflow == null) workflow = workflows.find(key()).orElse(null);
    return Optional.ofNullable(workflow);
  }
}
