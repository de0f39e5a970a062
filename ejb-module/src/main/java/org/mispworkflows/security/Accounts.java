package org.mispworkflows.security;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mispworkflows.config.Settings;

/** The accounts of the console. */
@Stateless
public class Accounts {

  @PersistenceContext private EntityManager em;
  @Inject private Settings settings;
  @Inject private Passwords passwords;

  /**
   * Checks a password.
   *
   * @return the account; empty when there is none, it is disabled or locked, or the password is
   *     wrong: nobody is told which
   */
  public Optional<Account> authenticate(String login, String password) {
    Instant now = Instant.now();
    Optional<Account> found = find(login);
    if (found.isEmpty()) {
      passwords.pretendToVerify(password);
      return Optional.empty();
    }
    Account account = found.get();
    em.lock(account, LockModeType.PESSIMISTIC_WRITE);
    if (account.isDisabled() || account.isLocked(now)) return Optional.empty();
    if (passwords.verify(password, account.getPasswordHash())) {
      account.loggedIn();
      return found;
    }
    account.loginFailed(
        settings.get(Settings.LOGIN_ATTEMPTS), now.plus(settings.get(Settings.LOGIN_LOCK)));
    return Optional.empty();
  }

  /** One account. */
  public Optional<Account> find(String login) {
    return em.createQuery("select a from Account a where a.login = :login", Account.class)
        .setParameter("login", login)
        .getResultStream()
        .findFirst();
  }

  /**
   * The account behind the name of a caller, as records have it: a login, or what {@link
   * ApiKey#getCaller} says, whose account is the key's owner. Empty when there is none, or it is
   * disabled.
   */
  public Optional<Account> behind(String caller) {
    return find(caller).or(() -> ownerOfKey(caller)).filter(account -> !account.isDisabled());
  }

  private Optional<Account> ownerOfKey(String caller) {
    return em.createQuery(
            "select k.account from ApiKey k where concat('key ', k.label, ' of ', k.account.login) = :caller order by k.id",
            Account.class)
        .setParameter("caller", caller)
        .getResultStream()
        .findFirst();
  }

  /** Whether there is none yet: the database is new. */
  public boolean isEmpty() {
    return em.createQuery("select count(a) from Account a", Long.class).getSingleResult() == 0;
  }

  /** The mail addresses of the accounts that can log in. */
  public List<String> emails() {
    return em.createQuery(
            "select a.email from Account a where a.disabled = false order by a.id", String.class)
        .getResultList();
  }

  /** The mail addresses of the admins that can log in. */
  public List<String> adminEmails() {
    return em.createQuery(
            "select a.email from Account a where a.disabled = false and a.role = :role order by a.id",
            String.class)
        .setParameter("role", Role.ADMIN)
        .getResultList();
  }

  /** Creates an account. */
  public Account create(
      String login, String email, String password, Role role, boolean mustChange) {
    Account account = new Account(login, email, "", role);
    account.setPassword(passwords.hash(password), mustChange);
    em.persist(account);
    return account;
  }

  /**
   * Sets a new password.
   *
   * @return whether the old one was right
   */
  public boolean changePassword(String login, String oldPassword, String newPassword) {
    Optional<Account> account = authenticate(login, oldPassword);
    account.ifPresent(a -> a.setPassword(passwords.hash(newPassword), false));
    return account.isPresent();
  }
}
