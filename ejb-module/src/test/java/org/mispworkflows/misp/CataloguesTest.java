package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.config.Settings;
import org.mispworkflows.conformance.DirectExecutor;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.security.Accounts;
import org.mispworkflows.security.Vault;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.MispException;

/** The lists behind parameters: of a MISP, of the misp-modules service, of this server. */
class CataloguesTest {

  private static final String MODULES =
      """
      [{"name":"whois","type":"expansion","meta":{"module-type":["expansion","hover"],"description":"Asks a whois server."}},
       {"name":"dns","type":"expansion","meta":{"module-type":["hover"]}},
       {"name":"csvimport","type":"import","meta":{"module-type":["import"]}},
       {"name":"testaction","type":"action_mod","meta":{"module-type":["action"]}}]
      """;

  private final OpenGateway gateway = OpenGateway.toThisMachine();
  private ListsOfMisp misp;
  private MispInstance instance;
  private Catalogues catalogues;

  @BeforeEach
  void start() throws IOException {
    misp = ListsOfMisp.start();
    Settings settings =
        FixedConfig.settings(
            "misp-modules.url",
            misp.url(),
            "secrets.key",
            Base64.getEncoder().encodeToString(new byte[32]));
    Vault vault = StandIns.inject(new Vault(), settings);
    instance = new MispInstance();
    instance.change(new MispInstance.Details("Main", misp.url(), "", false, "", 4, 10, true, true));
    instance.keySealedAs(vault.seal("key"));
    DirectExecutor background = new DirectExecutor();
    MispConnections connections =
        StandIns.inject(new MispConnections(), new MispInstances(), gateway, vault, background);
    MispModules service = StandIns.started(new MispModules(), gateway, settings, background);
    catalogues =
        StandIns.started(new Catalogues(), connections, service, new AccountsOfTwo(), background);
  }

  private static final class AccountsOfTwo extends Accounts {
    @Override
    public List<String> emails() {
      return List.of("zoe@example.org", "adam@example.org", "");
    }
  }

  @AfterEach
  void stop() {
    misp.close();
    gateway.close();
  }

  private static List<String> values(Found found) {
    return found.items().stream().map(Choice::value).toList();
  }

  @Test
  void a_page_of_fifty_thousand_tags_is_all_that_a_search_hands_out() {
    misp.has(50_000);
    Found found = catalogues.search(Catalogue.TAGS, instance, "ns-7 TAG", 2, 50);
    assertThat(found.total()).isEqualTo(500 + 5_000); // ns-7 and ns-70 to ns-79
    assertThat(found.items()).hasSize(50).allMatch(tag -> tag.value().startsWith("ns-7"));
    int asked = misp.asked().size();
    assertThat(values(catalogues.search(Catalogue.TAGS, instance, "tag-49999", 1, 50)))
        .containsExactly("ns-99:word=\"tag-49999\"");
    assertThat(misp.asked()).hasSize(asked);
  }

  @Test
  void a_stored_id_is_told_by_its_name_and_an_unknown_one_stays_as_it_is() {
    assertThat(
            catalogues.labels(Catalogue.CUSTOM_WARNINGLISTS, instance, List.of("87", "4711", "x")))
        .extracting(Choice::label)
        .containsExactly("Own infrastructure", "4711", "x");
  }

  @Test
  void users_are_behind_the_groups() {
    assertThat(values(catalogues.search(Catalogue.USERS, instance, "", 1, 4)))
        .containsExactly("All accounts", "All admins", "admin@admin.test", "analyst@circl.test");
    assertThat(values(catalogues.search(Catalogue.USERS, instance, "bank", 1, 50)))
        .containsExactly("newcomer@bank.test", "orgadmin@bank.test");
  }

  @Test
  void a_disabled_user_gets_no_mail_and_is_not_offered() {
    misp.answers(
        "/admin/users.json",
        List.of(
            Map.of("User", Map.of("id", "1", "email", "on@example.org", "disabled", false)),
            Map.of("User", Map.of("id", "2", "email", "off@example.org", "disabled", true))));
    assertThat(values(catalogues.search(Catalogue.USERS, instance, "example", 1, 50)))
        .containsExactly("on@example.org");
  }

  @Test
  void without_a_misp_the_users_are_those_of_the_console() {
    assertThat(values(catalogues.search(Catalogue.USERS, null, "", 1, 50)))
        .containsExactly("All accounts", "All admins", "adam@example.org", "zoe@example.org");
    assertThat(catalogues.labels(Catalogue.USERS, null, List.of("All admins", "a@example.net")))
        .extracting(Choice::label)
        .containsExactly("All admins", "a@example.net");
  }

  @Test
  void the_groups_are_there_also_when_misp_does_not_say_who_its_users_are() {
    misp.answers(403);
    Found found = catalogues.search(Catalogue.USERS, instance, "", 1, 50);
    assertThat(values(found)).containsExactly("All accounts", "All admins");
    assertThat(found.warning()).isEqualTo("Users are not known: MISP `Main` refused: No.");
  }

  @Test
  void a_misp_that_never_answered_is_an_error() {
    misp.answers(403);
    for (Catalogue list : List.of(Catalogue.TAGS, Catalogue.ORGANISATIONS, Catalogue.CLUSTERS)) {
      assertThatThrownBy(() -> catalogues.search(list, instance, "x", 1, 50))
          .isInstanceOf(MispException.class)
          .hasMessage("MISP `Main` refused: No.");
    }
  }

  @Test
  void modules_are_those_that_enrich() {
    misp.answers("/modules", Json.parse(MODULES));
    Found found = catalogues.search(Catalogue.MODULES, null, "", 1, 50);
    assertThat(values(found)).containsExactly("dns", "whois");
    assertThat(found.items().get(1).about()).isEqualTo("Asks a whois server.");
    assertThat(values(catalogues.search(Catalogue.MODULES, null, "server", 1, 50)))
        .containsExactly("whois");
    assertThat(misp.asked()).hasSize(1);
  }
}
