package org.mispworkflows.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Somebody who can log in at the console. */
@Entity
@Table(name = "account")
public class Account {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "id")
  private long id;

  @Column(name = "login", length = 190, nullable = false)
  private String login;

  @Column(name = "email", length = 190, nullable = false)
  private String email;

  @Column(name = "password_hash", length = 500, nullable = false)
  private String passwordHash;

  @Enumerated(EnumType.STRING)
  @Column(name = "role", length = 20, nullable = false)
  private Role role;

  @Column(name = "disabled", nullable = false)
  private boolean disabled;

  @Column(name = "must_change_password", nullable = false)
  private boolean mustChangePassword;

  @Column(name = "failed_logins", nullable = false)
  private int failedLogins;

  @Column(name = "locked_until")
  private @Nullable Instant lockedUntil;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt;

  @Version
  @Column(name = "version", nullable = false)
  private long version;

  /** For JPA. */
  protected Account() {
    this("", "", "", Role.VIEWER);
  }

  Account(String login, String email, String passwordHash, Role role) {
    this.login = login;
    this.email = email;
    this.passwordHash = passwordHash;
    this.role = role;
    this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** The key of the row. */
  public long getId() {
    return id;
  }

  /** The name that is typed at the login. */
  public String getLogin() {
    return login;
  }

  /** Where mails to this account go. */
  public String getEmail() {
    return email;
  }

  /** What the account may do. */
  public Role getRole() {
    return role;
  }

  /** Whether it can't log in and gets no mail. */
  public boolean isDisabled() {
    return disabled;
  }

  /** Whether the next thing to do is to set a password. */
  public boolean isMustChangePassword() {
    return mustChangePassword;
  }

  String getPasswordHash() {
    return passwordHash;
  }

  void setPassword(String hash, boolean mustChange) {
    passwordHash = hash;
    mustChangePassword = mustChange;
    failedLogins = 0;
    lockedUntil = null;
  }

  boolean isLocked(Instant now) {
    return lockedUntil != null && lockedUntil.isAfter(now);
  }

  void loginFailed(int maxAttempts, Instant lockUntil) {
    failedLogins++;
    if (failedLogins < maxAttempts) return;
    failedLogins = 0;
    lockedUntil = lockUntil;
  }

  void loggedIn() {
    failedLogins = 0;
    lockedUntil = null;
  }
}
