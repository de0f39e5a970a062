package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mispworkflows.config.Settings;
import org.mispworkflows.data.Json;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.outbound.Peer;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.Template;

/**
 * Writes to a channel of Slack, as a bot or through an incoming webhook. Neither the bot's token
 * nor the webhook's URL is ever shown. Slack's API answers 200 also when it refuses a message.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "slack",
    name = "slack",
    description =
        "Writes a message to a channel of Slack, as a bot, or through an incoming webhook if its URL is given. The message is a template; a node with a filter finds the items that pass it in filteredItems.",
    icon = "slack",
    nodeFilter = true)
public class Slack implements ActionModule<Slack.Params> {

  /** What helps against refusals that an admin sees first. */
  private static final Map<String, String> REMEDIES =
      Map.of(
          "not_in_channel", "invite the bot to the channel",
          "channel_not_found", "give the channel's id, and invite the bot if it is private",
          "invalid_auth", "copy the bot token again from Slack",
          "token_revoked", "make a new bot token in Slack",
          "missing_scope", "give the bot the scope chat:write");

  record Params(
      @Param(label = "Bot token", placeholder = "xoxb-123") String slackBotToken,
      @Param(label = "Channel id", placeholder = "C0123456789") String channelId,
      @Param(
              label = "Message",
              placeholder = "{{ Event.info }}: {{ filteredItems | length }} hits",
              jinja = true,
              multiline = true)
          Template messageTemplate,
      @Param(
              label = "Incoming webhook, instead of token and channel",
              placeholder = "https://hooks.slack.com/services/T0/B0/xxx")
          String webhookUrl) {}

  @Inject private HttpGateway http;
  @Inject private Settings settings;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    String webhook = params.webhookUrl().strip();
    String token = params.slackBotToken().strip();
    if (webhook.isEmpty()) {
      if (token.isEmpty()) return failed("Bot token not provided.");
      if (!RestApi.isToken(token)) {
        return failed(
            "The bot token holds characters that no token has: copy it again from Slack.");
      }
      if (params.channelId().isBlank()) return failed("Channel id not provided.");
    }
    String message = Chat.message(params.messageTemplate(), x);
    if (message.isBlank()) return failed(Chat.EMPTY);
    if (!webhook.isEmpty()) return Chat.toWebhook(webhook, message, http, x);
    byte[] body = Json.bytes(Map.of("channel", params.channelId().strip(), "text", message));
    return new Delivery(http, x, token)
        .send(
            () -> post(token, body),
            answer -> Boolean.TRUE.equals(RestApi.read(answer).get("ok")),
            Slack::reason);
  }

  private HttpGateway.Request post(String token, byte[] body) throws URISyntaxException {
    return new HttpGateway.Request(
        "POST",
        new URI(address() + "/chat.postMessage"),
        Chat.headers(token),
        body,
        false,
        Peer.OF_AN_ADMIN);
  }

  private static String reason(HttpGateway.Answer answer) {
    String reason = RestApi.reason(answer);
    String remedy = REMEDIES.get(reason);
    return remedy == null ? reason : reason + " (" + remedy + ")";
  }

  private String address() {
    return settings.get(Settings.SLACK_URL).replaceAll("/+$", "");
  }

  @Override
  public List<Diagnosis> diagnose() {
    List<Diagnosis> all = new ArrayList<>();
    if (!http.isOpen()) {
      all.add(
          Diagnosis.warning(
              "Requests to the outside are switched off: nodes with a webhook fail, those with a bot token go on. misp-workflows.outbound.enabled switches them on."));
    }
    if (!address().equals(Settings.SLACK_URL.defaultText())) {
      all.add(
          new Diagnosis(
              Diagnosis.Severity.INFO,
              "Messages of bots go to " + address() + ", as misp-workflows.slack.url says."));
    }
    return all;
  }
}
