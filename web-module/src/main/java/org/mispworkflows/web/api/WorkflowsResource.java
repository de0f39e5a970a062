package org.mispworkflows.web.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.data.Json;
import org.mispworkflows.graph.Dot;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.graph.Mermaid;
import org.mispworkflows.security.Role;
import org.mispworkflows.web.api.WorkflowJson.RevisionJson;
import org.mispworkflows.workflow.UnknownWorkflowException;
import org.mispworkflows.workflow.Workflow;
import org.mispworkflows.workflow.Workflows;
import org.mispworkflows.workflow.Workflows.Draft;

/** Workflows and their revisions. */
@RequestScoped
@Path("/v1/workflows")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEW)
@Tag(name = "Workflows")
public class WorkflowsResource {

  private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

  @Inject private Workflows workflows;
  @Inject private Settings settings;
  @Context private HttpHeaders headers;

  /** What is wrong with a graph. */
  public record Checked(boolean valid, List<FindingJson> findings) {}

  /** Lists the workflows. */
  @GET
  @Operation(summary = "List the workflows, without their graphs")
  public Page<WorkflowJson> list(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("triggerId") @DefaultValue("") String triggerId,
      @QueryParam("page") @DefaultValue("1") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    List<WorkflowJson> all =
        workflows.all().stream()
            .filter(w -> triggerId.isEmpty() || w.getTriggerId().equals(triggerId))
            .filter(
                w ->
                    TriggersResource.matches(
                        q, w.getName(), w.getDescription(), w.getTriggerId(), w.getUuid()))
            .map(WorkflowJson::of)
            .toList();
    return Page.of(all, page, size);
  }

  /** Creates a workflow. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.EDIT)
  @Operation(
      summary = "Create a workflow",
      description =
          "Fields: name, triggerId, data (the graph), description, comment. Refused with 422 and findings when the graph has errors.")
  public Response create(@Context SecurityContext caller, @Context UriInfo uri, InputStream in) {
    Body body = body(in, "name", "description", "triggerId", "data", "comment");
    String triggerId = body.requiredText("triggerId");
    Draft draft =
        new Draft(
            body.requiredText("name"),
            body.text("description", ""),
            body.tree("data"),
            author(caller),
            body.text("comment", ""));
    body.refuseIfWrong();
    Workflow created = workflows.create(triggerId, draft);
    return shown(
        Response.created(uri.getAbsolutePathBuilder().path("{id}").build(created.getId())),
        created);
  }

  /** Shows a workflow. */
  @GET
  @Path("{id}")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @Operation(
      summary = "Show a workflow",
      description =
          "format: json; or mermaid or dot, the graph as text to draw a diagram from, as MISP writes it.")
  public Response show(
      @PathParam("id") long id,
      @Parameter(schema = @Schema(enumeration = {"json", "mermaid", "dot"}))
          @QueryParam("format")
          @DefaultValue("json")
          String format) {
    Workflow workflow = existing(id);
    return switch (format) {
      case "json" -> shown(Response.ok().type(MediaType.APPLICATION_JSON_TYPE), workflow);
      case "mermaid" -> text(Mermaid.export(graph(workflow)));
      case "dot" -> text(Dot.export(graph(workflow)));
      default ->
          throw new BadInputException(
              List.of(new Problem.Violation("format", "must be json, mermaid or dot")));
    };
  }

  private static Graph graph(Workflow workflow) {
    return Graph.of(Json.parse(workflow.getData()));
  }

  private static Response text(String text) {
    return Response.ok(text, "text/plain;charset=utf-8").build();
  }

