package org.mispworkflows.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.arquillian.container.ManagementClient;
import org.jboss.as.controller.client.helpers.standalone.ServerDeploymentHelper;
import org.jboss.as.controller.client.helpers.standalone.ServerDeploymentManager;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.it.custom.Greeting;
import org.mispworkflows.it.custom.Incomplete;
import org.mispworkflows.it.custom.Usurper;

/** Modules in jars of their own, which come and go while the application runs. */
@ArquillianTest
@RunAsClient
class CustomModulesIT {
  private static final String JAR = "custom.jar";

  @ArquillianResource private ManagementClient management;
  private boolean deployed;

  @Deployment(testable = false)
  static EnterpriseArchive application() {
    return Deployments.application();
  }

  /** A jar of modules, as its author builds it. */
  private static JavaArchive jar(Class<?>... modules) {
    String manifest =
        "Manifest-Version: 1.0\nDependencies: deployment.misp-workflows.ear.misp-workflows-ejb.jar\n";
    JavaArchive jar = ShrinkWrap.create(JavaArchive.class, JAR).addClasses(modules);
    for (Class<?> module : modules) jar.addClasses(module.getDeclaredClasses());
    return jar.setManifest(new StringAsset(manifest));
  }

  /** Deploys a jar beside the application. */
  private void deploy(JavaArchive jar) throws Exception {
    try (InputStream content = content(jar)) {
      new ServerDeploymentHelper(management.getControllerClient()).deploy(JAR, content);
    }
    deployed = true;
  }

  /** Deploys it in place of the one that is there. */
  private void replace(JavaArchive jar) throws Exception {
    try (ServerDeploymentManager server =
            ServerDeploymentManager.Factory.create(management.getControllerClient());
        InputStream content = content(jar)) {
      server.execute(server.newDeploymentPlan().replace(JAR, content).build()).get();
    }
  }

  private static InputStream content(JavaArchive jar) {
    return jar.as(ZipExporter.class).exportAsInputStream();
  }

  private void deploySamples() throws Exception {
    File built = new File(Server.setting("it.samples"));
    deploy(ShrinkWrap.createFromZipFile(JavaArchive.class, built));
  }

  @AfterEach
  void undeploy() throws Exception {
    if (!deployed) return;
    new ServerDeploymentHelper(management.getControllerClient()).undeploy(JAR);
    deployed = false;
  }

