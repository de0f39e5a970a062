package org.mispworkflows.outbound;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which addresses workflows may reach. The internet is open; loopback, private, link-local and
 * other special addresses are closed, unless the host, the address or its range is on the
 * allow-list.
 */
public final class OutboundPolicy {

  private static final List<Range> SPECIAL =
      List.of(
          Range.of("0.0.0.0/8"),
          Range.of("10.0.0.0/8"),
          Range.of("100.64.0.0/10"),
          Range.of("127.0.0.0/8"),
          Range.of("169.254.0.0/16"),
          Range.of("172.16.0.0/12"),
          Range.of("192.0.0.0/24"),
          Range.of("192.0.2.0/24"),
          Range.of("192.88.99.0/24"),
          Range.of("192.168.0.0/16"),
          Range.of("198.18.0.0/15"),
          Range.of("198.51.100.0/24"),
          Range.of("203.0.113.0/24"),
          Range.of("224.0.0.0/3"),
          Range.of("::/96"),
          Range.of("64:ff9b::/96"),
          Range.of("64:ff9b:1::/48"),
          Range.of("100::/64"),
          Range.of("2001::/23"),
          Range.of("2002::/16"),
          Range.of("fc00::/7"),
          Range.of("fe80::/9"),
          Range.of("ff00::/8"));

  private final Set<String> hosts = new HashSet<>();
  private final List<Range> ranges = new ArrayList<>();

  /** An address range in CIDR notation. */
  private record Range(byte[] network, int bits) {

    static Range of(String cidr) {
      int slash = cidr.indexOf('/');
      try {
        InetAddress address = InetAddress.getByName(slash < 0 ? cidr : cidr.substring(0, slash));
        int max = address.getAddress().length * 8;
        int bits = slash < 0 ? max : Integer.parseInt(cidr.substring(slash + 1));
        if (bits < 0 || bits > max)
          throw new IllegalArgumentException(cidr + " has no such prefix length");
        return new Range(address.getAddress(), bits);
      } catch (UnknownHostException | NumberFormatException e) {
        throw new IllegalArgumentException(cidr + " is not an address range", e);
      }
    }

    boolean contains(InetAddress address) {
      byte[] bytes = address.getAddress();
      if (bytes.length != network.length) return false;
      int shift = bytes.length * 8 - bits;
      return new BigInteger(1, bytes)
          .shiftRight(shift)
          .equals(new BigInteger(1, network).shiftRight(shift));
    }
  }

  /**
   * Reads an allow-list: hosts, addresses and CIDR ranges, separated by commas.
   *
   * @throws IllegalArgumentException when a range is none
   */
  public OutboundPolicy(String allowed) {
    for (String entry : allowed.split(",", -1)) {
      String trimmed = entry.strip().toLowerCase(Locale.ROOT);
      if (trimmed.isEmpty()) continue;
      if (looksLikeAddress(trimmed)) ranges.add(Range.of(trimmed));
      else hosts.add(trimmed);
    }
  }

  private static boolean looksLikeAddress(String text) {
    return text.contains(":") || text.contains("/") || text.matches("[0-9.]+");
  }

  /** Whether a host that resolved to this address may be reached. */
  public boolean allows(String host, InetAddress address) {
    InetAddress real = unmapped(address);
    if (hosts.contains(host.toLowerCase(Locale.ROOT))) return true;
    if (ranges.stream().anyMatch(r -> r.contains(real))) return true;
    return SPECIAL.stream().noneMatch(r -> r.contains(real));
  }

  /** An IPv4 address that is dressed up as an IPv6 one is judged as what it is. */
  private static InetAddress unmapped(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address || !(address instanceof Inet6Address)) return address;
    boolean mapped = bytes[10] == -1 && bytes[11] == -1;
    for (int i = 0; i < 10 && mapped; i++) mapped = bytes[i] == 0;
    if (!mapped) return address;
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
