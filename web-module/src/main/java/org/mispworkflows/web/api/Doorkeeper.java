package org.mispworkflows.web.api;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.mispworkflows.web.security.Authentication;
import org.mispworkflows.web.security.SignedIn;

/** Lets nobody in who isn't somebody, and no change by a session without its CSRF token. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class Doorkeeper implements ContainerRequestFilter {

  /** The header that carries the token. */
  static final String CSRF_HEADER = "X-CSRF-Token";

  @Context private HttpServletRequest http;
  @Inject private SignedIn signedIn;

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getSecurityContext().getUserPrincipal() == null) {
      String detail =
          request.getHeaderString("Authorization") == null
              ? "Send an API key in the Authorization header, or log in at the console."
              : "The API key is unknown, expired, or its owner is disabled.";
      request.abortWith(
          Response.fromResponse(Problem.of(401, detail).response())
              .header("WWW-Authenticate", "Bearer")
              .build());
      return;
    }
    if (http.getAttribute(Authentication.BY_SESSION) == null || isRead(request.getMethod())) return;
    if (signedIn.getCsrfToken().equals(request.getHeaderString(CSRF_HEADER))) return;
    request.abortWith(
        Problem.of(
                403,
                "A change by a session needs the session's token in the header "
                    + CSRF_HEADER
                    + ".")
            .response());
  }

  private static boolean isRead(String method) {
    return HttpMethod.GET.equals(method)
        || HttpMethod.HEAD.equals(method)
        || HttpMethod.OPTIONS.equals(method);
  }
}
