package org.mispworkflows.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console, used as an admin does. */
@ArquillianTest
@RunAsClient
class ConsoleIT {
  private Chromium chromium;
  private Page page;

  @Deployment(testable = false)
  static EnterpriseArchive deployment() {
    return Deployments.application();
  }

  @BeforeEach
  void open() {
    chromium = Chromium.launch();
    page = chromium.newPage();
    page.setDefaultTimeout(20_000);
  }

  @AfterEach
  void close() {
    if (chromium != null) chromium.close();
  }

  private void signIn() {
    page.navigate(Server.URL + "/login.xhtml");
    page.fill("#login", "admin");
    page.fill("#password", Server.ADMIN_PASSWORD);
    page.click("#sign-in");
    page.waitForURL("**/triggers.xhtml*");
  }

  private Locator row(String id) {
    return page.locator("tr[data-row='" + id + "']");
  }

  private static boolean enabled(String path) throws Exception {
    return Api.expect(200, Server.getAsAdmin(path)).get("enabled").asBoolean();
  }

  /** The page in both themes, under target/screenshots. */
  private void shots(String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.waitForTimeout(300);
      Chromium.screenshot(page, name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  @Test
  void whoever_is_nobody_sees_the_login_and_a_wrong_password_says_no_more_than_that() {
    page.navigate(Server.URL + "/runs.xhtml");
    assertThat(page.locator("#sign-in")).isVisible();
    page.fill("#login", "admin");
    page.fill("#password", "not the password");
    page.click("#sign-in");
    assertThat(page.locator("[role=alert]").first()).isVisible();
    assertThat(page.locator("#login")).hasValue("admin");
    shots("login");
  }

  @Test
  void a_trigger_is_switched_at_once_and_the_switch_can_be_undone() throws Exception {
    signIn();
    assertThat(page.locator("tr[data-row]")).hasCount(19);
    shots("triggers");
    assertThat(enabled("/api/v1/triggers/post-after-save")).isFalse();
    row("post-after-save").locator("[role=switch]").last().click();
    Locator undo = page.getByText("Undo").first();
    assertThat(undo).isVisible();
    assertThat(enabled("/api/v1/triggers/post-after-save")).isTrue();
    undo.click();
    page.waitForCondition(
        () -> {
          try {
            return !enabled("/api/v1/triggers/post-after-save");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void the_list_of_triggers_is_searched_while_one_types() {
    signIn();
    page.locator("#q").pressSequentially("sighting");
    assertThat(page.locator("tr[data-row]")).hasCount(1);
    assertThat(row("sighting-after-save")).isVisible();
  }

  @Test
  void a_tab_and_an_order_are_part_of_the_address() {
    signIn();
    page.locator(".tabs a").getByText("Blocking").click();
    page.waitForURL("**/triggers.xhtml?tab=blocking");
    assertThat(page.locator("tr[data-row]")).hasCount(6);
    page.locator("thead").getByText("Scope").click();
    page.waitForURL("**/triggers.xhtml?tab=blocking&sort=scope");
    assertThat(page.locator("th[aria-sort=ascending]")).containsText("Scope");
    page.locator("#q").pressSequentially("publish");
    assertThat(page.locator("tr[data-row]")).hasCount(1);
    page.reload();
    assertThat(page.locator("#q")).hasValue("publish");
    assertThat(page.locator("tr[data-row]")).hasCount(1);
  }

  @Test
  void selected_modules_are_switched_together() throws Exception {
    signIn();
    page.navigate(Server.URL + "/modules.xhtml?tab=logic");
    page.check("#select-tag-if");
    page.check("#select-published-if");
    page.locator("[data-mass] [data-on=false]").click();
    assertThat(page.locator(".notice")).containsText("2 modules disabled");
    assertThat(enabled("/api/v1/modules/tag-if")).isFalse();
    assertThat(enabled("/api/v1/modules/published-if")).isFalse();
    page.locator(".notice").getByText("Undo").click();
    assertThat(page.locator("#enable-tag-if")).isChecked();
    assertThat(enabled("/api/v1/modules/tag-if")).isTrue();
    assertThat(enabled("/api/v1/modules/published-if")).isTrue();
  }

  @Test
  void a_session_that_is_over_leads_to_the_login_and_back_to_the_page() {
    signIn();
    page.navigate(Server.URL + "/runs.xhtml?outcome=failure");
    page.context().clearCookies();
    page.selectOption("#by-outcome", "success");
    page.waitForURL("**/login.xhtml?to=*");
    page.fill("#login", "admin");
    page.fill("#password", Server.ADMIN_PASSWORD);
    page.click("#sign-in");
    page.waitForURL("**/runs.xhtml?outcome=success");
  }

  @Test
  void what_another_site_posts_is_refused_and_no_script_may_be_inline() throws Exception {
    var login = Server.get("/login.xhtml");
    assertThat(login.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self';", "frame-ancestors 'none'");
    assertThat(login.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    var post =
        Server.send(
            Server.request("/login.xhtml")
                .header("Origin", "https://elsewhere.example")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method("POST", java.net.http.HttpRequest.BodyPublishers.ofString("login=admin")));
    assertThat(post.statusCode()).isEqualTo(403);
  }

  @Test
  void a_page_that_is_not_there_says_so_without_a_trace() {
    signIn();
    for (String nowhere : List.of("nowhere.xhtml", "run.xhtml?id=999999", "module.xhtml?id=x")) {
      page.navigate(Server.URL + "/" + nowhere);
      assertThat(page.locator("h1")).hasText("Not found");
    }
  }

  /** For everybody: axe finds nothing, in both themes. */
  @Test
  void every_page_can_be_used_by_everybody() {
    signIn();
    for (String name :
        List.of(
            "triggers.xhtml",
            "modules.xhtml",
            "module.xhtml?id=webhook",
            "workflows.xhtml",
            "workflow-edit.xhtml?trigger=user-after-save",
            "runs.xhtml",
            "change-password.xhtml")) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.navigate(Server.URL + "/" + name);
        assertThat(new AxeBuilder(page).analyze().getViolations())
            .as(name + " " + scheme)
            .isEmpty();
      }
    }
  }

  @Test
  void a_module_is_switched_and_described() throws Exception {
    signIn();
    page.navigate(Server.URL + "/modules.xhtml");
    assertThat(page.locator("tr[data-row]")).hasCount(53);
    shots("modules");
    boolean before = enabled("/api/v1/modules/count-if");
    row("count-if").locator("[role=switch]").last().click();
    assertThat(page.getByText("Undo").first()).isVisible();
    assertThat(enabled("/api/v1/modules/count-if")).isEqualTo(!before);
    Server.sendAsAdmin("PATCH", "/api/v1/modules/count-if", "{\"enabled\":" + before + "}");
    page.navigate(Server.URL + "/module.xhtml?id=webhook");
    assertThat(page.locator("main")).containsText("request_method");
    page.navigate(Server.URL + "/module.xhtml?id=organisation-if");
    assertThat(page.locator("[data-catalogue=organisations]")).hasText("From MISP: organisations");
    page.navigate(Server.URL + "/module.xhtml?id=webhook");
    shots("module");
  }

  @Test
  void a_workflow_is_written_as_json_and_nothing_typed_is_lost() throws Exception {
    signIn();
    page.navigate(Server.URL + "/workflow-edit.xhtml?trigger=object-after-save");
    page.fill("#name", "From the console");
    String graph = page.inputValue("#json");
    page.fill("#json", "{\n  \"1\": }");
    page.locator("[data-command=save]").click();
    assertThat(page.locator("#json-error")).containsText("line 2");
    assertThat(page.locator("#json")).hasValue("{\n  \"1\": }");
    assertThat(page.locator("#name")).hasValue("From the console");
    shots("workflow-edit");
    page.fill("#json", graph);
    page.locator("[data-command=save]").click();
    page.waitForURL("**/workflow.xhtml?id=*");
    JsonNode saved = Api.json(Server.getAsAdmin("/api/v1/workflows?triggerId=object-after-save"));
    assertThat(saved.at("/items/0/name").asText()).isEqualTo("From the console");
    Server.sendAsAdmin("DELETE", "/api/v1/workflows/" + saved.at("/items/0/id").asLong(), "");
  }

  @Test
  void a_workflow_is_drawn_and_its_run_is_shown_with_hostile_text_as_text() throws Exception {
    Flow flow =
        Flow.on("event-publish")
            .logic(2, "tag-if", Map.of("tags", List.of("tlp:red")))
            .action(3, "stop-execution", Map.of("message", "{{ Event.info }}"))
            .action(4, "log", Map.of("message", "ok"))
            .connect(1, 1, 2)
            .connect(2, 1, 3)
            .connect(2, 2, 4);
    String hostile = "<img src=x onerror=alert(1)>";
    JsonNode event = Flow.JSON.createObjectNode();
    ((com.fasterxml.jackson.databind.node.ObjectNode) event)
        .putObject("Event")
        .put("info", hostile)
        .putArray("Tag")
        .addObject()
        .put("name", "tlp:red");
    signIn();
    try (Flow.Created workflow = flow.create("Drawn")) {
      long run = workflow.fire(event).get("run").asLong();
      page.navigate(Server.URL + "/workflow.xhtml?id=" + workflow.id());
      assertThat(page.locator(".graph-picture svg")).isVisible();
      shots("workflow");
      page.navigate(Server.URL + "/workflows.xhtml");
      assertThat(page.locator("main")).containsText("Drawn");
      shots("workflows");
      page.navigate(Server.URL + "/runs.xhtml?trigger=event-publish");
      assertThat(page.locator("main")).containsText(hostile);
      shots("runs");
      page.navigate(Server.URL + "/run.xhtml?id=" + run);
      assertThat(page.locator("main")).containsText(hostile);
      assertThat(page.locator("main")).containsText("stop-execution");
      assertThat(page.locator("main img[src=x]")).hasCount(0);
      shots("run");
    }
  }

  /** A workflow whose run leaves a message for the owner of the tests' key: admin. */
  private static Flow.Created notifying(String variant, String header, String body)
      throws Exception {
    Api.expect(
        200,
        Server.sendAsAdmin("PATCH", "/api/v1/modules/notify-user-toast", "{\"enabled\":true}"));
    return Flow.on("user-before-save")
        .action(
            2,
            "notify-user-toast",
            Map.of("variant", variant, "toast_header", header, "toast_body", body))
        .connect(1, 1, 2)
        .create("Tell me");
  }

  private static JsonNode notifications() throws Exception {
    return Api.expect(200, Server.getAsAdmin("/api/v1/notifications"));
  }

  private static void dismissAll() throws Exception {
    String path = "/api/v1/notifications?upTo=" + Long.MAX_VALUE;
    Api.expect(204, Server.sendAsAdmin("DELETE", path, ""));
  }

  private static JsonNode user(String email) {
    JsonNode payload = Flow.JSON.createObjectNode();
    ((com.fasterxml.jackson.databind.node.ObjectNode) payload)
        .putObject("User")
        .put("email", email);
    return payload;
  }

  @Test
  void a_run_tells_the_person_who_started_it_and_the_message_stays_until_it_is_dismissed()
      throws Exception {
    String hostile = "<img src=x onerror=alert(1)>";
    long run;
    try (Flow.Created workflow =
        notifying("danger", "New user {{ User.email }}", "Look at it.\nAnd soon.")) {
      run = workflow.fire(user(hostile)).get("run").asLong();
    }
    try (Flow.Created workflow = notifying("warning", "Half a warning", "")) {
      workflow.fire(user(hostile));
    }
    try (Flow.Created workflow = notifying("info", "", "{{ User.email }} is known")) {
      workflow.fire(user("bob@example.org"));
      signIn();
      assertThat(page.locator(".toast")).hasCount(3);
      Locator alert = page.locator("#toasts [role=alert] .toast-danger");
      assertThat(alert.locator("strong")).hasText("New user " + hostile);
      assertThat(alert.locator(".toast-body")).hasText("Look at it.\nAnd soon.");
      assertThat(alert.locator(".toast-from")).hasText("Tell me, run " + run);
      Locator status = page.locator("#toasts [role=status] .toast-info");
      assertThat(status.locator("strong")).hasText("Tell me");
      assertThat(status.locator(".toast-body")).hasText("bob@example.org is known");
      assertThat(page.locator("img[src=x]")).hasCount(0);
      shots("toasts");
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.reload(); // else colours are measured while they change
        assertThat(page.locator(".toast")).hasCount(3);
        assertThat(new AxeBuilder(page).analyze().getViolations()).as("" + scheme).isEmpty();
      }

      status.locator(".btn-close").click();
      assertThat(page.locator(".toast")).hasCount(2);
      page.waitForCondition(() -> waiting() == 2);
      alert.getByText("run " + run).click();
      page.waitForURL("**/run.xhtml?id=" + run);
      assertThat(page.locator(".toast")).hasCount(2);
      page.locator("[data-dismiss-all]").click();
      assertThat(page.locator(".toast")).hasCount(0);
      page.waitForCondition(() -> waiting() == 0);

      // a page that is open asks again by itself
      workflow.fire(user("carol@example.org"));
      assertThat(page.locator(".toast-info .toast-body"))
          .hasText(
              "carol@example.org is known",
              new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions()
                  .setTimeout(25_000));
    } finally {
      dismissAll();
    }
  }

  private static long waiting() {
    try {
      return notifications().get("total").asLong();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void many_messages_are_shown_a_few_at_a_time() throws Exception {
    try (Flow.Created workflow = notifying("info", "{{ User.email }}", "")) {
      for (int i = 1; i <= 7; i++) workflow.fire(user("user" + i));
      signIn();
      assertThat(page.locator(".toast")).hasCount(5);
      assertThat(page.locator(".toast strong").first()).hasText("user7");
      assertThat(page.locator("[data-dismiss-all]")).hasText("Dismiss all 7");
      shots("toasts-many");
      page.locator(".toast .btn-close").first().click();
      assertThat(page.locator(".toast strong").last()).hasText("user2");
      assertThat(page.locator("[data-dismiss-all]")).hasText("Dismiss all 6");
    } finally {
      dismissAll();
    }
  }

  @Test
  void messages_are_listed_and_dismissed_by_the_api() throws Exception {
    try (Flow.Created workflow = notifying("info", "Hello", "{{ User.email }}")) {
      long run = workflow.fire(user("dave")).get("run").asLong();
      JsonNode listed = notifications().at("/items/0");
      assertThat(listed.get("header").asText()).isEqualTo("Hello");
      assertThat(listed.get("body").asText()).isEqualTo("dave");
      assertThat(listed.get("variant").asText()).isEqualTo("info");
      assertThat(listed.get("workflowName").asText()).isEqualTo("Tell me");
      assertThat(listed.get("run").asLong()).isEqualTo(run);
      String path = "/api/v1/notifications/" + listed.get("id").asLong();
      assertThat(Server.get("/api/v1/notifications").statusCode()).isEqualTo(401);
      Api.expect(204, Server.sendAsAdmin("DELETE", path, ""));
      JsonNode gone = Api.expect(404, Server.sendAsAdmin("DELETE", path, ""));
      assertThat(gone.get("detail").asText()).contains("waits for you");
      Api.expect(400, Server.sendAsAdmin("DELETE", "/api/v1/notifications", ""));
    } finally {
      dismissAll();
    }
  }
}