  /** Saves a new revision. */
  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.EDIT)
  @Operation(
      summary = "Save a new revision",
      description =
          "Fields: name, description, data, comment; those left out stay as they are. If-Match with the ETag of the load refuses a stale edit with 412.")
  public Response save(
      @PathParam("id") long id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Context SecurityContext caller,
      InputStream in) {
    Body body = body(in, "name", "description", "data", "comment");
    Workflow old = existing(id);
    Draft draft =
        new Draft(
            body.text("name", old.getName()),
            body.text("description", old.getDescription()),
            body.has("data") ? body.tree("data") : Json.parse(old.getData()),
            author(caller),
            body.text("comment", ""));
    body.refuseIfWrong();
    return shown(Response.ok(), workflows.save(id, version(ifMatch), draft));
  }

  /** Switches a workflow. */
  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATE)
  @Operation(
      summary = "Enable or disable a workflow, or its debug mode",
      description = "Fields: enabled, debugEnabled (booleans).")
  public Response change(@PathParam("id") long id, InputStream in) {
    Body body = body(in, "enabled", "debugEnabled");
    Boolean enabled = body.flag("enabled");
    Boolean debug = body.flag("debugEnabled");
    body.refuseIfWrong();
    Workflow workflow = existing(id);
    if (enabled != null) workflow = workflows.enable(id, enabled);
    if (debug != null) workflow = workflows.debug(id, debug);
    return shown(Response.ok(), workflow);
  }

  /** Deletes a workflow. */
  @DELETE
  @Path("{id}")
  @RolesAllowed(Role.EDIT)
  @Operation(summary = "Delete a workflow and its revisions; its runs stay")
  public void delete(@PathParam("id") long id, @HeaderParam("If-Match") @Nullable String ifMatch) {
    workflows.delete(id, version(ifMatch));
  }

  /** Checks a graph without saving it. */
  @POST
  @Path("validate")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Check a graph without saving it",
      description = "Fields: data (the graph), triggerId (optional).")
  public Checked validate(InputStream in) {
    Body body = body(in, "data", "triggerId", "name", "description");
    Object data = body.tree("data");
    String triggerId = body.text("triggerId", "");
    body.refuseIfWrong();
    List<Finding> findings = workflows.check(data, triggerId);
    return new Checked(
        findings.stream().noneMatch(Finding::isError),
        findings.stream().map(FindingJson::of).toList());
  }

  /** Lists the revisions of a workflow. */
  @GET
  @Path("{id}/revisions")
  @Operation(summary = "List the revisions of a workflow, newest first, without their graphs")
  public Page<RevisionJson> revisions(
      @PathParam("id") long id,
      @QueryParam("page") @DefaultValue("1") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    long existing = existing(id).getId();
    return Page.of(
        workflows.revisions(existing).stream().map(r -> RevisionJson.of(r, false)).toList(),
        page,
        size);
  }

  /** Shows a revision. */
  @GET
  @Path("{id}/revisions/{number}")
  @Operation(summary = "Show a revision")
  public RevisionJson revision(@PathParam("id") long id, @PathParam("number") int number) {
    return workflows
        .revision(id, number)
        .map(r -> RevisionJson.of(r, true))
        .orElseThrow(() -> noRevision(id, number));
  }

  /** Makes an old revision the newest again. */
  @POST
  @Path("{id}/revisions/{number}/restore")
  @RolesAllowed(Role.EDIT)
  @Operation(summary = "Save an old revision again as the newest")
  public Response restore(
      @PathParam("id") long id, @PathParam("number") int number, @Context SecurityContext caller) {
    if (workflows.revision(id, number).isEmpty()) throw noRevision(id, number);
    return shown(Response.ok(), workflows.restore(id, number, author(caller)));
  }

  private static BadInputException noRevision(long id, int number) {
    return new BadInputException(404, "Workflow " + id + " has no revision " + number + ".");
  }

  private Body body(InputStream in, String... fields) {
    return Body.of(in, headers, settings.get(Settings.MAX_PAYLOAD), fields);
  }

  private Workflow existing(long id) {
    return workflows.find(id).orElseThrow(() -> new UnknownWorkflowException(id));
  }

  private static String author(SecurityContext caller) {
    return caller.getUserPrincipal().getName();
  }

  private Response shown(Response.ResponseBuilder answer, Workflow workflow) {
    List<Finding> findings =
        workflows.check(Json.parse(workflow.getData()), workflow.getTriggerId());
    return answer
        .entity(WorkflowJson.of(workflow, findings))
        .tag(new EntityTag(Long.toString(workflow.getVersion())))
        .build();
  }

  private static @Nullable Long version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) return null;
    Matcher m = ETAG.matcher(ifMatch.strip());
    return m.matches() ? Long.parseLong(m.group(1)) : Long.valueOf(-1);
  }
}
