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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A message of a run to a person, who hasn't dismissed it yet. */
@Entity
@Table(name = "notification")
public class Notification {

  /** More of a header is cut off, in characters. */
  public static final int MAX_HEADER = 500;

  /** More of a body is cut off, in characters. */
  public static final int MAX_BODY = 4000;

  /** How urgent a message is. */
  public enum Variant {
    DANGER,
    WARNING,
    INFO;

    /** As the API says it: {@code danger}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a message says, and which run it comes from.
   *
   * @param variant how urgent it is
   * @param header may be empty
   * @param body may be empty
   * @param workflowName of the run
   * @param runId 0 for a run that isn't stored
   */
  public record Message(
      Variant variant, String header, String body, String workflowName, long runId) {}

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "id")
  private long id;

  @ManyToOne(optional = false)
  private Account account;

  @Enumerated(EnumType.STRING)
  @Column(name = "variant", length = 20, nullable = false)
  private Variant variant;

  @Column(name = "header", length = MAX_HEADER, nullable = false)
  private String header;

  @Column(name = "body", length = MAX_BODY, nullable = false)
  private String body;

  @Column(name = "workflow_name", length = 190, nullable = false)
  private String workflowName;

  @Column(name = "run_id", nullable = false)
  private long runId;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt;

  /** For JPA. */
  protected Notification() {
    this(new Account(), new Message(Variant.INFO, "", "", "", 0));
  }

  Notification(Account account, Message message) {
    this.account = account;
    this.variant = message.variant();
    this.header = shortened(message.header(), MAX_HEADER);
    this.body = shortened(message.body(), MAX_BODY);
    this.workflowName = shortened(message.workflowName(), 190);
    this.runId = message.runId();
    this.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * What a column can hold: not too long, no half of a pair, and no NUL, which PostgreSQL refuses.
   */
  private static String shortened(String text, int length) {
    String plain = text.replace("\0", "").strip();
    if (plain.length() <= length) return plain;
    int end = length - 1;
    if (Character.isHighSurrogate(plain.charAt(end - 1))) end--;
    return plain.substring(0, end) + "…";
  }

  /** The key of the row; a later message has a larger one. */
  public long getId() {
    return id;
  }

  /** Whom it is for. */
  public Account getAccount() {
    return account;
  }

  /** How urgent it is. */
  public Variant getVariant() {
    return variant;
  }

  /** May be empty. */
  public String getHeader() {
    return header;
  }

  /** May be empty. */
  public String getBody() {
    return body;
  }

  /** The workflow that sent it. */
  public String getWorkflowName() {
    return workflowName;
  }

  /** The run that sent it; 0 for one that isn't stored. */
  public long getRunId() {
    return runId;
  }

  /** When it was sent. */
  public Instant getCreatedAt() {
    return createdAt;
  }
}
