package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Json.MalformedJsonException;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.web.security.SignedIn;
import org.mispworkflows.workflow.InvalidWorkflowException;
import org.mispworkflows.workflow.StaleWorkflowException;
import org.mispworkflows.workflow.UnknownWorkflowException;
import org.mispworkflows.workflow.Workflow;
import org.mispworkflows.workflow.Workflows;
import org.omnifaces.cdi.Param;
import org.omnifaces.util.Faces;

/**
 * Creates a workflow for a trigger, or edits one, as JSON. Nothing that was typed is lost: until it
 * is saved, the page's fields are never filled anew.
 */
@Named
@RequestScoped
public class WorkflowEditPage {

  @Inject private Workflows workflows;
  @Inject private ModuleCatalog catalog;
  @Inject private SignedIn signedIn;
  @Inject private Notices notices;
  @Inject private Texts texts;
  @Inject @Param private @Nullable Long id;
  @Inject @Param private @Nullable String trigger;

  private String name = "";
  private String description = "";
  private String comment = "";
  private String json = "";
  private long version;

  private @Nullable String jsonError;
  private String trouble = "";
  private @Nullable List<Finding> findings;

  /** Fills the form; sends on who wants to create a second workflow for a trigger. */
  public @Nullable String open() throws IOException {
    if (!signedIn.isEditor()) {
      notices.refuse();
      return "workflows?faces-redirect=true";
    }
    if (!isKnown()) {
      Faces.responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
      return null;
    }
    if (id == null) {
      Optional<Workflow> other = workflows.ofTrigger(triggerId());
      if (other.isPresent()) return "workflow-edit?faces-redirect=true&id=" + other.get().getId();
      descriptor().ifPresent(this::begin);
    } else {
      workflows.find(id).ifPresent(this::load);
    }
    return null;
  }

  private void begin(ModuleDescriptor descriptor) {
    name = texts.get("edit.new-name", descriptor.info().name());
    json = Json.writePretty(StarterGraph.of(descriptor));
  }

  private void load(Workflow workflow) {
    name = workflow.getName();
    description = workflow.getDescription();
    json = Json.writePretty(Json.parse(workflow.getData()));
    version = workflow.getVersion();
  }

  /** Whether there is such a workflow or trigger. */
  public boolean isKnown() {
    return id == null ? descriptor().isPresent() : workflows.find(id).isPresent();
  }

  /** Whether it isn't saved yet. */
  public boolean isFresh() {
    return id == null;
  }

  /** The workflow that is edited; null: it isn't saved yet. */
  public @Nullable Long getId() {
    return id;
  }

  /** What starts the workflow. */
  public String getTriggerName() {
    return descriptor().map(d -> d.info().name()).orElse(triggerId());
  }

  /** The icon of what starts it, as MISP names it. */
  public String getTriggerIcon() {
    return descriptor().map(d -> d.info().icon()).orElse("cog");
  }

  private Optional<ModuleDescriptor> descriptor() {
    return catalog.trigger(triggerId());
  }

  private String triggerId() {
    if (id == null) return Objects.requireNonNullElse(trigger, "");
    return workflows.find(id).map(Workflow::getTriggerId).orElse("");
  }

  /** Checks the graph and says what was found; saves nothing. */
  public void validate() {
    if (refused()) return;
    try {
      findings = workflows.check(Json.parse(json), triggerId());
    } catch (MalformedJsonException e) {
      jsonError = e.getMessage();
    }
  }

  /** Saves, unless there are errors. */
  public @Nullable String save() {
    if (refused()) return null;
    try {
      Object data = Json.parse(json);
      Workflows.Draft draft =
          new Workflows.Draft(name, description, data, signedIn.getLogin(), comment.strip());
      Workflow saved =
          id == null ? workflows.create(triggerId(), draft) : workflows.save(id, version, draft);
      notices.add(Notice.done(texts.get("edit.saved", saved.getName(), saved.getRevision())));
      return "workflow?faces-redirect=true&id=" + saved.getId();
    } catch (MalformedJsonException e) {
      jsonError = e.getMessage();
    } catch (InvalidWorkflowException e) {
      findings = e.findings();
    } catch (StaleWorkflowException e) {
      trouble = texts.get("edit.stale");
    } catch (UnknownWorkflowException e) {
      trouble = texts.get("edit.gone");
    }
    return null;
  }

  private boolean refused() {
    if (signedIn.isEditor()) return false;
    trouble = texts.get("notice.refused");
    return true;
  }

  /** Why the text is not JSON, with line and column; null: it is. */
  public @Nullable String getJsonError() {
    return jsonError;
  }

  /** What else keeps it from being saved; empty: nothing. */
  public String getTrouble() {
    return trouble;
  }

  /** What was found in the graph; null: it wasn't checked. */
  public @Nullable List<Finding> getFindings() {
    return findings;
  }

  /** Whether something that was found keeps it from being saved. */
  public boolean isWrong() {
    return findings != null && findings.stream().anyMatch(Finding::isError);
  }

  /** For people. */
  public String getName() {
    return name;
  }

  /** As typed. */
  public void setName(String name) {
    this.name = name;
  }

  /** For people. */
  public String getDescription() {
    return description;
  }

  /** As typed. */
  public void setDescription(String description) {
    this.description = description;
  }

  /** Why it is changed. */
  public String getComment() {
    return comment;
  }

  /** As typed. */
  public void setComment(String comment) {
    this.comment = comment;
  }

  /** The graph. */
  public String getJson() {
    return json;
  }

  /** As typed. */
  public void setJson(String json) {
    this.json = json;
  }

  /** The version that the edit began with. */
  public long getVersion() {
    return version;
  }

  /** As the page remembers it. */
  public void setVersion(long version) {
    this.version = version;
  }
}
