package org.mispworkflows.workflow;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;

/** What runs when its trigger fires. */
@Entity
@Table(name = "workflow")
public class Workflow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "id")
  private long id;

  @Column(name = "uuid", length = 36, nullable = false)
  private String uuid;

  @Column(name = "name", length = 190, nullable = false)
  private String name;

  @Column(name = "description", length = 4000, nullable = false)
  private String description;

  @Column(name = "trigger_id", length = 190, nullable = false)
  private String triggerId;

  @Column(name = "exclusive_trigger", length = 190)
  private @Nullable String exclusiveTrigger;

  @Column(name = "data", length = Length.LONG32, nullable = false)
  private String data;

  @Column(name = "modified_at", nullable = false)
  private Instant modifiedAt;

  @Column(name = "revision", nullable = false)
  private int revision;

  @Column(name = "run_counter", nullable = false, updatable = false)
  private long counter;

  @Column(name = "enabled", nullable = false)
  private boolean enabled = true;

  @Column(name = "debug_enabled", nullable = false)
  private boolean debugEnabled;

  @Version
  @Column(name = "version", nullable = false)
  private long version;

  /** For JPA. */
  protected Workflow() {
    this("");
  }

  Workflow(String triggerId) {
    this.uuid = UUID.randomUUID().toString();
    this.name = "";
    this.description = "";
    this.triggerId = triggerId;
    this.exclusiveTrigger = triggerId;
    this.data = "[]";
    this.modifiedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** Takes a new content; each save is a revision. */
  void revise(String name, String description, String data) {
    this.name = name;
    this.description = description;
    this.data = data;
    this.modifiedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    this.revision++;
  }

  /** The key of the row; the id that MISP's error texts name. */
  public long getId() {
    return id;
  }

  /** Stays the same wherever the workflow is copied to. */
  public String getUuid() {
    return uuid;
  }

  /** For people. */
  public String getName() {
    return name;
  }

  /** For people; may be empty. */
  public String getDescription() {
    return description;
  }

  /** What starts it. */
  public String getTriggerId() {
    return triggerId;
  }

  /** The graph, as JSON text. */
  public String getData() {
    return data;
  }

  /** When its content was last saved. */
  public Instant getModifiedAt() {
    return modifiedAt;
  }

  /** The number of its latest revision, from 1. */
  public int getRevision() {
    return revision;
  }

  /** How often it was run. */
  public long getCounter() {
    return counter;
  }

  /** Whether its trigger starts it. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Whether data is kept before and after each node. */
  public boolean isDebugEnabled() {
    return debugEnabled;
  }

  /** Goes up at each change; what an ETag is made of. */
  public long getVersion() {
    return version;
  }

  void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  void setDebugEnabled(boolean debugEnabled) {
    this.debugEnabled = debugEnabled;
  }
}
