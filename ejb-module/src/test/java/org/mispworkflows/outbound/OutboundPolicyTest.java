package org.mispworkflows.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundPolicyTest {

  private static boolean allows(String allowed, String host, String address)
      throws UnknownHostException {
    return new OutboundPolicy(allowed).allows(host, InetAddress.getByName(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void special_addresses_are_closed(String address) throws UnknownHostException {
    assertThat(allows("", "somewhere.example", address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111"})
  void the_internet_is_open(String address) throws UnknownHostException {
    assertThat(allows("", "somewhere.example", address)).isTrue();
  }

  @Test
  void hosts_addresses_and_ranges_can_be_allowed() throws UnknownHostException {
    assertThat(allows("chat.corp.example", "CHAT.corp.example", "10.0.0.5")).isTrue();
    assertThat(allows("chat.corp.example", "other.corp.example", "10.0.0.5")).isFalse();
    assertThat(allows("10.0.0.5", "x", "10.0.0.5")).isTrue();
    assertThat(allows("10.0.0.5", "x", "10.0.0.6")).isFalse();
    assertThat(allows(" 10.0.0.0/8 , fd00::/8", "x", "10.9.9.9")).isTrue();
    assertThat(allows("10.0.0.0/8,fd00::/8", "x", "fd00::7")).isTrue();
    assertThat(allows("127.0.0.1", "x", "::ffff:127.0.0.1")).isTrue();
  }

  @Test
  void a_range_that_is_none_is_refused() {
    assertThatThrownBy(() -> new OutboundPolicy("10.0.0.0/99")).hasMessageContaining("10.0.0.0/99");
    assertThatThrownBy(() -> new OutboundPolicy("10.0.0.0/x")).hasMessageContaining("10.0.0.0/x");
  }
}
