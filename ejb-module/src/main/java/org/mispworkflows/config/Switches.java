package org.mispworkflows.config;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Switches modules and triggers on and off. Who may do it is asked at the doors. */
@Stateless
public class Switches {

  /** What is switched on at a fresh install: as in MISP, plus ours without outside effect. */
  public static final Set<String> ENABLED_AT_FIRST =
      Set.of(
          "generic-if",
          "distribution-if",
          "published-if",
          "organisation-if",
          "tag-if",
          "concurrent-task",
          "stop-execution",
          "webhook",
          "push-zmq",
          "delay",
          "switch",
          "expression-if",
          "deduplicate",
          "set-data",
          "log",
          "count-if",
          "threat-level-if",
          "generic-filter-data",
          "generic-filter-reset");

  /** Fired when modules are switched on or off; not across servers. */
  public record Switched() {}

  @PersistenceContext private EntityManager em;
  @Inject private Event<Switched> events;

  /** Whether a logic or action module is switched on. */
  public boolean isModuleEnabled(String moduleId) {
    ModuleState state = em.find(ModuleState.class, moduleId);
    return state == null ? ENABLED_AT_FIRST.contains(moduleId) : state.isEnabled();
  }

  /**
   * The modules that somebody has switched, with their state; all others are as on a fresh install.
   */
  public Map<String, Boolean> switchedModules() {
    return em.createQuery("select s from ModuleState s", ModuleState.class)
        .getResultStream()
        .collect(Collectors.toMap(ModuleState::getModuleId, ModuleState::isEnabled));
  }

  /** Switches modules on or off. */
  public void enableModules(Collection<String> moduleIds, boolean enabled) {
    for (String id : moduleIds) {
      ModuleState state = em.find(ModuleState.class, id);
      if (state == null) em.persist(new ModuleState(id, enabled));
      else state.setEnabled(enabled);
    }
    events.fire(new Switched());
  }

  /** The switches of a trigger; those of a fresh install when nobody has touched it. */
  public TriggerState trigger(String triggerId) {
    TriggerState state = em.find(TriggerState.class, triggerId);
    return state == null ? new TriggerState(triggerId) : state;
  }

  /** The triggers that somebody has touched, by id. */
  public Map<String, TriggerState> triggers() {
    return em.createQuery("select s from TriggerState s", TriggerState.class)
        .getResultStream()
        .collect(Collectors.toMap(TriggerState::getTriggerId, Function.identity()));
  }

  /** Switches a trigger on or off. */
  public void enableTrigger(String triggerId, boolean enabled) {
    managed(triggerId).setEnabled(enabled);
  }

  /** Says what a waiting caller is told when a run of this trigger fails by a fault. */
  public void failOpen(String triggerId, boolean open) {
    managed(triggerId).setFailOpen(open);
  }

  private TriggerState managed(String triggerId) {
    TriggerState state = em.find(TriggerState.class, triggerId);
    if (state != null) return state;
    TriggerState created = new TriggerState(triggerId);
    em.persist(created);
    return created;
  }
}
