package org.mispworkflows.workflow;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mispworkflows.config.Settings;
import org.mispworkflows.config.Switches;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.Limits;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.Plan;
import org.mispworkflows.engine.PlanCompiler;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.template.RenderLimits;

/** Compiles workflows, once a revision; the plans used last are kept. */
@ApplicationScoped
public class Plans {

  private static final int KEPT = 500;

  /** In nanoseconds. */
  private static final long SWITCHES_KNOWN = 1_000_000_000L;

  @Inject private ModuleCatalog catalog;
  @Inject private Switches switches;
  @Inject private Settings settings;
  private Limits limits = Limits.DEFAULT;
  private volatile Map<String, Boolean> switched = Map.of();
  private volatile long switchedAt;

  private final Map<Key, Plan> plans =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Plan> eldest) {
              return size() > KEPT;
            }
          });

  /** How often; a plan that was begun before the last time isn't kept. */
  private long forgotten;

  private record Key(long workflowId, int revision) {}

  @PostConstruct
  void readSettings() {
    RenderLimits defaults = RenderLimits.DEFAULT;
    limits =
        new Limits(
            settings.get(Settings.MAX_NODES),
            settings.get(Settings.BLOCKING_TIME),
            new RenderLimits(
                settings.get(Settings.TEMPLATE_CHARS),
                defaults.maxSteps(),
                defaults.maxDepth(),
                settings.get(Settings.TEMPLATE_TIME)));
  }

  /** What one run may use up. */
  public Limits limits() {
    return limits;
  }

  /** The plan of a revision whose graph is this JSON text. */
  public Plan plan(long workflowId, int revision, String data) {
    Key key = new Key(workflowId, revision);
    long before;
    synchronized (plans) {
      Plan plan = plans.get(key);
      if (plan != null) return plan;
      before = forgotten;
    }
    Plan plan = compiled(Graph.of(Json.parse(data)));
    synchronized (plans) {
      if (plan.complete() && before == forgotten) plans.put(key, plan);
    }
    return plan;
  }

  /** A module that isn't known may have been deployed this second: it is looked for at once. */
  private Plan compiled(Graph graph) {
    Plan plan = compiler().compile(graph);
    if (plan.complete() || !catalog.sweep()) return plan;
    forget();
    return compiler().compile(graph);
  }

  /** Modules came or went: plans that hold one are of no use any more, and must not keep it. */
  void forget() {
    synchronized (plans) {
      forgotten++;
      plans.clear();
    }
  }

  /** Somebody switched modules on or off. */
  void switched(@Observes(during = TransactionPhase.AFTER_SUCCESS) Switches.Switched event) {
    switchedAt = 0;
  }

  /**
   * Whether a module is switched on: known for a second, since every node of every run asks. What
   * is switched on this server is known at once.
   */
  private boolean isEnabled(String moduleId) {
    long now = System.nanoTime();
    if (switchedAt == 0 || now - switchedAt > SWITCHES_KNOWN) {
      switched = switches.switchedModules();
      switchedAt = now;
    }
    return switched.getOrDefault(moduleId, Switches.ENABLED_AT_FIRST.contains(moduleId));
  }

  /** Everything that is wrong or odd in a graph. */
  public List<Finding> check(Graph graph) {
    return compiler().check(graph);
  }

  private PlanCompiler compiler() {
    return new PlanCompiler(catalog, this::isEnabled, limits);
  }
}
