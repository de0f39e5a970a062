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
import java.util.regex.Pattern;
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

/** Lets a Telegram bot write to a chat. The bot's token is never shown. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "telegram-send-alert",
    name = "Telegram Send Alert",
    description =
        "Lets a Telegram bot write to a chat. The message is a template and may use Telegram's HTML: write data with the filter e, as in {{ Event.info | e }}.",
    icon = "telegram")
public class TelegramSendAlert implements ActionModule<TelegramSendAlert.Params> {

  /** Anything else in a token could lead the request to another place. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9:_-]+");

  record Params(
      @Param(label = "Telegram bot token", placeholder = "123456:ABC-DEF") String botToken,
      @Param(label = "Telegram chat id", placeholder = "-100123456") String chatId,
      @Param(label = "Message", jinja = true, multiline = true) String messageBodyTemplate) {}

  @Inject private HttpGateway http;
  @Inject private Settings settings;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    String token = params.botToken().strip();
    if (token.isEmpty()) return failed("Bot token not provided.");
    if (!TOKEN.matcher(token).matches()) {
      return failed(
          "The bot token holds characters that no token has: copy it again from Telegram's BotFather.");
    }
    if (params.chatId().isBlank()) return failed("Chat id not provided.");
    if (params.messageBodyTemplate().isBlank()) return failed("The message is empty.");
    return new Delivery(http, x, token).send(() -> request(token, params));
  }

  private HttpGateway.Request request(String token, Params params) throws URISyntaxException {
    Map<String, Object> message =
        Map.of(
            "chat_id",
            params.chatId().strip(),
            "text",
            params.messageBodyTemplate(),
            "parse_mode",
            "HTML");
    return new HttpGateway.Request(
        "POST",
        new URI(address() + "/bot" + token + "/sendMessage"),
        Map.of("Accept", "application/json", "Content-Type", "application/json"),
        Json.bytes(message),
        false,
        Peer.OF_AN_ADMIN);
  }

  private String address() {
    return settings.get(Settings.TELEGRAM_URL).replaceAll("/+$", "");
  }

  @Override
  public List<Diagnosis> diagnose() {
    if (address().equals(Settings.TELEGRAM_URL.defaultText())) return List.of();
    return List.of(
        new Diagnosis(
            Diagnosis.Severity.INFO,
            "Messages go to " + address() + ", as misp-workflows.telegram.url says."));
  }
}
