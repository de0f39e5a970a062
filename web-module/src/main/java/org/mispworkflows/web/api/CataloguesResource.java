package org.mispworkflows.web.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.misp.Catalogues;
import org.mispworkflows.misp.MispInstance;
import org.mispworkflows.misp.MispInstances;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.security.Role;
import org.mispworkflows.spi.Catalogue;

/** What the parameters of modules are picked from: a page at a time, never whole. */
@RequestScoped
@Path("/v1/catalogues")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEW)
@Tag(name = "Catalogues")
public class CataloguesResource {

  private static final int LARGEST_PAGE = 200;

  @Inject private Catalogues catalogues;
  @Inject private MispInstances instances;
  @Inject private MispModules service;

  /** Searches a list, or tells what stored values mean. */
  @GET
  @Path("{catalogue}")
  @Operation(
      summary = "Search what a parameter is picked from",
      description =
          "A parameter of a module names its catalogue: tags, clusters, organisations, sharing-groups, warninglists, warninglist-names, custom-warninglists, users, decaying-models or modules. What fits best comes first. A `warning` says why the answer may be incomplete or out of date.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ChoicesJson.class)))
  @APIResponse(responseCode = "404", description = "There is no such catalogue, or instance.")
  @APIResponse(
      responseCode = "409",
      description = "Nothing is set up that has the list: a MISP instance, or misp-modules.")
  @APIResponse(
      responseCode = "503",
      description = "Who has the list can't be asked now; the header Retry-After says when to ask.")
  public ChoicesJson search(
      @PathParam("catalogue") String catalogue,
      @Parameter(description = "Words that must be there, in any order and case; empty: all.")
          @QueryParam("q")
          @DefaultValue("")
          String q,
      @QueryParam("page") @DefaultValue("1") int page,
      @Parameter(description = "At most 200.") @QueryParam("size") @DefaultValue("50") int size,
      @Parameter(description = "Id or name of the MISP instance; empty: the one that runs use.")
          @QueryParam("instance")
          @DefaultValue("")
          String instance,
      @Parameter(
              description =
                  "Stored values, at most 200: the answer has these only, in this order; one that is unknown is its own label.")
          @QueryParam("values")
          List<String> values) {
    Catalogue list = named(catalogue);
    Page.check(page, size, LARGEST_PAGE);
    if (values.size() > LARGEST_PAGE) {
      throw new BadInputException(
          List.of(new Problem.Violation("values", "must be at most " + LARGEST_PAGE)));
    }
    MispInstance from = instance(list, instance);
    return values.isEmpty()
        ? ChoicesJson.of(catalogues.search(list, from, q, page, size), page, size)
        : ChoicesJson.of(catalogues.labels(list, from, values));
  }

  private static Catalogue named(String key) {
    return Catalogue.of(key)
        .orElseThrow(
            () ->
                new BadInputException(
                    404,
                    "There is no catalogue `"
                        + key
                        + "`; known are "
                        + Catalogue.all().map(Catalogue::key).collect(Collectors.joining(", "))
                        + "."));
  }

  /** Null for a list that none has. */
  private @Nullable MispInstance instance(Catalogue list, String idOrName) {
    if (list == Catalogue.MODULES) {
      if (service.state().configured()) return null;
      throw new BadInputException(
          409,
          "There is no misp-modules service: an admin sets "
              + Settings.MISP_MODULES_URL.fullKey()
              + " to its address.");
    }
    Optional<MispInstance> found =
        idOrName.isEmpty()
            ? instances.standard()
            : Optional.of(InstancesResource.named(instances, idOrName));
    if (found.isPresent() && !found.get().isEnabled()) {
      throw new BadInputException(
          409, "The MISP instance `" + found.get().getName() + "` is switched off.");
    }
    if (found.isEmpty() && Catalogues.needsMisp(list)) throw new BadInputException(409, none());
    return found.orElse(null);
  }

  private String none() {
    return instances.all().stream().anyMatch(MispInstance::isEnabled)
        ? "There are several MISP instances and none is the default: name one with `instance`, or let an admin make one the default."
        : "No MISP instance is set up and enabled: an admin adds one with POST /api/v1/instances.";
  }
}
