package org.mispworkflows.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.security.SecureRandom;
import java.util.Map;

/** Hashes passwords with PBKDF2, as Jakarta Security offers it. */
@ApplicationScoped
public class Passwords {

  /** Letters and digits that nobody confuses. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject private Pbkdf2PasswordHash pbkdf2;
  private String dummyHash = "";

  @PostConstruct
  void initialize() {
    pbkdf2.initialize(
        Map.of(
            "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
            "Pbkdf2PasswordHash.Iterations", "210000",
            "Pbkdf2PasswordHash.SaltSizeBytes", "32"));
    dummyHash = hash(random(20));
  }

  /** Random letters and digits. */
  public static String random(int length) {
    return RANDOM
        .ints(length, 0, ALPHABET.length())
        .collect(StringBuilder::new, (s, i) -> s.append(ALPHABET.charAt(i)), StringBuilder::append)
        .toString();
  }

  String hash(String password) {
    return pbkdf2.generate(password.toCharArray());
  }

  boolean verify(String password, String hash) {
    return pbkdf2.verify(password.toCharArray(), hash);
  }

  /** Takes the time of a check, so that a caller can't tell whether an account exists. */
  void pretendToVerify(String password) {
    boolean unused = verify(password, dummyHash);
  }
}
