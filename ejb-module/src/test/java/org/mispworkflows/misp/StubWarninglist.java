package org.mispworkflows.misp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/** A warninglist with its entries. */
final class StubWarninglist {

  private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]+");

  private final Map<String, @Nullable Object> fields;
  private final int unlisted;
  private final List<Map<String, @Nullable Object>> entries = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> types = new ArrayList<>();

  /**
   * A list without entries.
   *
   * @param fields its columns
   * @param unlisted how many entries it has that no recording shows
   */
  StubWarninglist(Map<String, @Nullable Object> fields, int unlisted) {
    this.fields = fields;
    this.unlisted = unlisted;
  }

  Map<String, @Nullable Object> fields() {
    return fields;
  }

  /** {@code {id, value, warninglist_id, comment}}. */
  List<Map<String, @Nullable Object>> entries() {
    return entries;
  }

  /** The attribute types that it is for: {@code {id, type, warninglist_id}}. */
  List<Map<String, @Nullable Object>> types() {
    return types;
  }

  String id() {
    return text("id");
  }

  String name() {
    return text("name");
  }

  String text(String field) {
    return StubTree.text(fields, field);
  }

  boolean isEnabled() {
    return Loose.truthy(fields.get("enabled"));
  }

  boolean isDefault() {
    return Loose.truthy(fields.get("default"));
  }

  /** As the index shows it. */
  Map<String, @Nullable Object> row() {
    Map<String, @Nullable Object> row = StubTree.without(fields);
    row.put("warninglist_entry_count", Integer.toString(unlisted + entries.size()));
    row.put("valid_attributes", String.join(", ", typeNames()));
    return row;
  }

  List<String> typeNames() {
    return types.stream().map(type -> StubTree.text(type, "type")).toList();
  }

  List<String> values() {
    return entries.stream().map(entry -> StubTree.text(entry, "value")).toList();
  }

  /** The entry that a value matches. */
  Optional<String> match(String value) {
    return values().stream()
        .filter(entry -> matches(entry, value))
        .findFirst()
        .map(entry -> text("type").equals("cidr") && !entry.contains("/") ? entry + "/32" : entry);
  }

  private boolean matches(String entry, String value) {
    String e = entry.toLowerCase(Locale.ROOT);
    String v = value.toLowerCase(Locale.ROOT);
    return switch (text("type")) {
      case "cidr" -> isAddress(v) && isInNetwork(e, v);
      case "hostname" -> v.equals(e) || v.endsWith("." + e);
      case "substring" -> v.contains(e);
      default -> v.equals(e);
    };
  }

  /** Whether a text is an IP address or a network. */
  static boolean isAddress(String text) {
    String host = text.contains("/") ? text.substring(0, text.indexOf('/')) : text;
    return bytes(host).length > 0;
  }

  private static boolean isInNetwork(String network, String address) {
    String[] parts = network.split("/", 2);
    byte[] base = bytes(parts[0]);
    byte[] other = bytes(address);
    if (base.length == 0 || base.length != other.length) return false;
    int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : base.length * 8;
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((base[bit / 8] & mask) != (other[bit / 8] & mask)) return false;
    }
    return true;
  }

  /** Of an address in digits; empty if it is none, so that no name is looked up. */
  private static byte[] bytes(String address) {
    if (!ADDRESS.matcher(address).matches()) return new byte[0];
    boolean plain = address.contains(":") || Arrays.asList(address.split("\\.", -1)).size() == 4;
    if (!plain) return new byte[0];
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0]; // four numbers, but not those of an address
    }
  }
}
