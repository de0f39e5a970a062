package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.config.Settings;
import org.mispworkflows.conformance.DirectExecutor;
import org.mispworkflows.engine.Limits;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.PlanCompiler;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.graph.GraphText;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.module.trigger.EventPublish;
import org.mispworkflows.outbound.HttpPeer;
import org.mispworkflows.outbound.OpenGateway;

/** Which module wins when the misp-modules service offers one of a built-in one's name. */
class MispModuleActionsTest {

  private static final String LIST =
      """
      [{"name":"slack","meta":{"module-type":["action"],"config":{"params":{}}}},
       {"name":"mattermost","meta":{"module-type":["action"],"config":{"params":{}}}},
       {"name":"event-publish","meta":{"module-type":["action"],"config":{"params":{}}}},
       {"name":"testaction","meta":{"module-type":["action"],"config":{"params":{}}}}]
      """;

  private final OpenGateway http = OpenGateway.toThisMachine();
  private HttpPeer service;

  @BeforeEach
  void start() throws IOException {
    service = HttpPeer.start();
    service.answer(200, LIST);
  }

  @AfterEach
  void stop() {
    service.close();
    http.close();
  }

  private ModuleCatalog catalog(String preferred) {
    Settings settings =
        FixedConfig.settings("misp-modules.url", service.url(""), "misp-modules.prefer", preferred);
    MispModules modules = StandIns.started(new MispModules(), http, settings, new DirectExecutor());
    return new ModuleCatalog(
        List.of(new EventPublish(), new Slack(), new Mattermost()),
        List.of(StandIns.inject(new MispModuleActions(), modules, settings, http)));
  }

  private static Class<?> found(ModuleCatalog catalog, String id) {
    Class<?> found = catalog.find(id).orElseThrow().module().getClass();
    assertThat(catalog.all())
        .filteredOn(entry -> entry.descriptor().id().equals(id))
        .extracting(entry -> (Object) entry.module().getClass())
        .containsExactly(found);
    return found;
  }

  private static boolean isKept(ModuleCatalog catalog) {
    return new PlanCompiler(catalog, id -> true, Limits.DEFAULT)
        .compile(GraphText.of("1 trigger:event-publish -> 2\n2 action:slack"))
        .complete();
  }

  @Test
  void the_built_in_one_wins_unless_somebody_says_otherwise() {
    ModuleCatalog catalog = catalog("");
    assertThat(found(catalog, "slack")).isEqualTo(Slack.class);
    assertThat(found(catalog, "mattermost")).isEqualTo(Mattermost.class);
    assertThat(found(catalog, "testaction")).isEqualTo(MispModuleAction.class);
    assertThat(isKept(catalog)).isTrue();
  }

  @Test
  void the_services_one_wins_if_an_admin_prefers_it() {
    ModuleCatalog catalog = catalog("testaction, slack");
    assertThat(found(catalog, "slack")).isEqualTo(MispModuleAction.class);
    assertThat(found(catalog, "mattermost")).isEqualTo(Mattermost.class);
    assertThat(isKept(catalog)).isTrue();
  }

  @Test
  void the_built_in_one_stands_in_while_the_service_is_away_and_no_plan_is_kept_with_it() {
    service.close();
    ModuleCatalog catalog = catalog("slack");
    assertThat(found(catalog, "slack")).isEqualTo(Slack.class);
    assertThat(catalog.isSettled("slack")).isFalse();
    assertThat(catalog.isSettled("mattermost")).isTrue();
    assertThat(catalog.isSettled("nosuch")).isFalse();
    assertThat(isKept(catalog)).isFalse();
  }

  @Test
  void a_trigger_is_never_replaced() {
    ModuleCatalog catalog = catalog("event-publish");
    assertThat(found(catalog, "event-publish")).isEqualTo(EventPublish.class);
    assertThat(catalog.trigger("event-publish")).isPresent();
  }
}
