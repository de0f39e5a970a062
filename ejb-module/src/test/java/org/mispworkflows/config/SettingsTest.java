package org.mispworkflows.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void every_default_is_a_good_value() {
    FixedConfig.settings().validate();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"off", "tcp://127.0.0.1:50001", "tcp://*:1", "tcp://zmq.corp.example:65535"})
  void a_publish_address_is_off_or_tcp_with_a_port(String address) {
    assertThat(FixedConfig.settings("zmq.publish", address).get(Settings.ZMQ_PUBLISH))
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "50001",
        "tcp://127.0.0.1",
        "tcp://127.0.0.1:0",
        "tcp://127.0.0.1:65536",
        "ipc://x",
        "OFF"
      })
  void any_other_publish_address_stops_the_start(String address) {
    assertThatThrownBy(() -> FixedConfig.settings("zmq.publish", address).validate())
        .hasMessageContaining("misp-workflows.zmq.publish")
        .hasMessageContaining("MISP_WORKFLOWS_ZMQ_PUBLISH")
        .hasMessageContaining(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.telegram.org",
        "ftp://x",
        "https://",
        "https://x/?a=b",
        "https://a@x",
        "https://x y"
      })
  void a_telegram_address_that_is_no_plain_url_stops_the_start(String address) {
    assertThatThrownBy(() -> FixedConfig.settings("telegram.url", address).validate())
        .hasMessageContaining("misp-workflows.telegram.url");
  }

  @Test
  void a_module_of_the_service_has_the_general_value_unless_it_has_its_own() {
    Settings settings =
        FixedConfig.settings("misp-modules.quota", "100", "misp-modules.dns.quota", "5");
    assertThat(settings.ofModule("dns", MispModulesSettings.QUOTA)).isEqualTo(5);
    assertThat(settings.ofModule("geo", MispModulesSettings.QUOTA)).isEqualTo(100);
    assertThat(settings.ofModule("geo", MispModulesSettings.LENIENT)).isFalse();
  }

  @Test
  void a_wrong_value_for_one_module_is_named_with_its_own_key() {
    Settings settings = FixedConfig.settings("misp-modules.dns.cache-time", "ten minutes");
    assertThatThrownBy(() -> settings.ofModule("dns", MispModulesSettings.CACHE_TIME))
        .hasMessageContaining("misp-workflows.misp-modules.dns.cache-time")
        .hasMessageContaining("MISP_WORKFLOWS_MISP_MODULES_DNS_CACHE_TIME")
        .hasMessageContaining("ten minutes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:6666", "http://a:b@x:6666", "http://x/", "http://x?y"})
  void a_service_address_that_is_more_or_less_than_a_host_stops_the_start(String address) {
    assertThatThrownBy(() -> FixedConfig.settings("misp-modules.url", address).validate())
        .hasMessageContaining("misp-workflows.misp-modules.url");
  }
}
