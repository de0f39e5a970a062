package org.mispworkflows.web.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.security.Notification;
import org.mispworkflows.security.Notifications;
import org.mispworkflows.security.Role;

/** What runs have told the caller; nobody sees the messages of others. */
@RequestScoped
@Path("/v1/notifications")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEW)
@Tag(name = "Notifications")
public class NotificationsResource {

  @Inject private Notifications notifications;
  @Context private SecurityContext caller;

  /** A message, as the API shows it. */
  public record NotificationJson(
      long id,
      String variant,
      String header,
      String body,
      String workflowName,
      @Nullable Long run,
      String createdAt) {

    static NotificationJson of(Notification n) {
      return new NotificationJson(
          n.getId(),
          n.getVariant().key(),
          n.getHeader(),
          n.getBody(),
          n.getWorkflowName(),
          n.getRunId() == 0 ? null : n.getRunId(),
          n.getCreatedAt().toString());
    }
  }

  /** Lists the messages. */
  @GET
  @Operation(
      summary = "List the messages that wait for the caller, newest first",
      description = "The caller is the account that is logged in, or the owner of the API key.")
  public Page<NotificationJson> list(
      @QueryParam("page") @DefaultValue("1") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    List<NotificationJson> all =
        notifications.waiting(name()).stream().map(NotificationJson::of).toList();
    return Page.of(all, page, size);
  }

  /** Dismisses a message. */
  @DELETE
  @Path("{id}")
  @Operation(summary = "Dismiss a message")
  public void dismiss(@PathParam("id") long id) {
    if (!notifications.dismiss(name(), id))
      throw new BadInputException(404, "No message " + id + " waits for you.");
  }

  /** Dismisses several messages. */
  @DELETE
  @Operation(
      summary = "Dismiss a message and all older ones",
      description = "upTo: the id of the newest message to dismiss.")
  public void dismissUpTo(@QueryParam("upTo") @Nullable Long upTo) {
    if (upTo == null)
      throw new BadInputException(List.of(new Problem.Violation("upTo", "is missing")));
    notifications.dismissUpTo(name(), upTo);
  }

  private String name() {
    return caller.getUserPrincipal().getName();
  }
}