  /** What the API answers as soon as the server has noticed. */
  private static JsonNode await(String path, int total) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(15));
    while (true) {
      JsonNode page = Api.expect(200, Server.getAsAdmin(path));
      if (page.get("total").asInt() == total) return page.get("items");
      assertThat(Instant.now()).as(page.toString()).isBefore(end);
      Thread.sleep(100);
    }
  }

  private static JsonNode awaitCustom(int total) throws Exception {
    return await("/api/v1/modules?custom=true", total);
  }

  private static void enable(String ids, boolean on) throws Exception {
    String body = "{\"ids\":[" + ids + "],\"enabled\":" + on + "}";
    Api.expect(200, Server.sendAsAdmin("POST", "/api/v1/modules/toggle", body));
  }

  private static JsonNode event() {
    ObjectNode payload = Flow.JSON.createObjectNode();
    payload.putObject("Event").put("info", "wave").putArray("Attribute").addObject();
    return payload;
  }

  private static JsonNode nodes(JsonNode answer) throws Exception {
    return Api.run(answer.get("run").asLong()).get("nodes");
  }

  @Test
  void the_samples_are_custom_and_disabled_run_when_enabled_and_fail_when_they_have_gone()
      throws Exception {
    deploySamples();
    JsonNode listed = awaitCustom(2);
    assertThat(listed.findValuesAsText("id"))
        .containsExactly("blueprint-action-module", "blueprint-logic-module");
    assertThat(listed.findValuesAsText("enabled")).containsExactly("false", "false");

    Flow flow =
        Flow.on("event-publish")
            .logic(2, "blueprint-logic-module", Map.of())
            .action(3, "blueprint-action-module", Map.of())
            .connect(1, 1, 2)
            .connect(2, 1, 3);
    try (Flow.Created workflow = flow.create("Samples")) {
      String refused = Api.texts(workflow.fire(event()).get("errors")).toString();
      assertThat(refused).contains("disabled module `blueprint-logic-module`");

      enable("\"blueprint-logic-module\",\"blueprint-action-module\"", true);
      JsonNode nodes = nodes(workflow.fire(event()));
      assertThat(nodes.at("/0/output").asInt()).isEqualTo(1);
      assertThat(nodes.at("/1/result").asText()).isEqualTo("success");
      assertThat(nodes.at("/1/messages/0").asText()).isEqualTo("Was given 1 items");
      enable("\"blueprint-logic-module\",\"blueprint-action-module\"", false);

      undeploy();
      awaitCustom(0);
      JsonNode stored = Api.json(Server.getAsAdmin("/api/v1/workflows/" + workflow.id()));
      assertThat(stored.get("findings").findValuesAsText("code"))
          .containsExactly("unknown-module", "unknown-module");
      assertThat(Api.texts(workflow.fire(event()).get("errors")).toString())
          .contains("Could not load class for module: blueprint-logic-module");
    }
  }

  @Test
  void a_newer_version_takes_effect_while_the_application_runs() throws Exception {
    deploy(jar(Greeting.class));
    awaitCustom(1);
    enable("\"greeting\"", true);
    Map<String, String> parameters = Map.of("words", "Hi {{ Event.info }}", "colour", "blue");
    Flow flow = Flow.on("event-publish").action(2, "greeting", parameters).connect(1, 1, 2);
    try (Flow.Created workflow = flow.create("Greeting")) {
      assertThat(nodes(workflow.fire(event())).at("/0/messages/0").asText())
          .isEqualTo("Params[words=Hi wave, colour=null, path=Event.info, list=[a]]");
      replace(jar(org.mispworkflows.it.custom.newer.Greeting.class));
      Instant end = Instant.now().plus(Duration.ofSeconds(15));
      while (!awaitCustom(1).at("/0/version").asText().equals("2")) {
        assertThat(Instant.now()).isBefore(end);
        Thread.sleep(100);
      }
      assertThat(nodes(workflow.fire(event())).at("/0/messages/0").asText())
          .isEqualTo("Newer: Hi wave");
    }
  }

  @Test
  void a_module_that_can_not_be_loaded_is_named_with_its_reason() throws Exception {
    deploy(jar(Incomplete.class, Usurper.class));
    JsonNode broken = await("/api/v1/modules/broken", 2);
    assertThat(broken.findValuesAsText("module"))
        .containsExactly("custom/Incomplete", "custom/Usurper");
    assertThat(broken.at("/0/reason").asText())
        .contains("org/mispworkflows/it/custom/LeftOut", "put the library into the jar");
    assertThat(broken.at("/1/reason").asText())
        .isEqualTo("the id `tag-if` is that of a built-in module");
    awaitCustom(0);
    assertThat(Api.json(Server.getAsAdmin("/api/v1/modules/tag-if")).get("custom").asBoolean())
        .isFalse();
    undeploy();
    await("/api/v1/modules/broken", 0);
  }

  @Test
  void the_page_of_modules_has_custom_ones_on_a_tab_and_broken_ones_on_a_banner() throws Exception {
    try (Chromium chromium = Chromium.launch()) {
      Page page = chromium.newPage();
      page.navigate(Server.URL + "/login.xhtml");
      page.fill("#login", "admin");
      page.fill("#password", Server.ADMIN_PASSWORD);
      page.click("#sign-in");
      page.waitForURL("**/triggers.xhtml*");

      deploy(jar(Incomplete.class, Usurper.class));
      await("/api/v1/modules/broken", 2);
      page.navigate(Server.URL + "/modules.xhtml");
      PlaywrightAssertions.assertThat(page.locator(".alert-danger"))
          .containsText("custom/Usurper: the id `tag-if` is that of a built-in module");
      assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
      undeploy();
      await("/api/v1/modules/broken", 0);

      deploySamples();
      awaitCustom(2);
      page.navigate(Server.URL + "/modules.xhtml?tab=custom");
      PlaywrightAssertions.assertThat(page.locator("tr[data-row]")).hasCount(2);
      PlaywrightAssertions.assertThat(page.locator(".alert-danger")).hasCount(0);
      List<String> names = page.locator("tr[data-row] th").allInnerTexts();
      assertThat(names).containsExactly("Blueprint action module", "Blueprint logic module");
    }
  }
}
