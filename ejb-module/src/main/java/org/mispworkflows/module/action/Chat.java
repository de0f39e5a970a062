package org.mispworkflows.module.action;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.RoamingData;
import org.mispworkflows.spi.Template;

/** What the modules that write to a chat have in common: the message, and the incoming webhook. */
final class Chat {

  /** The error of a node whose template gave nothing. */
  static final String EMPTY = "The message is empty, so nothing was sent.";

  private Chat() {}

  /**
   * Renders a message, once: what the data bring along is never a template. With a filter of the
   * node the template can name {@code filteredItems}, a list, besides the data.
   */
  static String message(Template template, Execution x) {
    if (!x.filtered()) return template.render(x.data().root());
    Map<String, @Nullable Object> context = new LinkedHashMap<>(x.data().root());
    context.put("filteredItems", x.items().stream().map(RoamingData::root).toList());
    return template.render(context);
  }

  /** Posts a message to an incoming webhook, whose URL is never shown. */
  static ModuleResult.Effect toWebhook(String url, String message, HttpGateway http, Execution x) {
    byte[] body = Json.bytes(Map.of("text", message));
    return new Delivery(http, x, Delivery.secretsOf(url))
        .send(
            () -> new HttpGateway.Request("POST", new URI(url), headers(), body, false),
            answer -> !isRefusal(RestApi.read(answer)),
            RestApi::reason);
  }

  private static Map<String, String> headers() {
    return Map.of("Accept", "application/json", "Content-Type", "application/json; charset=utf-8");
  }

  /** The headers of a message that a bot with this token sends. */
  static Map<String, String> headers(String token) {
    Map<String, String> headers = new LinkedHashMap<>(headers());
    headers.put("Authorization", "Bearer " + token);
    return headers;
  }

  /** Webhooks answer with plain words, or say in one of these ways that they took nothing. */
  private static boolean isRefusal(Map<String, @Nullable Object> answer) {
    return Boolean.FALSE.equals(answer.get("ok"))
        || Boolean.FALSE.equals(answer.get("success"))
        || Loose.integer(answer.get("status_code")) >= 400;
  }
}
