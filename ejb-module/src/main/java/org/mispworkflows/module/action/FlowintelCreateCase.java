package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.Template;

/**
 * Creates a case in Flowintel, and refers to the event in it. The API key is never shown.
 *
 * <p>Relies on Flowintel's REST API: {@code POST <url>/api/case/create} with the header {@code
 * X-API-KEY} and {@code {title, description, ticket_id}} answers 201 with {@code {case_id,
 * message}}, and a refusal with {@code {message}}. Titles are unique there. A case has no list of
 * links: its MISP connectors need an instance that Flowintel's admin has named, and tell where the
 * case is sent. So the event's UUID is the case's ticket id, and the link is in its description.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "flowintel-create-case",
    name = "Flowintel :: Create case",
    description = "Creates a case in Flowintel that refers to the event.",
    icon = "file-alt",
    version = "0.5")
public class FlowintelCreateCase implements ActionModule<FlowintelCreateCase.Params> {

  enum Reference {
    @Key(label = "Refer to the event in the case")
    YES,
    @Key(label = "Don't refer to it")
    NO
  }

  record Params(
      @Param(label = "Flowintel URL", placeholder = "https://flowintel.example.org") String url,
      @Param(id = "apikey", label = "Flowintel API key") String apiKey,
      @Param(
              value = "{{ Event.info }}",
              id = "case-name",
              label = "Case name",
              jinja = true,
              multiline = true)
          Template caseName,
      @Param(value = "yes", id = "create-reference", label = "Reference") Reference reference) {}

  @Inject private HttpGateway http;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    String url = params.url().strip().replaceAll("/+$", "");
    String key = params.apiKey().strip();
    if (url.isEmpty()) return failed(Delivery.NO_URL);
    if (!RestApi.isAddress(url)) {
      return failed("The URL of Flowintel is none: give a http or https URL without query.");
    }
    if (key.isEmpty()) return failed("API key not provided.");
    if (!RestApi.isToken(key)) {
      return failed(
          "The API key holds characters that no key has: copy it again from your profile in Flowintel.");
    }
    Map<String, @Nullable Object> root = x.data().root();
    String title = params.caseName().render(root).strip();
    if (title.isEmpty()) title = Loose.text(Loose.child(root.get("Event"), "info")).strip();
    if (title.isEmpty())
      return failed("The case has no name: its template gave no text, and the event no info.");
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("title", title);
    wanted.put("description", "Created by the workflow " + x.run().workflowName() + ".");
    if (params.reference() == Reference.YES) refer(wanted, root, x);
    return new Delivery(http, x, key)
        .send(
            () -> post(url, key, Json.bytes(wanted)),
            answer -> isCreated(answer, url, x),
            FlowintelCreateCase::reason);
  }

  private static void refer(
      Map<String, String> wanted, Map<String, @Nullable Object> root, Execution x) {
    String uuid = Loose.text(Loose.child(root.get("Event"), "uuid"));
    if (uuid.isEmpty()) {
      x.note("The data hold no event with a UUID, so the case refers to none");
      return;
    }
    String misp = Loose.text(Loose.child(root.get("_env"), "baseurl")).replaceAll("/+$", "");
    String where = RestApi.isAddress(misp) ? misp + "/events/view/" + uuid : uuid;
    wanted.merge("description", " MISP event: " + where, String::concat);
    wanted.put("ticket_id", uuid);
  }

  private static HttpGateway.Request post(String url, String key, byte[] body)
      throws URISyntaxException {
    return new HttpGateway.Request(
        "POST",
        new URI(url + "/api/case/create"),
        Map.of("Accept", "application/json", "Content-Type", "application/json", "X-API-KEY", key),
        body,
        false);
  }

  /** Notes where the case is. Older versions of Flowintel say its id in words only. */
  private static boolean isCreated(HttpGateway.Answer answer, String url, Execution x) {
    Map<String, @Nullable Object> said = RestApi.read(answer);
    String id = Loose.text(said.get("case_id"));
    if (!id.isEmpty()) x.note("Case " + id + ": " + url + "/case/" + id);
    else if (answer.status() == 201) x.note("Flowintel: " + Loose.text(said.get("message")));
    return !id.isEmpty() || answer.status() == 201;
  }

  private static String reason(HttpGateway.Answer answer) {
    String reason = RestApi.reason(answer);
    return reason.contains("already exist")
        ? reason + " (a title is unique: put something of the event, its id say, into the name)"
        : reason;
  }

  @Override
  public List<Diagnosis> diagnose() {
    return Delivery.diagnose(http);
  }
}
