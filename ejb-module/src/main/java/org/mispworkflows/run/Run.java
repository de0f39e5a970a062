package org.mispworkflows.run;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.engine.Outcome;
import org.mispworkflows.spi.PathFilters;

/**
 * One run of one workflow revision, from the moment it was accepted. A run that is done never
 * changes again.
 */
@Entity
@Table(name = "run")
public class Run {

  /** How far a run is. */
  public enum Status {
    QUEUED,
    RUNNING,
    DONE;

    /** As the API says it: {@code queued}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "id")
  private long id;

  @Column(name = "trigger_id", length = 190, nullable = false)
  private String triggerId = "";

  @Column(name = "workflow_id", nullable = false)
  private long workflowId;

  @Column(name = "workflow_name", length = 190, nullable = false)
  private String workflowName = "";

  @Column(name = "revision", nullable = false)
  private int revision;

  @Column(name = "blocking", nullable = false)
  private boolean blocking;

  @Enumerated(EnumType.STRING)
  @Column(name = "status", length = 20, nullable = false)
  private Status status = Status.QUEUED;

  @Enumerated(EnumType.STRING)
  @Column(name = "outcome", length = 20)
  private @Nullable Outcome outcome;

  @Column(name = "errors", length = Length.LONG32)
  private @Nullable String errors;

  @Column(name = "subject", length = 500, nullable = false)
  private String subject = "";

  @Column(name = "started_by", length = 190, nullable = false)
  private String startedBy = "";

  @Column(name = "node_name", length = 190, nullable = false)
  private String nodeName = "";

  @Column(name = "parent_id")
  private @Nullable Long parentId;

  @Column(name = "start_node", length = 190)
  private @Nullable String startNode;

  @Column(name = "filters", length = Length.LONG32)
  private @Nullable String filters;

  @Column(name = "misp_instance_id")
  private @Nullable Long instanceId;

  @Column(name = "dry_run", nullable = false)
  private boolean dryRun;

  @Column(name = "payload", length = Length.LONG32, nullable = false)
  private byte[] payload = {};

  @Column(name = "created_at", nullable = false)
  private Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @Column(name = "started_at")
  private @Nullable Instant startedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Column(name = "attempts", nullable = false)
  private int attempts;

  /** For JPA. */
  protected Run() {}

  Run(Request request, byte[] payload) {
    triggerId = request.triggerId();
    workflowId = request.workflowId();
    workflowName = request.workflowName();
    revision = request.revision();
    blocking = request.blocking();
    subject = shortened(request.subject(), 500);
    startedBy = shortened(request.origin().startedBy(), 190);
    instanceId = request.origin().instance();
    dryRun = request.origin().dryRun();
    parentId = request.parentId();
    startNode = request.startNode();
    filters = request.filters().isEmpty() ? null : StoredFilters.write(request.filters());
    this.payload = payload;
  }

  /**
   * What is to be run.
   *
   * @param triggerId what fired
   * @param workflowId what runs
   * @param workflowName its name now
   * @param revision its revision now
   * @param blocking whether somebody waits
   * @param subject what the payload is about, for people
   * @param origin where it comes from
   * @param parentId the run that forked this one; null for one that a trigger started
   * @param startNode where it starts; null: at the trigger
   * @param filters through which it sees the payload
   */
  record Request(
      String triggerId,
      long workflowId,
      String workflowName,
      int revision,
      boolean blocking,
      String subject,
      Origin origin,
      @Nullable Long parentId,
      @Nullable String startNode,
      PathFilters filters) {}

  /**
   * Where a run comes from.
   *
   * @param startedBy who or what
   * @param instance the MISP instance behind it; null: none
   * @param dryRun whether nothing outside may be changed
   */
  public record Origin(String startedBy, @Nullable Long instance, boolean dryRun) {}

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  /** Begins at once, for a caller who waits. */
  void begin(String nodeName) {
    this.status = Status.RUNNING;
    this.nodeName = nodeName;
    this.startedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    this.attempts++;
  }

  /** The key of the row. */
  public long getId() {
    return id;
  }

  /** Where it comes from. */
  public Origin getOrigin() {
    return new Origin(startedBy, instanceId, dryRun);
  }

  /** The MISP instance behind it; null when there is none. */
  public @Nullable Long getInstanceId() {
    return instanceId;
  }

  /** Whether nothing outside was changed. */
  public boolean isDryRun() {
    return dryRun;
  }

  /** What fired. */
  public String getTriggerId() {
    return triggerId;
  }

  /** What ran; it may have been deleted since. */
  public long getWorkflowId() {
    return workflowId;
  }

  /** Its name at that time. */
  public String getWorkflowName() {
    return workflowName;
  }

  /** Its revision at that time. */
  public int getRevision() {
    return revision;
  }

  /** Whether somebody waited for the answer. */
  public boolean isBlocking() {
    return blocking;
  }

  /** How far it is. */
  public Status getStatus() {
    return status;
  }

  /** How it ended; null until then. */
  public @Nullable Outcome getOutcome() {
    return outcome;
  }

  /** What went wrong, in order. */
  public List<String> getErrors() {
    return errors == null
        ? List.of()
        : Loose.values(Json.parse(errors)).stream().map(Loose::text).toList();
  }

  /** What the payload was about, for people: an event's info, an attribute's value … */
  public String getSubject() {
    return subject;
  }

  /** Who or what started it. */
  public String getStartedBy() {
    return startedBy;
  }

  /** The server node that ran it; empty until then. */
  public String getNodeName() {
    return nodeName;
  }

  /** The run that forked this one; null for one that a trigger started. */
  public @Nullable Long getParentId() {
    return parentId;
  }

  /** The graph node where it starts; null: at the trigger. */
  public @Nullable String getStartNode() {
    return startNode;
  }

  /** When it was accepted. */
  public Instant getCreatedAt() {
    return createdAt;
  }

  /** When it began; null until then. */
  public @Nullable Instant getStartedAt() {
    return startedAt;
  }

  /** When it ended; null until then. */
  public @Nullable Instant getEndedAt() {
    return endedAt;
  }

  /** How long it took, in milliseconds; null until it is done. */
  public @Nullable Long getMillis() {
    return startedAt == null || endedAt == null
        ? null
        : Duration.between(startedAt, endedAt).toMillis();
  }

  /** How often it was begun. */
  public int getAttempts() {
    return attempts;
  }

  /** Through which it sees the payload. */
  PathFilters getFilters() {
    return filters == null ? PathFilters.NONE : StoredFilters.read(filters);
  }

  byte[] getPayload() {
    return payload;
  }
}
