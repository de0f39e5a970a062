package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.Template;

/**
 * Writes to a channel of Mattermost, as a bot or through an incoming webhook. Neither the bot's
 * token nor the webhook's URL is ever shown.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "mattermost",
    name = "mattermost",
    description =
        "Writes a message to a channel of Mattermost, as a bot, or through an incoming webhook if its URL is given. The message is a template; a node with a filter finds the items that pass it in filteredItems.",
    icon = "comment",
    nodeFilter = true)
public class Mattermost implements ActionModule<Mattermost.Params> {

  record Params(
      @Param(label = "Mattermost host name or URL", placeholder = "example.mattermost.com")
          String mattermostHostname,
      @Param(label = "Access token of the bot") String botAccessToken,
      @Param(label = "Channel id (the bot is a member)") String channelId,
      @Param(
              label = "Message",
              placeholder = "{{ Event.info }}: {{ filteredItems | length }} hits",
              jinja = true,
              multiline = true)
          Template messageTemplate,
      @Param(
              label = "Incoming webhook, instead of host, token and channel",
              placeholder = "https://example.mattermost.com/hooks/xxx")
          String webhookUrl) {}

  @Inject private HttpGateway http;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    String webhook = params.webhookUrl().strip();
    String token = params.botAccessToken().strip();
    String server = address(params.mattermostHostname());
    if (webhook.isEmpty()) {
      String wrong = wrong(params, server, token);
      if (!wrong.isEmpty()) return failed(wrong);
    }
    String message = Chat.message(params.messageTemplate(), x);
    if (message.isBlank()) return failed(Chat.EMPTY);
    if (!webhook.isEmpty()) return Chat.toWebhook(webhook, message, http, x);
    byte[] body = Json.bytes(Map.of("channel_id", params.channelId().strip(), "message", message));
    return new Delivery(http, x, token)
        .send(() -> post(server, token, body), Mattermost::isPosted, RestApi::reason);
  }

  private static String address(String host) {
    String written = host.strip().replaceAll("/+$", "");
    return written.isEmpty() || written.contains("://") ? written : "https://" + written;
  }

  private static String wrong(Params params, String server, String token) {
    if (server.isEmpty()) return "Mattermost host name not provided.";
    if (!RestApi.isAddress(server)) {
      return "The Mattermost host name is none: write chat.example.org, or a http or https URL without query.";
    }
    if (token.isEmpty()) return "Bot access token not provided.";
    if (!RestApi.isToken(token)) {
      return "The bot access token holds characters that no token has: copy it again from Mattermost.";
    }
    return params.channelId().isBlank() ? "Channel id not provided." : "";
  }

  private static HttpGateway.Request post(String server, String token, byte[] body)
      throws URISyntaxException {
    return new HttpGateway.Request(
        "POST", new URI(server + "/api/v4/posts"), Chat.headers(token), body, false);
  }

  /** A post that was made comes back with its id; a page of something else doesn't. */
  private static boolean isPosted(HttpGateway.Answer answer) {
    return Loose.truthy(RestApi.read(answer).get("id"));
  }

  @Override
  public List<Diagnosis> diagnose() {
    return Delivery.diagnose(http);
  }
}
