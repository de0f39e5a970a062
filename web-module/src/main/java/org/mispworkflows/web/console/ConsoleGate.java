package org.mispworkflows.web.console;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.web.security.SignedIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every page: lets in who is signed in, sends everybody else to the login, refuses
 * what another site posts, and sets the headers that browsers protect the pages by. What goes wrong
 * behind it becomes an error page, never a stack trace.
 */
@WebFilter("*.xhtml")
public class ConsoleGate extends HttpFilter {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleGate.class);

  /** Styles may be inline: Mermaid puts them into the drawings that it makes. Scripts may not. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String LOGIN = "/login.xhtml";
  private static final String PASSWORD = "/change-password.xhtml";
  private static final String ERROR = "/error.xhtml";

  @Inject private transient SignedIn signedIn;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.setCharacterEncoding(StandardCharsets.UTF_8.name());
    String path = request.getServletPath();
    protect(response);
    if (path.startsWith("/jakarta.faces.resource/")) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    if (isFromAnotherSite(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    String instead = instead(request, path);
    if (instead != null) redirect(request, response, instead);
    else pass(request, response, chain);
  }

  private static void protect(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
  }

  /**
   * Whether a page of another site makes the browser post here. The session's cookie is SameSite
   * too; with this the pages need no token and so no state on the server.
   */
  private static boolean isFromAnotherSite(HttpServletRequest request) {
    if (!request.getMethod().equals("POST")) return false;
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) return !site.equals("same-origin") && !site.equals("none");
    String origin = request.getHeader("Origin");
    if (origin == null) return false;
    String host = request.getHeader("Host");
    return origin.equals("null") || !URI.create(origin).getRawAuthority().equals(host);
  }

  /** The page to go to instead of the one that was asked for; null: there is nothing against it. */
  private @Nullable String instead(HttpServletRequest request, String path) {
    if (path.equals(LOGIN)) return signedIn.isPresent() ? "triggers.xhtml" : null;
    if (!signedIn.isPresent()) return "login.xhtml" + backTo(request, path);
    if (signedIn.isMustChangePassword() && !path.equals(PASSWORD)) return PASSWORD.substring(1);
    return path.equals("/index.xhtml") ? "triggers.xhtml" : null;
  }

  private static Object backTo(HttpServletRequest request, String path) {
    if (path.equals("/index.xhtml")) return "";
    String query = request.getQueryString();
    String wanted = path.substring(1) + (query == null ? "" : "?" + query);
    return Address.of("").with("to", wanted);
  }

  private static void redirect(
      HttpServletRequest request, HttpServletResponse response, String page) throws IOException {
    String url = request.getContextPath() + "/" + page;
    if (!"partial/ajax".equals(request.getHeader("Faces-Request"))) {
      response.sendRedirect(url);
      return;
    }
    response.setContentType("text/xml");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response
        .getWriter()
        .write(
            "<?xml version='1.0' encoding='UTF-8'?>\n<partial-response><redirect url=\""
                + url.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;")
                + "\"/></partial-response>");
  }

  private static void pass(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ErrorsHeldBack held = new ErrorsHeldBack(response);
    try {
      // The sources of composite components are pages too, as far as Faces is concerned.
      if (request.getServletPath().startsWith("/resources/")) held.sendError(404);
      else chain.doFilter(request, held);
      if (held.error() == 0) return;
      request.setAttribute("status", held.error());
    } catch (IOException | ServletException | RuntimeException e) {
      String id = UUID.randomUUID().toString();
      LOG.error(
          "A page failed: {} {}, error {}", request.getMethod(), request.getRequestURI(), id, e);
      if (response.isCommitted()) return;
      request.setAttribute("status", HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      request.setAttribute("errorId", id);
    }
    response.resetBuffer();
    response.setStatus((Integer) request.getAttribute("status"));
    request.getRequestDispatcher(ERROR).forward(request, response);
  }
}
