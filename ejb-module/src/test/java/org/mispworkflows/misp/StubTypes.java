package org.mispworkflows.misp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/** MISP's attribute types: what they are by default and what their values look like. */
final class StubTypes {

  private static final Map<String, Integer> CHECKSUMS =
      Map.of("md5", 32, "sha1", 40, "sha224", 56, "sha256", 64, "sha384", 96, "sha512", 128);

  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  private Map<String, @Nullable Object> described = StubTree.of();

  /** What {@code /attributes/describeTypes} says. */
  void described(Map<String, @Nullable Object> types) {
    described = types;
  }

  Map<String, @Nullable Object> described() {
    return described;
  }

  /** The category that an attribute has when none is named. */
  String category(String type) {
    return StubTree.text(defaults(type), "default_category");
  }

  /** Whether an attribute has the IDS flag when nothing is said of it. */
  boolean isForDetection(String type) {
    return Loose.truthy(defaults(type).get("to_ids"));
  }

  /** What is wrong with an attribute: {@code {"value":["…"]}}; empty: nothing. */
  Map<String, @Nullable Object> errors(String type, String value) {
    if (defaults(type).isEmpty()) return error("type", "Options depend on the selected category.");
    if (value.isEmpty()) return error("value", "Value not set.");
    Integer digits = CHECKSUMS.get(type);
    if (digits != null && !isChecksum(value, digits)) {
      return error(
          "value",
          "Checksum has an invalid length or format (expected: "
              + digits
              + " hexadecimal characters). Please double check the value or select type \"other\".");
    }
    if ((type.equals("ip-src") || type.equals("ip-dst")) && !StubWarninglist.isAddress(value))
      return error("value", "IP address has an invalid format.");
    return StubTree.of();
  }

  static Map<String, @Nullable Object> error(String field, String message) {
    return StubTree.of(field, List.of(message));
  }

  private static boolean isChecksum(String value, int digits) {
    return value.length() == digits && HEX.matcher(value.toLowerCase(Locale.ROOT)).matches();
  }

  private Map<String, @Nullable Object> defaults(String type) {
    Object defaults = StubTree.map(described.get("result")).get("sane_defaults");
    return StubTree.map(StubTree.map(defaults).get(type));
  }
}
