package org.mispworkflows.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.engine.Journal;
import org.mispworkflows.engine.Limits;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.Plan;
import org.mispworkflows.engine.PlanCompiler;
import org.mispworkflows.engine.Walk;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.module.action.PushZmq;
import org.mispworkflows.module.action.StopExecution;
import org.mispworkflows.module.action.Webhook;
import org.mispworkflows.module.logic.CountIf;
import org.mispworkflows.module.logic.DistributionIf;
import org.mispworkflows.module.logic.GenericFilterData;
import org.mispworkflows.module.logic.GenericFilterReset;
import org.mispworkflows.module.logic.GenericIf;
import org.mispworkflows.module.logic.OrganisationIf;
import org.mispworkflows.module.logic.PublishedIf;
import org.mispworkflows.module.logic.TagIf;
import org.mispworkflows.module.logic.ThreatLevelIf;
import org.mispworkflows.module.trigger.EventPublish;
import org.mispworkflows.outbound.ZmqPublisher;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.ModuleResult.Done;
import org.mispworkflows.spi.ModuleResult.Output;
import org.mispworkflows.spi.ModuleResult.Refilter;
import org.mispworkflows.spi.RunInfo;

/** One workflow and one event: text in, outcome out, as often as one likes. */
final class Workload {

  private final String name;
  private final byte[] event;
  private final Plan plan;
  private final ModuleDescriptor trigger;
  private final RunInfo run;
  private final Pushes pushes = new Pushes();

  /** Counts what is pushed and throws it away. */
  static final class Pushes extends ZmqPublisher {
    private final List<Integer> sizes = new ArrayList<>();

    @Override
    public void publish(String topic, @Nullable Object tree) {
      if (sizes.size() < 100) sizes.add(Loose.values(tree).size());
    }
  }

  /** Reads and compiles a workflow, and proves that it does the expected work. */
  Workload(String workflow, String event) {
    this.name = workflow + "__" + event;
    this.event = bytes(event);
    Map<String, @Nullable Object> stored = tree(bytes(workflow));
    PushZmq push = new PushZmq();
    inject(push, pushes);
    ModuleCatalog modules =
        new ModuleCatalog(
            List.of(
                new EventPublish(),
                new TagIf(),
                new GenericIf(),
                new CountIf(),
                new DistributionIf(),
                new OrganisationIf(),
                new PublishedIf(),
                new ThreatLevelIf(),
                new GenericFilterData(),
                new GenericFilterReset(),
                new StopExecution(),
                new Webhook(),
                push));
    plan =
        new PlanCompiler(modules, id -> true, Limits.DEFAULT).compile(Graph.of(stored.get("data")));
    trigger = modules.trigger("event-publish").orElseThrow();
    run =
        new RunInfo(
            1,
            "event-publish",
            Loose.integer(stored.get("id")),
            Loose.text(stored.get("name")),
            true,
            false,
            "");
    prove();
  }

  byte[] event() {
    return event;
  }

  String name() {
    return name;
  }

  /** The whole way of a payload: text, tree, core format, walk. */
  Walk.Result run() {
    return new Walk(run, MispConnection.NONE, Limits.DEFAULT, (head, data, filters) -> {})
        .fire(Objects.requireNonNull(plan.trigger()), trigger, tree(event));
  }

  private void prove() {
    Walk.Result result = run();
    Map<String, @Nullable Object> expected = tree(bytes("expected_" + name));
    same(expected.get("outcome"), result.outcome().key());
    same(expected.get("errors"), result.errors());
    List<String> trace = new ArrayList<>();
    for (Journal.Entry entry : result.journal().entries())
      trace.add(entry.node().id() + " " + entry.node().moduleId() + " " + worked(entry.result()));
    List<String> wanted = new ArrayList<>();
    for (Object step : Loose.values(expected.get("trace"))) {
      wanted.add(
          Loose.text(Loose.child(step, "id"))
              + " "
              + Loose.child(step, "module")
              + " "
              + Loose.child(step, "result"));
    }
    same(wanted, trace);
    List<Integer> sizes = new ArrayList<>();
    for (Object effect : Loose.values(expected.get("effects_summary")))
      sizes.add((int) Loose.integer(Loose.child(effect, "items")));
    same(sizes, pushes.sizes);
  }

  private static boolean worked(ModuleResult result) {
    return result instanceof Output output
        ? output.number() == 1
        : result instanceof Done || result instanceof Refilter;
  }

  private void same(@Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual))
      throw new IllegalStateException(
          name + " didn't do the expected work: expected " + expected + " but got " + actual);
  }

  private static void inject(Object module, Object port) {
    try {
      for (Field field : module.getClass().getDeclaredFields()) {
        if (!field.getType().isInstance(port)) continue;
        field.setAccessible(true);
        field.set(module, port);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(String file) {
    String path = "/bench/" + file + ".json.gz";
    try (InputStream in =
        new GZIPInputStream(Objects.requireNonNull(Workload.class.getResourceAsStream(path)))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, @Nullable Object> tree(byte[] json) {
    return Objects.requireNonNull(Json.map(Json.parse(json)));
  }
}
