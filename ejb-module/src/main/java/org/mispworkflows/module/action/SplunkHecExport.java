package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.done;
import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Sends the event, or one event for each attribute, to Splunk's HTTP Event Collector. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "splunk-hec-export",
    name = "Splunk HEC export",
    description =
        "Sends the event, or one Splunk event for each attribute, to Splunk's HTTP Event Collector. Big events take their time: best placed behind a concurrent task.",
    icon = "chart-line",
    version = "0.2",
    coreFormat = true,
    outputs = 0)
public class SplunkHecExport implements ActionModule<SplunkHecExport.Params> {

  enum Choice {
    @Key(value = "1", label = "Yes")
    YES,
    @Key(value = "0", label = "No")
    NO
  }

  record Params(
      @Param(label = "HEC URL", placeholder = "https://splunk:8088/services/collector/event")
          String url,
      @Param(value = "1", label = "Verify the HTTPS certificate") Choice verifyTls,
      @Param(label = "HEC token", placeholder = "00000000-0000-0000-0000-000000000000")
          String hecToken,
      @Param(placeholder = "misp:event") String sourceType,
      @Param(value = "0", label = "One Splunk event for each attribute") Choice eventPerAttribute,
      @Param(
              label = "Data extraction model (JSON; empty: everything)",
              placeholder = "{\"info\": \"Event.info\", \"value\": \"Event.Attribute.{n}.value\"}",
              multiline = true)
          Map<String, HashPath> dataExtractionModel) {}

  @Inject private HttpGateway http;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (params.url().isBlank()) return failed(Delivery.NO_URL);
    String token = params.hecToken().strip();
    if (token.isEmpty()) return failed("Authorization token not provided.");
    boolean each = params.eventPerAttribute() == Choice.YES;
    SplunkEvents events =
        new SplunkEvents(params.sourceType().strip(), params.dataExtractionModel(), each, x);
    Delivery delivery = new Delivery(http, x, token);
    int sent = 0;
    while (events.hasNext()) {
      SplunkEvents.Batch batch = events.next();
      ModuleResult.Effect effect = delivery.send(() -> request(params, token, batch.body()));
      if (effect instanceof ModuleResult.Failed) {
        x.note("Splunk events accepted before the failure: " + sent);
        return effect;
      }
      sent += batch.events();
    }
    x.note(sent == 0 ? "Nothing was selected, so nothing was sent" : "Splunk events sent: " + sent);
    return done();
  }

  private static HttpGateway.Request request(Params params, String token, byte[] body)
      throws URISyntaxException {
    return new HttpGateway.Request(
        "POST",
        new URI(params.url().strip()),
        Map.of(
            "Accept",
            "application/json",
            "Content-Type",
            "application/json",
            "Authorization",
            "Splunk " + token),
        body,
        params.verifyTls() == Choice.NO);
  }

  @Override
  public List<Diagnosis> diagnose() {
    return Delivery.diagnose(http);
  }
}
