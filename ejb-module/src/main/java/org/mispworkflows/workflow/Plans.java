package org.mispworkflows.workflow;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
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

  @Inject private ModuleCatalog catalog;
  @Inject private Switches switches;
  @Inject private Settings settings;
  private Limits limits = Limits.DEFAULT;

  private final Map<Key, Plan> plans =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Plan> eldest) {
              return size() > KEPT;
            }
          });

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
    Plan plan = plans.get(key);
    if (plan == null) {
      plan = compiler().compile(Graph.of(Json.parse(data)));
      plans.put(key, plan);
    }
    return plan;
  }

  /** Everything that is wrong or odd in a graph. */
  public List<Finding> check(Graph graph) {
    return compiler().check(graph);
  }

  private PlanCompiler compiler() {
    return new PlanCompiler(catalog, switches::isModuleEnabled, limits);
  }
}
