package org.mispworkflows.web.api;

import jakarta.ejb.EJBException;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.UUID;
import org.mispworkflows.data.Json.MalformedJsonException;
import org.mispworkflows.misp.Catalogues;
import org.mispworkflows.run.UnknownTriggerException;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.workflow.InvalidWorkflowException;
import org.mispworkflows.workflow.StaleWorkflowException;
import org.mispworkflows.workflow.UnknownWorkflowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every exception with a problem; what isn't the caller's fault gets an id that the
 * server's log knows.
 */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @Override
  public Response toResponse(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof EJBException && cause.getCause() != null) cause = cause.getCause();
    if (cause instanceof BadInputException bad) return bad.problem().response();
    if (cause instanceof MalformedJsonException) return Problem.of(400, message(cause)).response();
    if (cause instanceof UnknownTriggerException || cause instanceof UnknownWorkflowException) {
      return Problem.of(404, message(cause)).response();
    }
    if (cause instanceof StaleWorkflowException) return Problem.of(412, message(cause)).response();
    if (cause instanceof InvalidWorkflowException invalid)
      return Problem.of(invalid.findings()).response();
    if (cause instanceof MispException) {
      return Response.fromResponse(Problem.of(503, message(cause)).response())
          .header("Retry-After", Catalogues.PAUSE.toSeconds())
          .build();
    }
    if (cause instanceof OptimisticLockException) {
      return Problem.of(
              409, "Somebody else changed it at the same moment; load it again and repeat.")
          .response();
    }
    if (isDuplicate(cause)) {
      return Problem.of(409, "It exists already: somebody else was faster.").response();
    }
    if (cause instanceof WebApplicationException web) return ofStatus(web);
    return unexpected(cause);
  }

  private static Response ofStatus(WebApplicationException web) {
    Response given = web.getResponse();
    int status = given.getStatus();
    if (status >= 500) return unexpected(web);
    if (given.getEntity() instanceof Problem) return given;
    String detail =
        switch (status) {
          case 403 -> "Your role doesn't allow this call.";
          case 404 -> "There is nothing at this address; /openapi lists the calls.";
          case 405 ->
              "This address doesn't know that method; allowed: "
                  + given.getHeaderString("Allow")
                  + ".";
          case 406 -> "This call answers application/json only.";
          case 415 ->
              "The request's Content-Type isn't one that this call reads; send application/json.";
          default -> message(web);
        };
    return Response.fromResponse(Problem.of(status, detail).response())
        .header("Allow", given.getHeaderString("Allow"))
        .build();
  }

  private static Response unexpected(Throwable cause) {
    String id = UUID.randomUUID().toString();
    LOG.error("A request failed; error {}", id, cause);
    return Problem.of(
            500, "The server could not do this. Its log tells more under error " + id + ".")
        .response();
  }

  /** SQL states of class 23 are violated constraints, whatever the database. */
  private static boolean isDuplicate(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().startsWith("23")) return true;
    }
    return false;
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }
}
