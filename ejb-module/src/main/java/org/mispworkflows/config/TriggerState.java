package org.mispworkflows.config;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** The switches of a trigger. One without a row is disabled and fail-closed. */
@Entity
@Table(name = "trigger_state")
public class TriggerState {

  @Id
  @Column(name = "trigger_id", length = 190)
  private String triggerId;

  @Column(name = "enabled", nullable = false)
  private boolean enabled;

  @Column(name = "fail_open", nullable = false)
  private boolean failOpen;

  @Version
  @Column(name = "version", nullable = false)
  private long version;

  /** For JPA. */
  protected TriggerState() {
    triggerId = "";
  }

  TriggerState(String triggerId) {
    this.triggerId = triggerId;
  }

  /** Of which trigger. */
  public String getTriggerId() {
    return triggerId;
  }

  /** Whether it starts its workflow. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Whether a waiting caller may go on when a run fails by a fault. */
  public boolean isFailOpen() {
    return failOpen;
  }

  void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  void setFailOpen(boolean failOpen) {
    this.failOpen = failOpen;
  }
}
