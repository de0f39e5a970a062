package org.mispworkflows.web.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.misp.ModuleServiceState;
import org.mispworkflows.security.Role;

/** Tells how the misp-modules service is. */
@RequestScoped
@Path("/v1/misp-modules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEW)
@Tag(name = "Modules")
public class MispModulesResource {

  @Inject private MispModules service;

  /** How the service is. */
  public record ServiceJson(
      boolean configured,
      boolean reachable,
      int modules,
      @Nullable String asked,
      @Nullable String downSince,
      @Nullable String trouble,
      boolean leftAlone) {

    static ServiceJson of(ModuleServiceState state) {
      return new ServiceJson(
          state.configured(),
          state.asked() != null && !state.isDown() && !state.leftAlone(),
          state.modules(),
          text(state.asked()),
          text(state.downSince()),
          state.trouble().isEmpty() ? null : state.trouble(),
          state.leftAlone());
    }
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  /** Shows how the service is. */
  @GET
  @Operation(
      summary = "Show how the misp-modules service is",
      description =
          "configured: whether there is to be one. reachable: whether it answered when it was last asked, at asked. modules: how many modules it offers, or offered last. downSince and trouble: since when and why it is away. leftAlone: it failed again and again and isn't asked for a while. Its action modules are in the list of modules, with mispModule true.")
  public ServiceJson show() {
    return ServiceJson.of(service.state());
  }
}
