package org.mispworkflows.misp;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.outbound.Peer;

/** A MISP that runs talk to. Its key is stored sealed. */
@Entity
@Table(name = "misp_instance")
public class MispInstance {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "id")
  private long id;

  @Column(name = "name", length = 190, nullable = false)
  private String name = "";

  @Column(name = "url", length = 1000, nullable = false)
  private String url = "";

  @Column(name = "sealed_key", length = 1000, nullable = false)
  private String sealedKey = "";

  @Column(name = "authority", length = Length.LONG32)
  private @Nullable String authority;

  @Column(name = "self_signed", nullable = false)
  private boolean selfSigned;

  @Column(name = "proxy", length = 1000, nullable = false)
  private String proxy = "";

  @Column(name = "at_once", nullable = false)
  private int atOnce;

  @Column(name = "answer_seconds", nullable = false)
  private int answerSeconds;

  @Column(name = "enabled", nullable = false)
  private boolean enabled;

  @Column(name = "is_default", nullable = false)
  private boolean standard;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @Column(name = "modified_at", nullable = false)
  private Instant modifiedAt = createdAt;

  @Version
  @Column(name = "version", nullable = false)
  private long version;

  /** For JPA, and for a new one. */
  protected MispInstance() {}

  /**
   * What an admin says of an instance.
   *
   * @param name unique
   * @param url http or https, without a slash at the end
   * @param authority PEM; empty: the usual authorities only
   * @param selfSigned whether any certificate will do
   * @param proxy empty: as the settings say
   * @param atOnce how many requests it gets at the same time
   * @param answerSeconds how long an answer may take
   * @param enabled whether runs may use it
   * @param standard whether runs use it that name none
   */
  public record Details(
      String name,
      String url,
      String authority,
      boolean selfSigned,
      String proxy,
      int atOnce,
      int answerSeconds,
      boolean enabled,
      boolean standard) {}

  void change(Details details) {
    name = details.name();
    url = details.url();
    authority = details.authority();
    selfSigned = details.selfSigned();
    proxy = details.proxy();
    atOnce = details.atOnce();
    answerSeconds = details.answerSeconds();
    enabled = details.enabled();
    standard = details.standard();
    modifiedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  void keySealedAs(String sealed) {
    sealedKey = sealed;
  }

  void noLongerStandard() {
    standard = false;
  }

  String getSealedKey() {
    return sealedKey;
  }

  Peer peer() {
    return Peer.OF_AN_ADMIN
        .selfSigned(selfSigned)
        .trusting(authority == null ? "" : authority)
        .through(proxy)
        .atOnce(atOnce)
        .waiting(Duration.ofSeconds(answerSeconds));
  }

  /** The key of the row. */
  public long getId() {
    return id;
  }

  /** As an admin wants it, without its key. */
  public Details getDetails() {
    return new Details(
        name,
        url,
        authority == null ? "" : authority,
        selfSigned,
        proxy,
        atOnce,
        answerSeconds,
        enabled,
        standard);
  }

  /** Its name. */
  public String getName() {
    return name;
  }

  /** Whether runs may use it. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Whether runs use it that name none. */
  public boolean isStandard() {
    return standard;
  }

  /** When it was added. */
  public Instant getCreatedAt() {
    return createdAt;
  }

  /** When it was last changed. */
  public Instant getModifiedAt() {
    return modifiedAt;
  }

  /** Counts the changes. */
  public long getVersion() {
    return version;
  }
}
