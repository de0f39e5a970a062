package org.mispworkflows.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.graph.Finding;

/**
 * An error as RFC 9457 has it.
 *
 * @param type what kind of problem; {@code about:blank}: just the status
 * @param title the status in words
 * @param status of HTTP
 * @param detail what is wrong and what to do
 * @param violations which inputs are wrong; null when it isn't about inputs
 * @param findings what is wrong with a graph; null when it isn't about one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable List<Violation> violations,
    @Nullable List<FindingJson> findings) {

  /** The media type of problems. */
  public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  /**
   * One wrong input.
   *
   * @param path which: a field, or where in the document
   * @param message what is wrong with it
   */
  public record Violation(String path, String message) {}

  /** A problem that is told by its status and a sentence. */
  public static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail, null, null);
  }

  /** Wrong input. */
  public static Problem of(int status, String detail, List<Violation> violations) {
    return new Problem("about:blank", title(status), status, detail, violations, null);
  }

  /** A graph that can't be saved. */
  public static Problem of(List<Finding> findings) {
    List<Violation> violations =
        findings.stream()
            .filter(Finding::isError)
            .map(
                f ->
                    new Violation(
                        f.nodes().isEmpty() ? "data" : "data." + f.nodes().get(0), f.message()))
            .toList();
    return new Problem(
        "about:blank",
        title(422),
        422,
        "The workflow was not saved: it has "
            + violations.size()
            + (violations.size() == 1 ? " error." : " errors."),
        violations,
        findings.stream().map(FindingJson::of).toList());
  }

  /** As an answer. */
  public Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }

  private static String title(int status) {
    if (status == 422) return "Unprocessable Content";
    if (status == 429) return "Too Many Requests";
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }
}
