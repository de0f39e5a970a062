package org.mispworkflows.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.mispworkflows.security.ApiKey;
import org.mispworkflows.security.ApiKeys;

/**
 * Tells the container who is calling: an API key in {@code Authorization}, bare as MISP clients
 * send it or as {@code Bearer}, or the session of somebody who logged in. A wrong key is nobody,
 * even beside a good session.
 */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {

  /** Request attribute, set when the caller is a session: its writes need the CSRF token. */
  public static final String BY_SESSION = "org.mispworkflows.by-session";

  private static final String BEARER = "bearer ";

  @Inject private ApiKeys keys;
  @Inject private SignedIn signedIn;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    String header = request.getHeader("Authorization");
    if (header != null) {
      Optional<ApiKey> key = keys.authenticate(key(header));
      if (key.isEmpty()) return context.doNothing();
      return context.notifyContainerAboutLogin(
          key.get().getCaller(), key.get().getRole().granted());
    }
    if (request.getSession(false) == null || !signedIn.isPresent()) return context.doNothing();
    request.setAttribute(BY_SESSION, true);
    return context.notifyContainerAboutLogin(signedIn.getLogin(), signedIn.grantedRoles());
  }

  private static String key(String header) {
    boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return (bearer ? header.substring(BEARER.length()) : header).strip();
  }
}
