package org.mispworkflows.run;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.Journal;
import org.mispworkflows.engine.Outcome;
import org.mispworkflows.workflow.Workflows;

/**
 * The run records: accepted, claimed, finished, looked up. Each step is a transaction of its own.
 */
@Stateless
public class Runs {

  @PersistenceContext private EntityManager em;
  @Inject private Workflows workflows;
  @Inject private ServerNode node;

  /**
   * Which runs somebody wants to see; null or empty: whatever.
   *
   * @param text in the subject, or a run's id
   * @param triggerId what fired
   * @param workflowId what ran
   * @param status how far
   * @param outcome how it ended
   */
  public record Filter(
      String text,
      String triggerId,
      @Nullable Long workflowId,
      Run.@Nullable Status status,
      @Nullable Outcome outcome) {

    /** Every run. */
    public static final Filter ALL = new Filter("", "", null, null, null);
  }

  /**
   * Accepts a run: from here on it isn't lost. One that somebody waits for begins at once; others
   * are queued.
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public Run accept(Run.Request request, Map<String, @Nullable Object> payload) {
    Run run = new Run(request, Payloads.pack(payload));
    if (request.blocking()) run.begin(node.name());
    em.persist(run);
    if (request.parentId() == null) workflows.countRun(request.workflowId());
    em.flush();
    return run;
  }

  /** Takes a queued run; empty when another node or thread has it already. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public Optional<Run> claim(long id) {
    int claimed =
        em.createQuery(
                "update Run r set r.status = :running, r.startedAt = :now, r.nodeName = :node, r.attempts = r.attempts + 1"
                    + " where r.id = :id and r.status = :queued")
            .setParameter("running", Run.Status.RUNNING)
            .setParameter("now", Instant.now())
            .setParameter("node", node.name())
            .setParameter("id", id)
            .setParameter("queued", Run.Status.QUEUED)
            .executeUpdate();
    return claimed == 0 ? Optional.empty() : find(id);
  }

  /** Writes down how a run ended. A run that is done already stays as it is. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void finish(long id, Outcome outcome, List<String> errors, List<Journal.Entry> entries) {
    int finished =
        em.createQuery(
                "update Run r set r.status = :done, r.outcome = :outcome, r.errors = :errors, r.endedAt = :now"
                    + " where r.id = :id and r.status = :running")
            .setParameter("done", Run.Status.DONE)
            .setParameter("outcome", outcome)
            .setParameter("errors", errors.isEmpty() ? null : Json.write(errors))
            .setParameter("now", Instant.now())
            .setParameter("id", id)
            .setParameter("running", Run.Status.RUNNING)
            .executeUpdate();
    if (finished == 0) return;
    int seq = 0;
    for (Journal.Entry entry : entries) em.persist(new RunStep(id, ++seq, entry));
  }

  /** One run. */
  public Optional<Run> find(long id) {
    return Optional.ofNullable(em.find(Run.class, id));
  }

  /** The payload that a run was started with. */
  public Optional<Map<String, @Nullable Object>> payload(long id) {
    return find(id).map(run -> Payloads.unpack(run.getPayload()));
  }

  /** What a run did, node by node. */
  public List<RunStep> steps(long id) {
    return em.createQuery(
            "select s from RunStep s where s.runId = :id order by s.seq", RunStep.class)
        .setParameter("id", id)
        .getResultList();
  }

  /** How many nodes these runs executed; runs without any are left out. */
  public Map<Long, Long> stepCounts(Collection<Long> ids) {
    if (ids.isEmpty()) return Map.of();
    return em.createQuery(
            "select s.runId, count(s) from RunStep s where s.runId in :ids group by s.runId",
            Object[].class)
        .setParameter("ids", ids)
        .getResultStream()
        .collect(Collectors.toMap(row -> (Long) row[0], row -> (Long) row[1]));
  }

  /** The runs that a filter shows, newest first. */
  public List<Run> list(Filter filter, int offset, int limit) {
    CriteriaBuilder cb = em.getCriteriaBuilder();
    CriteriaQuery<Run> query = cb.createQuery(Run.class);
    Root<Run> run = query.from(Run.class);
    query.select(run).where(predicates(filter, cb, run)).orderBy(cb.desc(run.get("id")));
    TypedQuery<Run> typed = em.createQuery(query);
    return typed.setFirstResult(offset).setMaxResults(limit).getResultList();
  }

  /** How many runs a filter shows. */
  public long count(Filter filter) {
    CriteriaBuilder cb = em.getCriteriaBuilder();
    CriteriaQuery<Long> query = cb.createQuery(Long.class);
    Root<Run> run = query.from(Run.class);
    query.select(cb.count(run)).where(predicates(filter, cb, run));
    return em.createQuery(query).getSingleResult();
  }

  private static Predicate[] predicates(Filter filter, CriteriaBuilder cb, Root<Run> run) {
    List<Predicate> all = new ArrayList<>();
    if (!filter.triggerId().isEmpty()) all.add(cb.equal(run.get("triggerId"), filter.triggerId()));
    if (filter.workflowId() != null) all.add(cb.equal(run.get("workflowId"), filter.workflowId()));
    if (filter.status() != null) all.add(cb.equal(run.get("status"), filter.status()));
    if (filter.outcome() != null) all.add(cb.equal(run.get("outcome"), filter.outcome()));
    String text = filter.text().strip();
    if (!text.isEmpty()) {
      String pattern =
          "%"
              + text.toLowerCase(Locale.ROOT)
                  .replace("\\", "\\\\")
                  .replace("%", "\\%")
                  .replace("_", "\\_")
              + "%";
      Predicate inSubject = cb.like(cb.lower(run.get("subject")), pattern, '\\');
      all.add(
          text.matches("\\d{1,18}")
              ? cb.or(inSubject, cb.equal(run.get("id"), Long.parseLong(text)))
              : inSubject);
    }
    return all.toArray(Predicate[]::new);
  }

  /** The queued runs that nobody took for a while: their wake-up message may be lost. */
  public List<Long> waitingSince(Instant before, int limit) {
    return em.createQuery(
            "select r.id from Run r where r.status = :queued and r.createdAt < :before order by r.createdAt",
            Long.class)
        .setParameter("queued", Run.Status.QUEUED)
        .setParameter("before", before)
        .setMaxResults(limit)
        .getResultList();
  }

  /**
   * After a restart: queues the runs again that this node was in the middle of, and ends those
   * whose caller is gone.
   *
   * @return how many were queued again
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public int recover() {
    em.createQuery(
            "update Run r set r.status = :done, r.outcome = :failure, r.errors = :why, r.endedAt = :now"
                + " where r.status = :running and r.nodeName = :node and r.blocking = true")
        .setParameter("done", Run.Status.DONE)
        .setParameter("failure", Outcome.FAILURE)
        .setParameter(
            "why", Json.write(List.of("The server stopped while the run was in progress.")))
        .setParameter("now", Instant.now())
        .setParameter("running", Run.Status.RUNNING)
        .setParameter("node", node.name())
        .executeUpdate();
    return em.createQuery(
            "update Run r set r.status = :queued where r.status = :running and r.nodeName = :node and r.blocking = false")
        .setParameter("queued", Run.Status.QUEUED)
        .setParameter("running", Run.Status.RUNNING)
        .setParameter("node", node.name())
        .executeUpdate();
  }
}
