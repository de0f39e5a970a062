package org.mispworkflows.module.action;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request as the specification Standard Webhooks 1.0 says, with a symmetric secret: the
 * receiver can tell who sent it, that nobody changed it, and when.
 */
final class Signature {

  private static final String PREFIX = "whsec_";

  private Signature() {}

  /**
   * Refuses what is no secret: {@code whsec_} and 24 to 64 bytes in Base64.
   *
   * @throws IllegalArgumentException saying what is wrong with it, without showing it
   */
  static void requireSecret(String secret) {
    int length = key(secret).length;
    if (length < 24 || length > 64) {
      throw new IllegalArgumentException(
          "the signing secret has " + length + " bytes; it must have 24 to 64");
    }
  }

  private static byte[] key(String secret) {
    String text = secret.strip();
    try {
      return Base64.getDecoder()
          .decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the signing secret must be `whsec_` and 24 to 64 bytes in Base64", e);
    }
  }

  /** The three headers of a message with this body. */
  static Map<String, String> headers(String secret, byte[] body, Instant now) {
    String id = "msg_" + UUID.randomUUID();
    String time = Long.toString(now.getEpochSecond());
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(body);
    return Map.of(
        "webhook-id", id,
        "webhook-timestamp", time,
        "webhook-signature", "v1," + mac(key(secret), signed.toByteArray()));
  }

  private static String mac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(message));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HmacSHA256", e);
    }
  }
}
