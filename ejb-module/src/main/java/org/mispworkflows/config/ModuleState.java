package org.mispworkflows.config;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/**
 * Whether a logic or action module is switched on. A module without a row is as it is on a fresh
 * install.
 */
@Entity
@Table(name = "module_state")
public class ModuleState {

  @Id
  @Column(name = "module_id", length = 190)
  private String moduleId;

  @Column(name = "enabled", nullable = false)
  private boolean enabled;

  @Version
  @Column(name = "version", nullable = false)
  private long version;

  /** For JPA. */
  protected ModuleState() {
    moduleId = "";
  }

  ModuleState(String moduleId, boolean enabled) {
    this.moduleId = moduleId;
    this.enabled = enabled;
  }

  /** Of which module. */
  public String getModuleId() {
    return moduleId;
  }

  /** Whether it is switched on. */
  public boolean isEnabled() {
    return enabled;
  }

  void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }
}
