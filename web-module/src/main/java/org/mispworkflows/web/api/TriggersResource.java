package org.mispworkflows.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.config.Switches;
import org.mispworkflows.config.TriggerState;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.misp.MispInstance;
import org.mispworkflows.misp.MispInstances;
import org.mispworkflows.run.Run;
import org.mispworkflows.run.Triggers;
import org.mispworkflows.run.UnknownTriggerException;
import org.mispworkflows.security.Role;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleType;
import org.mispworkflows.workflow.Workflow;
import org.mispworkflows.workflow.Workflows;

/** Fires triggers, lists and switches them. */
@RequestScoped
@Path("/v1/triggers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEW)
@Tag(name = "Triggers")
public class TriggersResource {

  private static final List<String> QUERY = List.of("return", "dryRun", "instance");

  @Inject private Triggers triggers;
  @Inject private ModuleCatalog catalog;
  @Inject private Switches switches;
  @Inject private Workflows workflows;
  @Inject private Settings settings;
  @Inject private MispInstances instances;

  /** The answer of a blocking trigger. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Fired(
      boolean success,
      String outcome,
      List<String> errors,
      @Nullable Long run,
      @Nullable String reason,
      @Nullable Map<String, @Nullable Object> data) {}

  /** The answer of a trigger that nobody waits for. */
  public record Accepted(long run) {}

  /** Fires a trigger. */
  @POST
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATE)
  @Operation(
      summary = "Fire a trigger",
      description =
          "The body is the payload as MISP has it. A blocking trigger has run when this answers (200); any other is stored and runs soon (202). dryRun=true: nothing outside is changed. instance: the id or name of the MISP instance behind the run; empty: the default one.")
  public Response fire(
      @PathParam("id") String id,
      @QueryParam("return") @DefaultValue("") String wanted,
      @QueryParam("dryRun") @DefaultValue("false") String dryRun,
      @QueryParam("instance") @DefaultValue("") String instance,
      @Context HttpHeaders headers,
      @Context SecurityContext caller,
      @Context UriInfo uri,
      InputStream body) {
    if (catalog.trigger(id).isEmpty()) throw new UnknownTriggerException(id);
    if (!dryRun.equals("true") && !dryRun.equals("false"))
      throw new BadInputException(400, "dryRun must be true or false, not `" + dryRun + "`.");
    for (String name : uri.getQueryParameters().keySet()) {
      if (!QUERY.contains(name))
        throw new BadInputException(
            400, "There is no query parameter `" + name + "`; known are " + QUERY + ".");
    }
    Map<String, @Nullable Object> payload =
        Body.object(body, headers, settings.get(Settings.MAX_PAYLOAD));
    Long misp = null;
    if (!instance.isEmpty()) {
      MispInstance named = InstancesResource.named(instances, instance);
      if (!named.isEnabled())
        throw new BadInputException(
            409, "The MISP instance `" + named.getName() + "` is switched off.");
      misp = named.getId();
    }
    Run.Origin origin =
        new Run.Origin(caller.getUserPrincipal().getName(), misp, dryRun.equals("true"));
    Triggers.Answer answer = triggers.fire(id, payload, origin);
    if (answer instanceof Triggers.Answer.Queued queued) {
      return Response.accepted(new Accepted(queued.run()))
          .location(uri.getBaseUriBuilder().path("v1/runs/{run}").build(queued.run()))
          .build();
    }
    if (answer instanceof Triggers.Answer.Ran ran) {
      Map<String, @Nullable Object> data = wanted.equals("data") ? ran.finished().data() : null;
      return Response.ok(
              new Fired(
                  ran.goOn(),
                  ran.finished().outcome().key(),
                  ran.finished().errors(),
                  ran.run(),
                  null,
                  data))
          .build();
    }
    String why = ((Triggers.Answer.NotRun) answer).why();
    return Response.ok(new Fired(true, "not-run", List.of(), null, why, null)).build();
  }

  /** Lists the triggers. */
  @GET
  @Operation(summary = "List the triggers")
  public Page<TriggerJson> list(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("scope") @DefaultValue("") String scope,
      @QueryParam("page") @DefaultValue("1") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    Map<String, TriggerState> states = switches.triggers();
    Map<String, List<Workflow>> started =
        workflows.all().stream().collect(Collectors.groupingBy(Workflow::getTriggerId));
    List<TriggerJson> all =
        catalog.all().stream()
            .map(ModuleCatalog.Entry::descriptor)
            .filter(d -> d.type() == ModuleType.TRIGGER)
            .map(
                d ->
                    TriggerJson.of(
                        d,
                        states.getOrDefault(d.id(), switches.trigger(d.id())),
                        started.getOrDefault(d.id(), List.of())))
            .filter(t -> scope.isEmpty() || t.scope().equals(scope))
            .filter(t -> matches(q, t.id(), t.name()))
            .sorted(Comparator.comparing(TriggerJson::id))
            .toList();
    return Page.of(all, page, size);
  }

  static boolean matches(String q, String... texts) {
    String wanted = q.strip().toLowerCase(java.util.Locale.ROOT);
    for (String text : texts) {
      if (text.toLowerCase(java.util.Locale.ROOT).contains(wanted)) return true;
    }
    return false;
  }

  /** Shows a trigger. */
  @GET
  @Path("{id}")
  @Operation(summary = "Show a trigger")
  public TriggerJson show(@PathParam("id") String id) {
    ModuleDescriptor trigger =
        catalog.trigger(id).orElseThrow(() -> new UnknownTriggerException(id));
    List<Workflow> started = workflows.ofTrigger(id).map(List::of).orElse(List.of());
    return TriggerJson.of(trigger, switches.trigger(id), started);
  }

  /** Switches a trigger. */
  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATE)
  @Operation(
      summary =
          "Enable or disable a trigger, or say what a caller is told when a run fails by a fault",
      description = "Fields: enabled (boolean), failPolicy (open or closed).")
  public TriggerJson change(
      @PathParam("id") String id, @Context HttpHeaders headers, InputStream in) {
    if (catalog.trigger(id).isEmpty()) throw new UnknownTriggerException(id);
    Body body = Body.of(in, headers, settings.get(Settings.MAX_PAYLOAD), "enabled", "failPolicy");
    Boolean enabled = body.flag("enabled");
    String policy = body.text("failPolicy", "");
    if (!policy.isEmpty() && !policy.equals("open") && !policy.equals("closed")) {
      body.wrong("failPolicy", "must be open or closed");
    }
    body.refuseIfWrong();
    if (enabled != null) switches.enableTrigger(id, enabled);
    if (!policy.isEmpty()) switches.failOpen(id, policy.equals("open"));
    return show(id);
  }
}
