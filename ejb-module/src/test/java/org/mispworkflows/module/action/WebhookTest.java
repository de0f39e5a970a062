package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.HttpPeer;
import org.mispworkflows.outbound.OpenGateway;

class WebhookTest {

  private static final String EVENT = "{\"Event\":{\"info\":\"Phishing\",\"published\":true}}";

  private final OpenGateway http = OpenGateway.toThisMachine();
  private final Webhook module = StandIns.inject(new Webhook(), http);
  private HttpPeer peer;

  @BeforeEach
  void start() throws IOException {
    peer = HttpPeer.start();
  }

  @AfterEach
  void stop() {
    peer.close();
    http.close();
  }

  private OneNode.Outcome run(String more) {
    return new OneNode(module).run("{\"url\":\"" + peer.url("/hook") + "\"" + more + "}", EVENT);
  }

  @Test
  void all_data_is_posted_as_json() {
    OneNode.Outcome outcome = run("");
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).singleElement().asString().startsWith("HTTP 200 after");
    assertThat(peer.only().method()).isEqualTo("POST");
    assertThat(peer.only().path()).isEqualTo("/hook");
    assertThat(peer.only().headers()).containsEntry("Content-type", "application/json");
    assertThat(peer.only().body()).isEqualTo(EVENT);
  }

  @Test
  void a_form_names_each_value_and_a_text_payload_becomes_a_json_text() {
    run(",\"content_type\":\"form\"");
    run(",\"payload\":\"hello {{ Event.info }}\",\"headers\":\"X-Team: cert\"");
    assertThat(peer.received().get(0).body())
        .isEqualTo("Event%5Binfo%5D=Phishing&Event%5Bpublished%5D=1");
    assertThat(peer.received().get(1).body()).isEqualTo("\"hello Phishing\"");
    assertThat(peer.received().get(1).headers()).containsEntry("X-team", "cert");
  }

  @Test
  void a_payload_that_renders_to_nothing_sends_nothing_and_never_all_data() {
    OneNode.Outcome outcome = run(",\"payload\":\"{{ Event.typo }}\"");
    assertThat(outcome.isDone()).isTrue();
    assertThat(peer.only().body()).isEmpty();
    assertThat(outcome.notes()).anyMatch(note -> note.contains("the body is empty"));
  }

  @Test
  void a_get_has_no_body() {
    assertThat(run(",\"request_method\":\"get\"").isDone()).isTrue();
    assertThat(peer.only().method()).isEqualTo("GET");
    assertThat(peer.only().body()).isEmpty();
  }

  @Test
  void what_goes_wrong_is_said_in_misps_words() {
    peer.answer(500, "server exploded");
    assertThat(run("").errors())
        .containsExactly(
            "Something went wrong with the request or the remote side is having issues. Body returned: server exploded");
    peer.answer(302, "");
    assertThat(run("").errors())
        .containsExactly(
            "Something went wrong with the request or the remote side is having issues. Body returned: ");
    peer.answer(401, "no key");
    OneNode.Outcome refused = run("");
    assertThat(refused.errors()).containsExactly("Authentication failed.");
    assertThat(refused.notes().get(0)).startsWith("HTTP 401");
    assertThat(refused.notes().get(1)).isEqualTo("Answer: no key");
    assertThat(new OneNode(module).run("{\"url\":\" \"}", EVENT).errors())
        .containsExactly("URL not provided.");
    assertThat(new OneNode(module).run("{\"url\":\"http://a b/\"}", EVENT).errors().get(0))
        .startsWith("Something went wrong while sending the request. Error returned: Illegal");
  }

  @Test
  void a_peer_that_is_away_is_named() {
    assertThat(run("").isDone()).isTrue();
    peer.close();
    String error = "Something went wrong while sending the request. Error returned: ";
    assertThat(run("").errors())
        .containsExactly(error + "127.0.0.1 closed the connection without an answer");
    assertThat(run("").errors().get(0)).startsWith(error + "nobody answers at 127.0.0.1:");
  }

  @Test
  void a_closed_gateway_sends_nothing_and_shows_in_the_diagnosis() {
    assertThat(module.diagnose()).isEmpty();
    try (OpenGateway closed = OpenGateway.closed()) {
      Webhook shut = StandIns.inject(new Webhook(), closed);
      assertThat(new OneNode(shut).run("{\"url\":\"" + peer.url("/") + "\"}", EVENT).errors())
          .singleElement()
          .asString()
          .contains("misp-workflows.outbound.enabled");
      assertThat(shut.diagnose()).hasSize(1);
    }
    assertThat(peer.received()).isEmpty();
  }

  @Test
  void a_dry_run_sends_nothing_and_says_what_it_would_have_sent() {
    OneNode.Outcome outcome =
        new OneNode(module).dry().run("{\"url\":\"" + peer.url("/hook") + "\"}", EVENT);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .containsExactly("Dry run, not sent: POST " + peer.url("/hook") + ", 46 bytes: " + EVENT);
    assertThat(peer.received()).isEmpty();
  }

  @Test
  void marked_data_are_held_back_where_an_admin_says_so() {
    try (OpenGateway guarded =
        new OpenGateway(
            FixedConfig.settings(
                "outbound.allow-hosts", "127.0.0.1", "egress.targets", "127.0.0.1=refuse"))) {
      OneNode node = new OneNode(StandIns.inject(new Webhook(), guarded));
      String red = "{\"Event\":{\"Tag\":[{\"name\":\"tlp:red\"}]}}";
      assertThat(node.run("{\"url\":\"" + peer.url("/") + "\"}", red).errors().get(0))
          .startsWith("Not sent to 127.0.0.1: the data are marked tlp:red.");
    }
    assertThat(peer.received()).isEmpty();
  }

  /** The check of a receiver, by the specification's own words: id.timestamp.body, HMAC-SHA256. */
  @Test
  void a_receiver_can_check_the_signature() throws Exception {
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    OneNode.Outcome outcome = run(",\"signing_secret\":\"" + secret + "\"");
    assertThat(outcome.isDone()).isTrue();
    Map<String, String> headers = peer.only().headers();
    assertThat(headers.get("webhook-id")).startsWith("msg_");
    long sent = Long.parseLong(headers.get("webhook-timestamp"));
    assertThat(Math.abs(Instant.now().getEpochSecond() - sent)).isLessThan(60);
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.substring(6));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed = headers.get("webhook-id") + "." + sent + "." + peer.only().body();
    assertThat(headers.get("webhook-signature"))
        .isEqualTo(
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void a_signing_secret_that_is_none_is_refused_at_save_without_being_shown() {
    assertThat(new OneNode(module).check("{\"url\":\"x\",\"signing_secret\":\"hunter2!\"}"))
        .anySatisfy(
            finding -> assertThat(finding.message()).contains("whsec_").doesNotContain("hunter2"));
  }

  @Test
  void data_can_not_add_headers() {
    OneNode.Outcome outcome =
        new OneNode(module)
            .run(
                "{\"url\":\"" + peer.url("/") + "\",\"headers\":\"X-Info: {{ Event.info }}\"}",
                "{\"Event\":{\"info\":\"a\\r\\nX-Evil: 1\"}}");
    assertThat(outcome.errors())
        .containsExactly("The data bring a line break into the headers; nothing was sent.");
    String statements =
        "{\"url\":\""
            + peer.url("/")
            + "\",\"headers\":\"{% if 1 %}X-Info: {{ Event.info }}{% endif %}\"}";
    assertThat(
            new OneNode(module)
                .run(statements, "{\"Event\":{\"info\":\"a\\nX-Evil: 1\"}}")
                .errors())
        .hasSize(1);
    assertThat(new OneNode(module).run(statements, EVENT).isDone()).isTrue();
    assertThat(peer.only().headers()).containsEntry("X-info", "Phishing");
  }

  @Test
  void a_header_that_would_tear_the_request_apart_is_refused() {
    assertThat(run(",\"headers\":\"X Bad: y\"").errors().get(0))
        .endsWith("`X Bad` is no name of a header");
    assertThat(run(",\"headers\":\"Content-Length: 5\"").errors().get(0))
        .endsWith("the header Content-Length can't be set: the connection needs it");
    assertThat(peer.received()).isEmpty();
  }

  @Test
  void the_values_of_secret_headers_are_not_repeated() {
    peer.answer(500, "you sent T0PSECRET");
    OneNode.Outcome outcome = run(",\"headers\":\"X-Api-Key: T0PSECRET\"");
    assertThat(outcome.errors().get(0)).doesNotContain("T0PSECRET");
    peer.answer(500, "x".repeat(10_000));
    assertThat(run("").errors().get(0)).hasSizeLessThan(4_200).endsWith("… (cut)");
  }
}
