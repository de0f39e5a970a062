package org.mispworkflows.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A key with which programs call the API; only its hash is stored. */
@Entity
@Table(name = "api_key")
public class ApiKey {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "id")
  private long id;

  @Column(name = "hash", length = 64, nullable = false)
  private String hash;

  @Column(name = "label", length = 190, nullable = false)
  private String label;

  @Enumerated(EnumType.STRING)
  @Column(name = "role", length = 20, nullable = false)
  private Role role;

  @ManyToOne(optional = false)
  private Account account;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  @Column(name = "last_used_at")
  private @Nullable Instant lastUsedAt;

  /** For JPA. */
  protected ApiKey() {
    this("", "", Role.VIEWER, new Account());
  }

  ApiKey(String hash, String label, Role role, Account account) {
    this.hash = hash;
    this.label = label;
    this.role = role;
    this.account = account;
    this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** What the key is for. */
  public String getLabel() {
    return label;
  }

  /** What it may do: never more than its owner. */
  public Role getRole() {
    return role.compareTo(account.getRole()) <= 0 ? role : account.getRole();
  }

  /** Who calls with it, for records. */
  public String getCaller() {
    return "key " + label + " of " + account.getLogin();
  }

  /** Whose key it is. */
  public Account getAccount() {
    return account;
  }

  boolean isUsable(Instant now) {
    return !account.isDisabled() && (expiresAt == null || expiresAt.isAfter(now));
  }

  /** Whether its last use was noted so long ago that it should be noted again. */
  boolean isStale(Instant now) {
    return lastUsedAt == null || Duration.between(lastUsedAt, now).toMinutes() >= 1;
  }
}
