package org.mispworkflows.web.api;

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
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.config.Switches;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.run.Diagnostics;
import org.mispworkflows.security.Role;
import org.mispworkflows.spi.ModuleType;

/** Lists modules and switches them. */
@RequestScoped
@Path("/v1/modules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEW)
@Tag(name = "Modules")
public class ModulesResource {

  @Inject private ModuleCatalog catalog;
  @Inject private Switches switches;
  @Inject private Settings settings;
  @Inject private Diagnostics diagnostics;

  /** What was switched. */
  public record Toggled(List<String> ids, boolean enabled) {}

  /** Lists the modules; triggers too, when they are asked for. */
  @GET
  @Operation(
      summary = "List the modules",
      description = "type: logic, action or trigger; empty: logic and action.")
  public Page<ModuleJson> list(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("type") @DefaultValue("") String type,
      @QueryParam("blocking") @Nullable Boolean blocking,
      @QueryParam("custom") @Nullable Boolean custom,
      @QueryParam("mispModule") @Nullable Boolean mispModule,
      @QueryParam("enabled") @Nullable Boolean enabled,
      @QueryParam("page") @DefaultValue("1") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    List<ModuleJson> all =
        catalog.all().stream()
            .map(this::json)
            .filter(m -> type.isEmpty() ? !m.type().equals("trigger") : m.type().equals(type))
            .filter(m -> is(blocking, m.blocking()) && is(custom, m.custom()))
            .filter(m -> is(mispModule, m.mispModule()) && is(enabled, m.enabled()))
            .filter(m -> TriggersResource.matches(q, m.id(), m.name(), m.description()))
            .toList();
    return Page.of(all, page, size);
  }

  private static boolean is(@Nullable Boolean wanted, boolean actual) {
    return wanted == null || wanted == actual;
  }

  private ModuleJson json(ModuleCatalog.Entry entry) {
    String id = entry.descriptor().id();
    boolean enabled =
        entry.descriptor().type() == ModuleType.TRIGGER
            ? switches.trigger(id).isEnabled()
            : switches.isModuleEnabled(id);
    return ModuleJson.of(entry, enabled, diagnostics.of(entry));
  }

  /** Lists what failed to load. */
  @GET
  @Path("broken")
  @Operation(
      summary = "List the modules that failed to load",
      description = "Fields: module (where it was found), reason.")
  public Page<ModuleCatalog.Broken> broken(
      @QueryParam("page") @DefaultValue("1") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    return Page.of(catalog.broken(), page, size);
  }

  /** Shows a module. */
  @GET
  @Path("{id}")
  @Operation(summary = "Show a module")
  public ModuleJson show(@PathParam("id") String id) {
    return json(existing(id));
  }

  private ModuleCatalog.Entry existing(String id) {
    return catalog
        .find(id)
        .orElseThrow(
            () ->
                new BadInputException(
                    404, "There is no module `" + id + "`; GET /api/v1/modules lists them."));
  }

  /** Switches a module. */
  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATE)
  @Operation(summary = "Enable or disable a module", description = "Field: enabled (boolean).")
  public ModuleJson change(
      @PathParam("id") String id, @Context HttpHeaders headers, InputStream in) {
    Body body = Body.of(in, headers, settings.get(Settings.MAX_PAYLOAD), "enabled");
    toggle(List.of(id), body);
    return show(id);
  }

  /** Switches several modules. */
  @POST
  @Path("toggle")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATE)
  @Operation(
      summary = "Enable or disable several modules",
      description = "Fields: ids (list of module ids), enabled (boolean).")
  public Toggled toggle(@Context HttpHeaders headers, InputStream in) {
    Body body = Body.of(in, headers, settings.get(Settings.MAX_PAYLOAD), "ids", "enabled");
    return toggle(body.texts("ids"), body);
  }

  private Toggled toggle(List<String> ids, Body body) {
    Boolean enabled = body.flag("enabled");
    if (enabled == null) body.wrong("enabled", "is missing");
    body.refuseIfWrong();
    for (String id : ids) {
      if (existing(id).descriptor().type() == ModuleType.TRIGGER) {
        throw new BadInputException(
            409, "`" + id + "` is a trigger; PATCH /api/v1/triggers/" + id + " switches it.");
      }
    }
    boolean on = Boolean.TRUE.equals(enabled);
    switches.enableModules(ids, on);
    return new Toggled(ids, on);
  }
}
