package org.mispworkflows.misp;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.security.Vault;

/** The MISP instances that an admin has set up. At most one is the default. */
@Stateless
public class MispInstances {

  @PersistenceContext private EntityManager em;
  @Inject private Vault vault;

  /** All, by name. */
  public List<MispInstance> all() {
    return em.createQuery("select i from MispInstance i order by i.name", MispInstance.class)
        .getResultList();
  }

  /** One. */
  public Optional<MispInstance> find(long id) {
    return Optional.ofNullable(em.find(MispInstance.class, id));
  }

  /** One, by name. */
  public Optional<MispInstance> named(String name) {
    return em.createQuery("select i from MispInstance i where i.name = :name", MispInstance.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  /** The one that runs use that name none: the default, or the only one; it must be enabled. */
  public Optional<MispInstance> standard() {
    List<MispInstance> enabled =
        em.createQuery(
                "select i from MispInstance i where i.enabled = true order by i.standard desc, i.id",
                MispInstance.class)
            .setMaxResults(2)
            .getResultList();
    if (enabled.isEmpty()) return Optional.empty();
    MispInstance first = enabled.get(0);
    return first.isStandard() || enabled.size() == 1 ? Optional.of(first) : Optional.empty();
  }

  /**
   * Adds one.
   *
   * @param key of a user there
   */
  public MispInstance create(MispInstance.Details details, String key) {
    MispInstance instance = new MispInstance();
    instance.change(details);
    instance.keySealedAs(vault.seal(key));
    if (details.standard()) onlyDefault(null);
    em.persist(instance);
    em.flush();
    return instance;
  }

  /**
   * Changes one.
   *
   * @param key a new one; null: the old one stays
   * @return empty when it is gone
   */
  public Optional<MispInstance> change(
      long id, MispInstance.Details details, @Nullable String key) {
    MispInstance instance = em.find(MispInstance.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (instance == null) return Optional.empty();
    instance.change(details);
    if (key != null) instance.keySealedAs(vault.seal(key));
    if (details.standard()) onlyDefault(id);
    em.flush();
    return Optional.of(instance);
  }

  private void onlyDefault(@Nullable Long id) {
    for (MispInstance other : all()) {
      if (id == null || other.getId() != id) other.noLongerStandard();
    }
  }

  /** Removes one; whether it was there. */
  public boolean delete(long id) {
    MispInstance instance = em.find(MispInstance.class, id);
    if (instance == null) return false;
    em.remove(instance);
    return true;
  }
}
