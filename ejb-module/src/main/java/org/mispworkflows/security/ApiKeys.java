package org.mispworkflows.security;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** The keys with which programs call the API. */
@Stateless
public class ApiKeys {

  /** As long as MISP's. */
  public static final int LENGTH = 40;

  @PersistenceContext private EntityManager em;

  /** The key that a caller shows; empty when it is unknown, expired, or its owner is disabled. */
  public Optional<ApiKey> authenticate(String key) {
    if (key.length() != LENGTH) return Optional.empty();
    Instant now = Instant.now();
    Optional<ApiKey> found =
        em.createQuery(
                "select k from ApiKey k join fetch k.account where k.hash = :hash", ApiKey.class)
            .setParameter("hash", hash(key))
            .getResultStream()
            .findFirst()
            .filter(k -> k.isUsable(now));
    found.filter(k -> k.isStale(now)).ifPresent(k -> noteUse(k, now));
    return found;
  }

  private void noteUse(ApiKey key, Instant now) {
    em.createQuery("update ApiKey k set k.lastUsedAt = :now where k = :key")
        .setParameter("now", now)
        .setParameter("key", key)
        .executeUpdate();
  }

  /** Stores a key; the clear text is not kept. */
  public void create(String key, String label, Role role, Account owner) {
    if (key.length() != LENGTH) {
      throw new IllegalArgumentException(
          "an API key has " + LENGTH + " characters, not " + key.length());
    }
    em.persist(new ApiKey(hash(key), label, role, em.getReference(Account.class, owner.getId())));
  }

  /** A key is long and random, so a plain hash keeps it safe. */
  private static String hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
