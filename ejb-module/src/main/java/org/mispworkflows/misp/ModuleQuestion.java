package org.mispworkflows.misp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a module of the misp-modules service is asked.
 *
 * @param module that is asked
 * @param body what it is sent, its name included
 * @param key what makes two questions the same, so that results can be given again; empty: each is
 *     asked anew
 */
public record ModuleQuestion(MispModule module, Map<String, @Nullable Object> body, String key) {

  /** Has it do something. */
  public static ModuleQuestion order(MispModule module, Map<String, @Nullable Object> rest) {
    return new ModuleQuestion(module, body(module, rest), "");
  }

  /**
   * Asks it about something.
   *
   * @param sameness all that its results depend on, besides the module
   */
  public static ModuleQuestion lookUp(
      MispModule module, Map<String, @Nullable Object> rest, List<Object> sameness) {
    return new ModuleQuestion(
        module, body(module, rest), digest(Answers.bytes(List.of(module.name(), sameness))));
  }

  /** Values may be long, and settings are secrets. */
  private static String digest(byte[] key) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }

  private static Map<String, @Nullable Object> body(
      MispModule module, Map<String, @Nullable Object> rest) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("module", module.name());
    body.putAll(rest);
    return body;
  }

  /** Whether nothing but knowledge comes of it. */
  public boolean isLookUp() {
    return !key.isEmpty();
  }
}
