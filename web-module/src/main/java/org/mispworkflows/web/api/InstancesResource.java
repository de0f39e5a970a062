package org.mispworkflows.web.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.misp.MispConnections;
import org.mispworkflows.misp.MispInstance;
import org.mispworkflows.misp.MispInstances;
import org.mispworkflows.security.Role;
import org.mispworkflows.spi.MispException;

/** The MISP instances that runs talk to. */
@RequestScoped
@Path("/v1/instances")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTER)
@Tag(name = "MISP instances")
public class InstancesResource {

  private static final String[] FIELDS = {
    "name",
    "url",
    "key",
    "authority",
    "selfSigned",
    "proxy",
    "atOnce",
    "answerSeconds",
    "enabled",
    "default"
  };

  @Inject private MispInstances instances;
  @Inject private MispConnections connections;
  @Inject private Settings settings;

  /** What a test showed. */
  public record Test(
      boolean ok,
      @Nullable String version,
      @Nullable String user,
      @Nullable String role,
      List<String> missing,
      @Nullable String error) {}

  /** Lists the instances. */
  @GET
  @Operation(summary = "List the MISP instances", description = "Keys are never shown.")
  public Page<InstanceJson> list(
      @QueryParam("page") @DefaultValue("1") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    return Page.of(instances.all().stream().map(InstanceJson::of).toList(), page, size);
  }

  /** Shows an instance. */
  @GET
  @Path("{id}")
  @Operation(summary = "Show a MISP instance")
  public InstanceJson show(@PathParam("id") String id) {
    return InstanceJson.of(named(instances, id));
  }

  /** By id or name. */
  static MispInstance named(MispInstances instances, String idOrName) {
    Optional<MispInstance> found =
        idOrName.matches("\\d{1,18}")
            ? instances.find(Long.parseLong(idOrName))
            : instances.named(idOrName);
    return found.orElseThrow(
        () ->
            new BadInputException(
                404,
                "There is no MISP instance `" + idOrName + "`; GET /api/v1/instances lists them."));
  }

  /** Adds an instance. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Add a MISP instance",
      description =
          "Fields: name, url, key (of a user there), authority (PEM, trusted besides the usual ones), selfSigned (accept any certificate), proxy, atOnce (requests at the same time, 8), answerSeconds (60), enabled (true), default (whether runs use it that name none).")
  public Response create(@Context HttpHeaders headers, @Context UriInfo uri, InputStream in) {
    Body body = Body.of(in, headers, settings.get(Settings.MAX_PAYLOAD), FIELDS);
    InstanceFields fields = new InstanceFields(body, null);
    String key = body.requiredText("key");
    body.refuseIfWrong();
    refuseTaken(fields.details().name(), null);
    MispInstance created = instances.create(fields.details(), key.strip());
    return Response.created(uri.getAbsolutePathBuilder().path("{id}").build(created.getId()))
        .entity(InstanceJson.of(created))
        .build();
  }

  private void refuseTaken(String name, @Nullable Long id) {
    boolean taken =
        instances.named(name).filter(other -> id == null || other.getId() != id).isPresent();
    if (taken) throw new BadInputException(409, "There is a MISP instance `" + name + "` already.");
  }

  /** Changes an instance. */
  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Change a MISP instance",
      description = "The fields of POST; those that are missing stay, the key too.")
  public InstanceJson change(
      @PathParam("id") String id, @Context HttpHeaders headers, InputStream in) {
    Body body = Body.of(in, headers, settings.get(Settings.MAX_PAYLOAD), FIELDS);
    MispInstance old = named(instances, id);
    InstanceFields fields = new InstanceFields(body, old.getDetails());
    String key = body.has("key") ? body.requiredText("key").strip() : null;
    body.refuseIfWrong();
    refuseTaken(fields.details().name(), old.getId());
    return instances
        .change(old.getId(), fields.details(), key)
        .map(InstanceJson::of)
        .orElseThrow(() -> new BadInputException(404, "The MISP instance was deleted meanwhile."));
  }

  /** Removes an instance. */
  @DELETE
  @Path("{id}")
  @Operation(
      summary = "Remove a MISP instance",
      description = "Its key is forgotten. Runs that wait go on without a connection.")
  public void delete(@PathParam("id") String id) {
    instances.delete(named(instances, id).getId());
  }

  /** Tries an instance. */
  @POST
  @Path("{id}/test")
  @Operation(
      summary = "Test the connection to a MISP instance",
      description =
          "Says which version answers, whose key it is, and what that user may not do that modules need.")
  public Test test(@PathParam("id") String id) {
    MispInstance instance = named(instances, id);
    try {
      MispConnections.Tested tested = connections.test(instance);
      return new Test(true, tested.version(), tested.user(), tested.role(), tested.missing(), null);
    } catch (MispException e) {
      return new Test(false, null, null, null, List.of(), e.getMessage());
    }
  }
}
