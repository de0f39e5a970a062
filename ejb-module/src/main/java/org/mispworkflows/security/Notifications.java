package org.mispworkflows.security;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/**
 * The messages that runs leave for people. They wait until their person dismisses them. Who a
 * person is, is told by the name of a caller, see {@link Accounts#behind}.
 */
@Stateless
public class Notifications {

  /** How many wait for one person; older ones go. */
  public static final int KEPT = 100;

  @PersistenceContext private EntityManager em;
  @Inject private Accounts accounts;

  /**
   * Leaves a message.
   *
   * @return the login of the person; empty: nobody by that name has an account that can log in
   */
  public Optional<String> leave(String caller, Notification.Message message) {
    Optional<Account> person = accounts.behind(caller);
    person.ifPresent(account -> leave(account, message));
    return person.map(Account::getLogin);
  }

  private void leave(Account account, Notification.Message message) {
    em.refresh(account, LockModeType.PESSIMISTIC_WRITE); // else two at a time exceed the limit
    em.persist(new Notification(account, message));
    em.flush();
    waiting(account, KEPT, 1).forEach(oldest -> delete(account, oldest.getId()));
  }

  /** The messages that wait for a person, the newest first. */
  public List<Notification> waiting(String caller) {
    return accounts.behind(caller).map(account -> waiting(account, 0, KEPT)).orElse(List.of());
  }

  private List<Notification> waiting(Account account, int offset, int limit) {
    return em.createQuery(
            "select n from Notification n where n.account = :account order by n.id desc",
            Notification.class)
        .setParameter("account", account)
        .setFirstResult(offset)
        .setMaxResults(limit)
        .getResultList();
  }

  /**
   * Dismisses a message.
   *
   * @return whether it waited for this person
   */
  public boolean dismiss(String caller, long id) {
    return accounts
        .behind(caller)
        .map(
            account ->
                em.createQuery(
                        "delete from Notification n where n.account = :account and n.id = :id")
                    .setParameter("account", account)
                    .setParameter("id", id)
                    .executeUpdate())
        .filter(deleted -> deleted > 0)
        .isPresent();
  }

  /** Dismisses a message and all older ones of the same person; newer ones stay. */
  public void dismissUpTo(String caller, long id) {
    accounts.behind(caller).ifPresent(account -> delete(account, id));
  }

  private void delete(Account account, long upTo) {
    em.createQuery("delete from Notification n where n.account = :account and n.id <= :id")
        .setParameter("account", account)
        .setParameter("id", upTo)
        .executeUpdate();
  }
}
