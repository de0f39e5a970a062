package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.HttpPeer;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.spi.MispException;

class MispModulesTest {

  private static final String LIST =
      """
      [{"name":"dns","type":"expansion",
        "mispattributes":{"input":["hostname","domain"],"output":["ip-src"]},
        "meta":{"version":"0.3","module-type":["expansion","hover"],"config":["nameserver"]}},
       {"name":"mmdb_lookup","type":"expansion",
        "mispattributes":{"input":["ip-src"],"format":"misp_standard"},
        "meta":{"module-type":["expansion"],"descrption":"sic"}},
       {"name":"testaction","type":"action_mod","mispattributes":{},
        "meta":{"module-type":["action"],
          "config":{"params":{"foo":{"type":"string"}},"blocking":true}}},
       "not a module"]
      """;

  private final OpenGateway gateway = OpenGateway.toThisMachine();
  private HttpPeer peer;
  private MispModules modules;

  @BeforeEach
  void start() throws IOException {
    peer = HttpPeer.start();
    peer.contentType("text/html; charset=UTF-8");
    modules =
        StandIns.inject(
            new MispModules(), gateway, FixedConfig.settings("misp-modules.url", peer.url("")));
  }

  @AfterEach
  void stop() {
    peer.close();
    gateway.close();
  }

  @Test
  void the_list_tells_what_a_module_takes_and_how() {
    peer.answer(200, LIST);
    assertThat(modules.modules())
        .extracting(MispModules.Module::name)
        .containsExactly("dns", "mmdb_lookup", "testaction");
    assertThat(peer.only().method() + " " + peer.only().path()).isEqualTo("GET /modules");
    MispModules.Module dns = modules.module("dns").orElseThrow();
    assertThat(dns.kinds()).containsExactly("expansion", "hover");
    assertThat(dns.inputs()).containsExactly("hostname", "domain");
    assertThat(dns.settings()).containsExactly("nameserver");
    assertThat(dns.standard()).isFalse();
    assertThat(modules.module("mmdb_lookup").orElseThrow().standard()).isTrue();
    assertThat(modules.module("nosuch")).isEmpty();
  }

  @Test
  void an_action_module_has_parameters_where_the_others_have_settings() {
    peer.answer(200, LIST);
    MispModules.Module action = modules.module("testaction").orElseThrow();
    assertThat(action.settings()).isEmpty();
    assertThat(action.config()).containsEntry("blocking", true).containsKey("params");
    assertThat(modules.module("dns").orElseThrow().config()).isEmpty();
  }

  @Test
  void a_query_is_sent_as_it_is_and_the_answer_is_read_whatever_type_it_claims() {
    peer.answer(200, "{\"results\":[{\"types\":[\"text\"],\"values\":[\"é\"]}]}");
    Object answer = modules.query(Map.of("module", "dns", "domain", "a.test"));
    assertThat(peer.only().method() + " " + peer.only().path()).isEqualTo("POST /query");
    assertThat(peer.only().headers()).containsEntry("Content-type", "application/json");
    assertThat(peer.only().json()).isEqualTo(Map.of("module", "dns", "domain", "a.test"));
    assertThat(answer)
        .isEqualTo(
            Map.of("results", List.of(Map.of("types", List.of("text"), "values", List.of("é")))));
  }

  @Test
  void odd_json_is_handed_on_since_the_module_knows_what_it_means() {
    peer.answer(200, "false");
    assertThat(modules.query(Map.of("module", "x"))).isEqualTo(false);
    peer.answer(200, "null");
    assertThat(modules.query(Map.of("module", "x"))).isNull();
    peer.answer(200, "{\"data\":false}");
    assertThat(modules.query(Map.of("module", "x"))).isEqualTo(Map.of("data", false));
    peer.answer(200, "{\"error\":\"Timeout.\"}");
    assertThat(modules.query(Map.of("module", "x"))).isEqualTo(Map.of("error", "Timeout."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html><body>Hello</body></html>", "{\"results\":[", "results"})
  void what_is_no_json_is_an_error(String body) {
    peer.answer(200, body);
    assertThatThrownBy(() -> modules.query(Map.of("module", "x")))
        .isInstanceOf(MispException.class)
        .hasMessage(
            "The misp-modules service at "
                + peer.url("")
                + " answered with something that is not JSON.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "{\"error\":\"x\"}", "\"modules\""})
  void a_list_that_is_none_is_an_error(String body) {
    peer.answer(200, body);
    assertThatThrownBy(() -> modules.modules())
        .isInstanceOf(MispException.class)
        .hasMessageEndingWith("didn't answer with a list of modules.");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 500})
  void any_other_status_is_an_error(int status) {
    peer.answer(status, "<html><title>" + status + "</title></html>");
    assertThatThrownBy(() -> modules.query(Map.of("module", "x")))
        .isInstanceOf(MispException.class)
        .hasMessageEndingWith("answered with status " + status + ".");
  }

  @Test
  void a_service_that_is_away_is_an_error() {
    peer.close();
    assertThatThrownBy(() -> modules.modules())
        .isInstanceOf(MispException.class)
        .hasMessageContaining("can't be asked: nobody answers at 127.0.0.1");
  }

  @Test
  void without_a_service_it_says_how_to_name_one() {
    MispModules off = StandIns.inject(new MispModules(), gateway, FixedConfig.settings());
    assertThatThrownBy(off::modules)
        .isInstanceOf(MispException.class)
        .hasMessage(
            "No misp-modules service is configured; set misp-workflows.misp-modules.url to its address.");
  }
}
