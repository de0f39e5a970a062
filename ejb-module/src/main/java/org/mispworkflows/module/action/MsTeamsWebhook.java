package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Posts the data, or what a path selects of it, as a card to a channel of Microsoft Teams. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "ms-teams-webhook",
    name = "MS Teams Webhook",
    description =
        "Posts the data, or what a path selects of it, as a card to a channel of Microsoft Teams.",
    icon = "microsoft",
    version = "0.5")
public class MsTeamsWebhook implements ActionModule<MsTeamsWebhook.Params> {

  /** How a connector begins the body of an answer 200 when Teams didn't take the message. */
  private static final String NOT_DELIVERED = "Webhook message delivery failed";

  /** Part of MISP's form; Teams takes nothing but JSON, so it has no effect. */
  enum ContentType {
    @Key(label = "application/x-www-form-urlencoded")
    FORM
  }

  enum Format {
    @Key(value = "adaptive-card", label = "Adaptive card, for a webhook made by Workflows")
    ADAPTIVE_CARD,
    @Key(value = "messagecard", label = "Message card, for a webhook made by a connector")
    MESSAGE_CARD
  }

  record Params(
      @Param(label = "MS Teams webhook URL", placeholder = "https://example.com/test") String url,
      @Param(value = "form", label = "Content type (no effect: Teams takes JSON)")
          @Nullable ContentType contentType,
      @Param(placeholder = "Event.Tag.{n}.name") HashPath dataExtractionPath,
      @Param("adaptive-card") Format format) {}

  @Inject private HttpGateway http;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (params.url().isBlank()) return failed(Delivery.NO_URL);
    TeamsMessage message =
        TeamsMessage.of(
            x.run().workflowName(), params.dataExtractionPath().text(), extracted(params, x));
    byte[] body =
        Json.bytes(
            params.format() == Format.ADAPTIVE_CARD
                ? message.adaptiveCard()
                : message.messageCard());
    return new Delivery(http, x, Delivery.secretsOf(params.url().strip()))
        .send(
            () ->
                new HttpGateway.Request(
                    "POST",
                    new URI(params.url().strip()),
                    Map.of("Accept", "application/json", "Content-Type", "application/json"),
                    body,
                    false),
            answer -> !answer.body().startsWith(NOT_DELIVERED));
  }

  private static Object extracted(Params params, Execution x) {
    return params.dataExtractionPath().extract(x.data().root());
  }

  @Override
  public List<Diagnosis> diagnose() {
    return Delivery.diagnose(http);
  }
}
