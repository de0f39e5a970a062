package org.mispworkflows.workflow;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.graph.GraphNode;

/** Stores workflows. Every save is checked and becomes a revision; a stale one is refused. */
@Stateless
public class Workflows {

  @PersistenceContext private EntityManager em;
  @Inject private Plans plans;
  @Inject private ModuleCatalog catalog;

  /**
   * What somebody wants to save.
   *
   * @param name for people
   * @param description for people
   * @param data the graph, a tree
   * @param author who saves it
   * @param comment why; may be empty
   */
  public record Draft(
      String name, String description, @Nullable Object data, String author, String comment) {}

  /** All workflows, by id. */
  public List<Workflow> all() {
    return em.createQuery("select w from Workflow w order by w.id", Workflow.class).getResultList();
  }

  /** One workflow. */
  public Optional<Workflow> find(long id) {
    return Optional.ofNullable(em.find(Workflow.class, id));
  }

  /** The workflow that a trigger starts. */
  public Optional<Workflow> ofTrigger(String triggerId) {
    return em.createQuery(
            "select w from Workflow w where w.triggerId = :trigger order by w.id", Workflow.class)
        .setParameter("trigger", triggerId)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /** The revisions of a workflow, newest first. */
  public List<WorkflowRevision> revisions(long id) {
    return em.createQuery(
            "select r from WorkflowRevision r where r.workflowId = :id order by r.number desc",
            WorkflowRevision.class)
        .setParameter("id", id)
        .getResultList();
  }

  /** One revision of a workflow. */
  public Optional<WorkflowRevision> revision(long id, int number) {
    return em.createQuery(
            "select r from WorkflowRevision r where r.workflowId = :id and r.number = :number",
            WorkflowRevision.class)
        .setParameter("id", id)
        .setParameter("number", number)
        .getResultStream()
        .findFirst();
  }

  /**
   * Everything that is wrong or odd in a graph.
   *
   * @param triggerId that the workflow belongs to; empty: any
   */
  public List<Finding> check(@Nullable Object data, String triggerId) {
    Graph graph = Graph.of(data);
    List<Finding> findings = new ArrayList<>(plans.check(graph));
    for (GraphNode trigger : graph.triggers()) {
      if (triggerId.isEmpty() || trigger.moduleId().equals(triggerId)) continue;
      findings.add(
          Finding.error(
              "wrong-trigger",
              trigger.label()
                  + " is the trigger `"
                  + trigger.moduleId()
                  + "`, but the workflow belongs to `"
                  + triggerId
                  + "`.",
              trigger.id()));
    }
    return findings;
  }

  /**
   * Creates a workflow; it is enabled, its trigger isn't until somebody enables it.
   *
   * @throws InvalidWorkflowException when the graph or a field is wrong, or the trigger has a
   *     workflow already
   */
  public Workflow create(String triggerId, Draft draft) {
    List<Finding> findings = new ArrayList<>(check(draft.data(), triggerId));
    if (catalog.trigger(triggerId).isEmpty()) {
      findings.add(Finding.error("unknown-trigger", "There is no trigger `" + triggerId + "`."));
    }
    ofTrigger(triggerId)
        .ifPresent(
            other ->
                findings.add(
                    Finding.error(
                        "trigger-taken",
                        "The trigger `"
                            + triggerId
                            + "` already starts workflow "
                            + other.getId()
                            + " ("
                            + other.getName()
                            + "); edit or delete that one.")));
    refuse(draft, findings);
    Workflow workflow = new Workflow(triggerId);
    workflow.revise(draft.name().strip(), draft.description(), Json.write(draft.data()));
    em.persist(workflow);
    em.flush();
    em.persist(new WorkflowRevision(workflow, draft.author(), draft.comment()));
    return workflow;
  }

  /**
   * Saves a new revision.
   *
   * @param expectedVersion the version that the edit began with; null: whatever is there
   * @throws UnknownWorkflowException when there is none
   * @throws StaleWorkflowException when somebody else saved in the meantime
   * @throws InvalidWorkflowException when the graph or a field is wrong
   */
  public Workflow save(long id, @Nullable Long expectedVersion, Draft draft) {
    Workflow workflow = existing(id, expectedVersion);
    refuse(draft, check(draft.data(), workflow.getTriggerId()));
    workflow.revise(draft.name().strip(), draft.description(), Json.write(draft.data()));
    em.persist(new WorkflowRevision(workflow, draft.author(), draft.comment()));
    em.flush();
    return workflow;
  }

  /** Makes an old revision the newest again. */
  public Workflow restore(long id, int number, String author) {
    Workflow workflow = existing(id, null);
    WorkflowRevision old = revision(id, number).orElseThrow(() -> new UnknownWorkflowException(id));
    String comment = "Restored revision " + number;
    return save(
        workflow.getId(),
        null,
        new Draft(old.getName(), old.getDescription(), Json.parse(old.getData()), author, comment));
  }

  /** Switches a workflow on or off. */
  public Workflow enable(long id, boolean enabled) {
    Workflow workflow = existing(id, null);
    workflow.setEnabled(enabled);
    em.flush();
    return workflow;
  }

  /** Switches debug mode on or off. */
  public Workflow debug(long id, boolean enabled) {
    Workflow workflow = existing(id, null);
    workflow.setDebugEnabled(enabled);
    em.flush();
    return workflow;
  }

  /** Deletes a workflow and its revisions; its runs stay. */
  public void delete(long id, @Nullable Long expectedVersion) {
    Workflow workflow = existing(id, expectedVersion);
    em.createQuery("delete from WorkflowRevision r where r.workflowId = :id")
        .setParameter("id", id)
        .executeUpdate();
    em.remove(workflow);
  }

  /** Counts one run, exactly, whoever else counts at the same time. */
  public void countRun(long id) {
    em.createNativeQuery("update workflow set run_counter = run_counter + 1 where id = ?1")
        .setParameter(1, id)
        .executeUpdate();
  }

  private Workflow existing(long id, @Nullable Long expectedVersion) {
    Workflow workflow = em.find(Workflow.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (workflow == null) throw new UnknownWorkflowException(id);
    if (expectedVersion != null && expectedVersion != workflow.getVersion()) {
      throw new StaleWorkflowException(expectedVersion, workflow.getVersion());
    }
    return workflow;
  }

  private static void refuse(Draft draft, List<Finding> findings) {
    List<Finding> all = new ArrayList<>(findings);
    if (draft.name().isBlank()) all.add(Finding.error("no-name", "A workflow needs a name."));
    if (draft.name().length() > 190)
      all.add(Finding.error("long-name", "The name is longer than 190 characters."));
    if (draft.description().length() > 4000) {
      all.add(
          Finding.error("long-description", "The description is longer than 4,000 characters."));
    }
    if (draft.comment().length() > 1000) {
      all.add(Finding.error("long-comment", "The comment is longer than 1,000 characters."));
    }
    if (all.stream().anyMatch(Finding::isError)) throw new InvalidWorkflowException(all);
  }
}
