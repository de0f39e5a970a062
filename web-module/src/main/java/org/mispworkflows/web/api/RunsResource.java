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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.engine.Outcome;
import org.mispworkflows.run.Run;
import org.mispworkflows.run.Runs;
import org.mispworkflows.security.Role;

/** What ran, and what came of it. */
@RequestScoped
@Path("/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEW)
@Tag(name = "Runs")
public class RunsResource {

  @Inject private Runs runs;

  /** Lists runs. */
  @GET
  @Operation(
      summary = "List runs, newest first",
      description = "q: in the subject (event UUID, info …), or a run's id.")
  public Page<RunJson> list(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("triggerId") @DefaultValue("") String triggerId,
      @QueryParam("workflowId") @Nullable Long workflowId,
      @QueryParam("status") @DefaultValue("") String status,
      @QueryParam("outcome") @DefaultValue("") String outcome,
      @QueryParam("page") @DefaultValue("1") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    Page.check(page, size);
    Runs.Filter filter =
        new Runs.Filter(
            q,
            triggerId,
            workflowId,
            constant("status", status, Run.Status.values()),
            constant("outcome", outcome, Outcome.values()));
    long offset = Math.min((long) (page - 1) * size, Integer.MAX_VALUE);
    List<RunJson> items =
        runs.list(filter, (int) offset, size).stream().map(r -> RunJson.of(r, null)).toList();
    return new Page<>(items, runs.count(filter), page, size);
  }

  private static <E extends Enum<E>> @Nullable E constant(String field, String text, E[] values) {
    if (text.isEmpty()) return null;
    return Arrays.stream(values)
        .filter(v -> v.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    List.of(
                        new Problem.Violation(
                            field,
                            "must be one of "
                                + Arrays.toString(values).toLowerCase(Locale.ROOT)))));
  }

  /** Shows a run. */
  @GET
  @Path("{id}")
  @Operation(summary = "Show a run with its nodes")
  public RunJson show(@PathParam("id") long id) {
    return runs.find(id).map(run -> RunJson.of(run, runs.steps(id))).orElseThrow(() -> unknown(id));
  }

  /** Shows the payload of a run. */
  @GET
  @Path("{id}/payload")
  @Operation(summary = "Show the payload that a run was started with")
  public Map<String, @Nullable Object> payload(@PathParam("id") long id) {
    return runs.payload(id).orElseThrow(() -> unknown(id));
  }

  private static BadInputException unknown(long id) {
    return new BadInputException(404, "There is no run " + id + ".");
  }
}
