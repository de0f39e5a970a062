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
    assertThat(page.locator("tr[data-row]")).hasCount(17);
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
    assertThat(page.locator("tr[data-row]")).hasCount(5);
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
    assertThat(page.locator("tr[data-row]")).hasCount(42);
    shots("modules");
    boolean before = enabled("/api/v1/modules/count-if");
    row("count-if").locator("[role=switch]").last().click();
    assertThat(page.getByText("Undo").first()).isVisible();
    assertThat(enabled("/api/v1/modules/count-if")).isEqualTo(!before);
    Server.sendAsAdmin("PATCH", "/api/v1/modules/count-if", "{\"enabled\":" + before + "}");
    page.navigate(Server.URL + "/module.xhtml?id=webhook");
    assertThat(page.locator("main")).containsText("request_method");
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
}
