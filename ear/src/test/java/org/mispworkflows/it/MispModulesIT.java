package org.mispworkflows.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A misp-modules service that is there, and then isn't. */
@ArquillianTest
@RunAsClient
class MispModulesIT {

  private static final String LIST =
      """
      [{"name":"peer_action","type":"action_mod","mispattributes":{},
        "meta":{"module-type":["action"],"description":"Tells a peer.","config":{"params":{
          "Message Template":{"type":"large_string","description":"jinja","jinja_supported":true}},
          "blocking":true,"support_filters":true,"expect_misp_core_format":true}}},
       {"name":"countrycode","type":"expansion","mispattributes":{"input":["domain"]},
        "meta":{"module-type":["hover"]}}]
      """;

  private HttpPeer service;

  @Deployment(testable = false)
  static EnterpriseArchive deployment() {
    return Deployments.application();
  }

  @BeforeEach
  void start() throws Exception {
    service = HttpPeer.start(Integer.parseInt(Server.setting("it.misp-modules.port")));
    service.answer(
        call ->
            new HttpPeer.Answer(
                200,
                "text/html; charset=UTF-8",
                call.path().equals("/modules") ? LIST : "{\"data\":true}"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static Flow.Created workflow() throws Exception {
    return Flow.on("event-publish")
        .action(2, "peer_action", Map.of("message_template", "New: {{ Event.info }}"))
        .connect(1, 1, 2)
        .create("Tells a peer");
  }

  private static JsonNode state() throws Exception {
    return Api.expect(200, Server.getAsAdmin("/api/v1/misp-modules"));
  }

  @Test
  void its_modules_are_nodes_and_when_it_goes_everybody_is_told() throws Exception {
    JsonNode listed =
        Api.expect(200, Server.getAsAdmin("/api/v1/modules?mispModule=true")).get("items");
    assertThat(listed).hasSize(1);
    assertThat(listed.at("/0/id").asText()).isEqualTo("peer_action");
    assertThat(listed.at("/0/enabled").asBoolean()).isFalse();
    assertThat(state().get("reachable").asBoolean()).isTrue();
    assertThat(state().get("modules").asInt()).isEqualTo(2);
    Api.expect(
        200, Server.sendAsAdmin("PATCH", "/api/v1/modules/peer_action", "{\"enabled\":true}"));

    try (Flow.Created workflow = workflow()) {
      service.clear();
      JsonNode answer = workflow.fire(Api.payload("event-publish.01"));
      assertThat(answer.get("outcome").asText()).isEqualTo("success");
      HttpPeer.Received question =
          service.received().stream()
              .filter(r -> r.path().equals("/query"))
              .findFirst()
              .orElseThrow();
      JsonNode body = Flow.JSON.readTree(question.body());
      assertThat(body.at("/params/message_template").asText()).startsWith("New: APT28");
      assertThat(body.at("/filteredItems")).isEqualTo(body.at("/data"));
      assertThat(body.get("timeout").asInt()).isEqualTo(9);

      service.close();
      JsonNode refused = workflow.fire(Api.payload("event-publish.01"));
      assertThat(refused.get("outcome").asText()).isEqualTo("failure");
      assertThat(refused.get("success").asBoolean()).isFalse();
      assertThat(refused.get("errors").toString())
          .contains("The misp-modules service at http://127.0.0.1:", "can't be asked: ");
      Api.awaitDone(refused.get("run").asLong());
    }
    seenOnThePage();
    JsonNode away = state();
    assertThat(away.get("reachable").asBoolean()).isFalse();
    assertThat(away.get("downSince").asText()).startsWith("20");
    assertThat(away.get("trouble").asText()).contains("can't be asked: ");
  }

  private static void seenOnThePage() {
    try (Chromium chromium = Chromium.launch()) {
      Page page = chromium.newPage();
      page.setDefaultTimeout(20_000);
      page.navigate(Server.URL + "/login.xhtml");
      page.fill("#login", "admin");
      page.fill("#password", Server.ADMIN_PASSWORD);
      page.click("#sign-in");
      page.waitForURL("**/triggers.xhtml*");
      page.navigate(Server.URL + "/modules.xhtml?tab=misp-module");
      Locator trouble = page.locator("#service-trouble");
      page.waitForCondition(
          () -> {
            if (trouble.count() == 0) page.reload();
            return trouble.count() == 1;
          });
      assertThat(trouble).containsText("The misp-modules service has been away since 20");
      assertThat(trouble).containsText("can't be asked");
      Locator row = page.locator("tr[data-row=peer_action]");
      assertThat(row).containsText("Tells a peer.");
      assertThat(row.locator(".problem").first()).containsText("Since 20");
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.waitForTimeout(300);
        Chromium.screenshot(page, "modules-service-away-" + scheme.name().toLowerCase(Locale.ROOT));
        assertThat(new AxeBuilder(page).analyze().getViolations()).as("%s", scheme).isEmpty();
      }
    }
  }
}
