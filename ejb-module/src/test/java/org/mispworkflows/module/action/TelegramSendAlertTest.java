package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.config.Settings;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.HttpPeer;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.spi.Diagnosis;

class TelegramSendAlertTest {

  private static final String TOKEN = "123456:ABC-def_7";
  private static final String EVENT = "{\"Event\":{\"info\":\"Ransomware <été>\"}}";
  private static final String ALERT =
      "{\"bot_token\":\""
          + TOKEN
          + "\",\"chat_id\":\"-55\",\"message_body_template\":\"<b>{{ Event.info | e }}</b>\"}";

  private HttpPeer telegram;

  @BeforeEach
  void start() throws IOException {
    telegram = HttpPeer.start();
  }

  @AfterEach
  void stop() {
    telegram.close();
  }

  private static OneNode.Outcome run(OpenGateway gateway, Settings settings, String parameters) {
    try (gateway) {
      return new OneNode(StandIns.inject(new TelegramSendAlert(), gateway, settings))
          .run(parameters, EVENT);
    }
  }

  private OneNode.Outcome run(String parameters) {
    Settings settings = FixedConfig.settings("telegram.url", telegram.url("/"));
    return run(OpenGateway.toThisMachine(), settings, parameters);
  }

  @Test
  void the_bot_writes_html_to_the_chat() {
    assertThat(run(ALERT).isDone()).isTrue();
    assertThat(telegram.only().method()).isEqualTo("POST");
    assertThat(telegram.only().path()).isEqualTo("/bot" + TOKEN + "/sendMessage");
    assertThat(telegram.only().headers()).containsEntry("Content-type", "application/json");
    assertThat(telegram.only().json())
        .isEqualTo(
            Map.of(
                "chat_id", "-55",
                "text", "<b>Ransomware &lt;été&gt;</b>",
                "parse_mode", "HTML"));
  }

  @Test
  void it_writes_too_while_the_urls_of_authors_are_switched_off() {
    Settings settings = FixedConfig.settings("telegram.url", telegram.url(""));
    assertThat(run(OpenGateway.closed(), settings, ALERT).isDone()).isTrue();
    assertThat(telegram.received()).hasSize(1);
  }

  @Test
  void the_token_is_in_no_error_and_no_note() {
    List<OneNode.Outcome> failures = new ArrayList<>();
    String echo = "/bot" + TOKEN + "/sendMessage or bot123456%3AABC-def_7: Not Found";
    telegram.answer(404, echo);
    failures.add(run(ALERT));
    telegram.answer(403, echo);
    failures.add(run(ALERT));
    telegram.close();
    failures.add(run(ALERT));
    assertThat(failures.get(0).errors())
        .containsExactly(
            "Something went wrong with the request or the remote side is having issues. Body returned: /bot*****/sendMessage or bot*****: Not Found");
    assertThat(failures.get(1).errors()).containsExactly("Authentication failed.");
    assertThat(failures.get(1).notes().get(1)).startsWith("Answer: /bot*****/sendMessage");
    assertThat(failures.get(2).errors().get(0)).contains("nobody answers at 127.0.0.1");
    assertThat(failures.toString()).doesNotContain("ABC-def_7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/../b", "a?b", "a#b", "a b", "a@b", "%2e"})
  void a_token_that_would_lead_elsewhere_is_refused_and_not_shown(String token) {
    OneNode.Outcome outcome = run(ALERT.replace(TOKEN, token));
    assertThat(outcome.errors())
        .containsExactly(
            "The bot token holds characters that no token has: copy it again from Telegram's BotFather.");
    assertThat(telegram.received()).isEmpty();
  }

  @Test
  void what_is_missing_is_named() {
    assertThat(run("{}").errors()).containsExactly("Bot token not provided.");
    assertThat(run("{\"bot_token\":\"t0k\"}").errors()).containsExactly("Chat id not provided.");
    assertThat(run("{\"bot_token\":\"t0k\",\"chat_id\":\"5\"}").errors())
        .containsExactly("The message is empty.");
  }

  @Test
  void an_address_of_ones_own_shows_in_the_diagnosis() {
    TelegramSendAlert module = new TelegramSendAlert();
    try (OpenGateway gateway = OpenGateway.toThisMachine()) {
      StandIns.inject(module, gateway, FixedConfig.settings());
      assertThat(module.diagnose()).isEmpty();
      StandIns.inject(module, gateway, FixedConfig.settings("telegram.url", "http://tg.corp/"));
      assertThat(module.diagnose())
          .extracting(Diagnosis::message)
          .containsExactly("Messages go to http://tg.corp, as misp-workflows.telegram.url says.");
    }
  }
}
