package org.mispworkflows.web.api;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mispworkflows.data.Json;
import org.mispworkflows.security.Accounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a load balancer or an orchestrator how the application is, in the form of MicroProfile
 * Health: {@code /health/live}, {@code /health/ready} (the database answers) and {@code
 * /health/started}.
 */
@WebServlet("/health/*")
public class Health extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  @Inject private transient Accounts accounts;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String probe = request.getPathInfo() == null ? "/" : request.getPathInfo();
    switch (probe) {
      case "/live" -> answer(response, "live", true);
      case "/ready", "/started", "/" -> answer(response, "database", databaseAnswers());
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private boolean databaseAnswers() {
    try {
      return !accounts.isEmpty();
    } catch (RuntimeException e) {
      LOG.warn("Not ready: the database doesn't answer", e);
      return false;
    }
  }

  private static void answer(HttpServletResponse response, String check, boolean up)
      throws IOException {
    String status = up ? "UP" : "DOWN";
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status);
    body.put("checks", List.of(Map.of("name", check, "status", status)));
    response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(Json.write(body));
  }
}
