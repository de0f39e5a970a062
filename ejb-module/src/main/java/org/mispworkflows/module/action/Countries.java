package org.mispworkflows.module.action;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The countries of ISO 3166: their codes of two letters and their English names. */
final class Countries {

  private static final Map<String, String> NAME_BY_CODE = new HashMap<>();

  static {
    Arrays.stream(Locale.getISOCountries())
        .forEach(
            code -> NAME_BY_CODE.put(code, new Locale("", code).getDisplayCountry(Locale.ENGLISH)));
  }

  private Countries() {}

  /** The name for a code in any case; any other text stays as it is. */
  static String named(String text) {
    return NAME_BY_CODE.getOrDefault(text.toUpperCase(Locale.ROOT), text);
  }

  /** Whether a text is a code as it is written: in capitals. */
  static boolean isCode(String text) {
    return NAME_BY_CODE.containsKey(text);
  }

  /** Whether a text is a country's name, in any case. */
  static boolean isName(String text) {
    return NAME_BY_CODE.values().stream().anyMatch(text::equalsIgnoreCase);
  }
}
