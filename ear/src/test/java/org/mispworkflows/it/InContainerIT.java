package org.mispworkflows.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.mispworkflows.config.Switches;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.security.Accounts;
import org.mispworkflows.security.Role;
import org.mispworkflows.spi.ModuleType;

/** What only the inside of the server can tell. */
@ArquillianTest
class InContainerIT {
  @Inject ModuleCatalog catalog;
  @Inject Switches switches;
  @Inject Accounts accounts;

  @Deployment
  static EnterpriseArchive deployment() {
    return Deployments.applicationWith(InContainerIT.class);
  }

  @Test
  void every_module_is_found_without_registration() {
    Map<ModuleType, Long> count =
        catalog.all().stream()
            .collect(
                java.util.stream.Collectors.groupingBy(
                    e -> e.descriptor().type(), java.util.stream.Collectors.counting()));
    assertThat(count)
        .isEqualTo(Map.of(ModuleType.TRIGGER, 17L, ModuleType.LOGIC, 15L, ModuleType.ACTION, 27L));
    assertThat(catalog.broken()).isEmpty();
  }

  @Test
  void a_fresh_install_has_safe_modules_on_and_every_trigger_off() {
    for (String on :
        List.of("generic-if", "tag-if", "stop-execution", "webhook", "count-if", "log")) {
      assertThat(Switches.ENABLED_AT_FIRST).contains(on);
    }
    assertThat(Switches.ENABLED_AT_FIRST).doesNotContain("send-mail", "tag_operation");
    assertThat(switches.trigger("post-after-save").isEnabled()).isFalse();
  }

  @Test
  void an_account_is_locked_after_too_many_wrong_passwords() {
    accounts.create("eve", "eve@example.org", "correct horse battery", Role.VIEWER, false);
    assertThat(accounts.authenticate("eve", "correct horse battery")).isPresent();
    for (int i = 0; i < 5; i++) assertThat(accounts.authenticate("eve", "wrong")).isEmpty();
    assertThat(accounts.authenticate("eve", "correct horse battery")).isEmpty();
    assertThat(accounts.authenticate("nobody", "whatever")).isEmpty();
  }
}
