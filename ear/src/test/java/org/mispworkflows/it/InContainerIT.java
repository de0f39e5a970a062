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
import org.mispworkflows.security.Account;
import org.mispworkflows.security.Accounts;
import org.mispworkflows.security.ApiKeys;
import org.mispworkflows.security.Notification;
import org.mispworkflows.security.Notifications;
import org.mispworkflows.security.Role;
import org.mispworkflows.spi.ModuleType;

/** What only the inside of the server can tell. */
@ArquillianTest
class InContainerIT {
  @Inject ModuleCatalog catalog;
  @Inject Switches switches;
  @Inject Accounts accounts;
  @Inject ApiKeys keys;
  @Inject Notifications notifications;

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
        .isEqualTo(Map.of(ModuleType.TRIGGER, 19L, ModuleType.LOGIC, 15L, ModuleType.ACTION, 38L));
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

  private static Notification.Message message(String header, String body) {
    return new Notification.Message(Notification.Variant.WARNING, header, body, "Test", 7);
  }

  private List<String> headers(String caller) {
    return notifications.waiting(caller).stream().map(Notification::getHeader).toList();
  }

  @Test
  void a_message_waits_for_its_person_until_it_is_dismissed() {
    Account ada = accounts.create("ada", "ada@example.org", "twelve letters", Role.VIEWER, false);
    accounts.create("bob", "bob@example.org", "twelve letters", Role.VIEWER, false);
    keys.create("0123456789012345678901234567890123456789", "misp of bob", Role.VIEWER, ada);
    assertThat(notifications.leave("ada", message("one", "<b>\0é</b>"))).hasValue("ada");
    assertThat(notifications.leave("key misp of bob of ada", message("two", ""))).hasValue("ada");
    assertThat(notifications.leave("key misp of ada", message("lost", ""))).isEmpty();
    assertThat(notifications.leave("carol", message("lost", ""))).isEmpty();
    assertThat(headers("ada")).containsExactly("two", "one");
    assertThat(headers("key misp of bob of ada")).containsExactly("two", "one");
    assertThat(headers("bob")).isEmpty();

    Notification one = notifications.waiting("ada").get(1);
    assertThat(one.getBody()).isEqualTo("<b>é</b>");
    assertThat(one.getVariant()).isEqualTo(Notification.Variant.WARNING);
    assertThat(one.getWorkflowName()).isEqualTo("Test");
    assertThat(one.getRunId()).isEqualTo(7);
    assertThat(one.getCreatedAt()).isBeforeOrEqualTo(java.time.Instant.now());

    assertThat(notifications.dismiss("bob", one.getId())).isFalse();
    notifications.dismissUpTo("bob", Long.MAX_VALUE);
    assertThat(notifications.dismiss("ada", one.getId())).isTrue();
    assertThat(notifications.dismiss("ada", one.getId())).isFalse();
    assertThat(headers("ada")).containsExactly("two");
  }

  @Test
  void a_hundred_messages_wait_for_a_person_and_the_oldest_go() {
    accounts.create("dora", "dora@example.org", "twelve letters", Role.VIEWER, false);
    accounts.create("emil", "emil@example.org", "twelve letters", Role.VIEWER, false);
    notifications.leave("emil", message("first", ""));
    for (int i = 1; i <= 103; i++) notifications.leave("dora", message("m" + i, ""));
    assertThat(headers("dora")).hasSize(100).startsWith("m103", "m102").endsWith("m5", "m4");
    assertThat(headers("emil")).containsExactly("first");
    notifications.dismissUpTo("dora", notifications.waiting("dora").get(2).getId());
    assertThat(headers("dora")).containsExactly("m103", "m102");
  }

  @Test
  void a_message_that_is_too_long_is_cut_and_no_character_is_halved() {
    accounts.create("fay", "fay@example.org", "twelve letters", Role.VIEWER, false);
    String long4 = "x".repeat(Notification.MAX_BODY - 2) + "😀".repeat(9);
    notifications.leave("fay", message("h".repeat(600), long4));
    Notification stored = notifications.waiting("fay").get(0);
    assertThat(stored.getHeader()).isEqualTo("h".repeat(499) + "…");
    assertThat(stored.getBody()).isEqualTo("x".repeat(Notification.MAX_BODY - 2) + "…");
  }
}
