package org.mispworkflows.workflow;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.Length;

/** The content of a workflow at one save. Never changes. */
@Entity
@Table(name = "workflow_revision")
public class WorkflowRevision {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "id")
  private long id;

  @Column(name = "workflow_id", nullable = false)
  private long workflowId;

  @Column(name = "number", nullable = false)
  private int number;

  @Column(name = "name", length = 190, nullable = false)
  private String name;

  @Column(name = "description", length = 4000, nullable = false)
  private String description;

  @Column(name = "data", length = Length.LONG32, nullable = false)
  private String data;

  @Column(name = "author", length = 190, nullable = false)
  private String author;

  @Column(name = "comment_text", length = 1000, nullable = false)
  private String comment;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt;

  /** For JPA. */
  protected WorkflowRevision() {
    this(new Workflow(), "", "");
  }

  WorkflowRevision(Workflow workflow, String author, String comment) {
    this.workflowId = workflow.getId();
    this.number = workflow.getRevision();
    this.name = workflow.getName();
    this.description = workflow.getDescription();
    this.data = workflow.getData();
    this.author = author;
    this.comment = comment;
    this.createdAt = workflow.getModifiedAt();
  }

  /** Of which workflow. */
  public long getWorkflowId() {
    return workflowId;
  }

  /** From 1. */
  public int getNumber() {
    return number;
  }

  /** The workflow's name at that time. */
  public String getName() {
    return name;
  }

  /** The workflow's description at that time. */
  public String getDescription() {
    return description;
  }

  /** The graph, as JSON text. */
  public String getData() {
    return data;
  }

  /** Who saved it. */
  public String getAuthor() {
    return author;
  }

  /** What the author said about it; may be empty. */
  public String getComment() {
    return comment;
  }

  /** When it was saved. */
  public Instant getCreatedAt() {
    return createdAt;
  }
}
