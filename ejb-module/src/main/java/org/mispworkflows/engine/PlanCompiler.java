package org.mispworkflows.engine;

import jakarta.ejb.EJBException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Condition;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.NodeFilter;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.engine.DebugProbe.Fault;
import org.mispworkflows.engine.Plan.Node;
import org.mispworkflows.engine.Plan.Step;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.graph.GraphNode;
import org.mispworkflows.graph.GraphNode.Connection;
import org.mispworkflows.graph.GraphValidator;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.ModuleResult.Failed;
import org.mispworkflows.spi.ModuleType;
import org.mispworkflows.spi.TriggerModule;
import org.mispworkflows.spi.WorkflowModule;
import org.mispworkflows.template.TemplateException;
import org.mispworkflows.template.cel.ExpressionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a plan of a graph. The only place with reflection and text ids: here modules are found,
 * parameters bound, paths and templates parsed, and each call is wrapped in a step that never
 * throws.
 */
public final class PlanCompiler {

  private static final Logger LOG = LoggerFactory.getLogger(PlanCompiler.class);

  private final ModuleCatalog catalog;
  private final Predicate<String> enabled;
  private final Limits limits;

  /**
   * Prepares a compiler.
   *
   * @param catalog knows the modules
   * @param enabled whether a module is switched on; asked at each execution
   * @param limits of what a template may use up
   */
  public PlanCompiler(ModuleCatalog catalog, Predicate<String> enabled, Limits limits) {
    this.catalog = catalog;
    this.enabled = enabled;
    this.limits = limits;
  }

  /** Everything that is wrong or odd in a graph: its shape, and the parameters of its nodes. */
  public List<Finding> check(Graph graph) {
    List<Finding> findings =
        new ArrayList<>(GraphValidator.check(graph, catalog::descriptor, enabled, this::outputs));
    for (GraphNode node : graph.nodes()) {
      catalog
          .descriptor(node.moduleId())
          .ifPresent(module -> findings.addAll(parameters(module, node).findings()));
      try {
        filter(node);
      } catch (IllegalArgumentException e) {
        findings.add(
            Finding.error(
                "malformed-filter", node.label() + ", node filter: " + e.getMessage(), node.id()));
      }
    }
    return findings;
  }

  private ParameterBinder parameters(ModuleDescriptor module, GraphNode node) {
    return new ParameterBinder(module, node, limits.template());
  }

  /** How many outputs a node has; empty when its module is unknown or can't tell yet. */
  private OptionalInt outputs(GraphNode node) {
    Optional<ModuleCatalog.Entry> found = catalog.find(node.moduleId());
    if (found.isEmpty()) return OptionalInt.empty();
    ModuleDescriptor descriptor = found.get().descriptor();
    if (descriptor.info().outputs() >= 0) return OptionalInt.of(descriptor.info().outputs());
    Optional<Record> constant = parameters(descriptor, node).constant();
    if (constant.isEmpty() || !(found.get().module() instanceof LogicModule<?> module))
      return OptionalInt.empty();
    try {
      int outputs = logic(module).outputs(constant.get());
      return outputs < 0 ? OptionalInt.empty() : OptionalInt.of(outputs);
    } catch (RuntimeException e) {
      LOG.warn("Module {} can't say how many outputs a node has", descriptor.id(), e);
      return OptionalInt.empty();
    }
  }

  /** Compiles a graph. What is wrong with it shows when it is run: the node fails and says why. */
  public Plan compile(Graph graph) {
    boolean complete = graph.nodes().stream().allMatch(node -> catalog.isSettled(node.moduleId()));
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (GraphNode node : graph.nodes()) nodes.put(node.id(), node(node));
    for (GraphNode node : graph.nodes()) {
      Node compiled = nodes.get(node.id());
      if (compiled != null) compiled.leadsTo(outputs(node, nodes));
    }
    Node trigger = graph.triggers().isEmpty() ? null : nodes.get(graph.triggers().get(0).id());
    return new Plan(trigger, nodes, complete);
  }

  private Node node(GraphNode node) {
    Optional<ModuleCatalog.Entry> found = catalog.find(node.moduleId());
    NodeFilter filter = null;
    String malformed = null;
    try {
      filter = filter(node);
    } catch (IllegalArgumentException e) {
      malformed = e.getMessage();
    }
    if (found.isEmpty()) {
      Step unknown =
          x -> x.fault(Fault.UNKNOWN, "Could not load class for module: " + node.moduleId());
      return new Node(node, node.moduleId(), storedType(node), false, filter, unknown);
    }
    ModuleDescriptor module = found.get().descriptor();
    Step step = malformed == null ? step(found.get(), node) : failing(malformed);
    return new Node(node, module.id(), module.type(), module.info().blocking(), filter, step);
  }

  private static Step failing(String why) {
    return x -> new Failed(List.of(why));
  }

  private static ModuleType storedType(GraphNode node) {
    return switch (node.moduleType()) {
      case "trigger" -> ModuleType.TRIGGER;
      case "logic" -> ModuleType.LOGIC;
      default -> ModuleType.ACTION;
    };
  }

  private static List<List<Node>> outputs(GraphNode node, Map<String, Node> nodes) {
    int count = node.connections().stream().mapToInt(Connection::output).max().orElse(0);
    List<List<Node>> outputs = new ArrayList<>(count);
    for (int output = 1; output <= count; output++) {
      List<Node> targets = new ArrayList<>();
      for (String id : node.targets(output)) {
        Node target = nodes.get(id);
        if (target != null) targets.add(target);
        else
          LOG.warn(
              "{} is connected to node {}, which doesn't exist; the connection is ignored",
              node.label(),
              id);
      }
      outputs.add(List.copyOf(targets));
    }
    return List.copyOf(outputs);
  }

  private static @Nullable NodeFilter filter(GraphNode node) {
    Map<String, @Nullable Object> saved = node.savedFilters();
    String selector = Loose.text(saved.get("selector"));
    String path = Loose.text(saved.get("path"));
    String operator = Loose.text(saved.get("operator"));
    Object value = saved.get("value");
    boolean unset = value == null || value.equals("") || value.equals(List.of());
    if (selector.isEmpty() && path.isEmpty() && operator.isEmpty() && unset) return null;
    return new NodeFilter(
        ParsedPath.written(selector),
        ParsedPath.written(path),
        Condition.of(operator).orElse(null),
        value);
  }

  private Step step(ModuleCatalog.Entry entry, GraphNode node) {
    ParameterBinder parameters = parameters(entry.descriptor(), node);
    if (parameters.hasErrors()) {
      return failing(
          parameters.findings().stream()
              .filter(Finding::isError)
              .findFirst()
              .orElseThrow()
              .message());
    }
    Call call = call(entry.module());
    String id = entry.descriptor().id();
    boolean switchable = entry.descriptor().type() != ModuleType.TRIGGER;
    return x -> {
      if (switchable && !enabled.test(id))
        return x.fault(Fault.DISABLED, "Could not execute disabled module `" + id + "`.");
      try {
        return call.run(parameters.bind(() -> x.data().root()), x);
      } catch (Exception | StackOverflowError | LinkageError e) {
        return thrown(id, x, e);
      }
    };
  }

  private static Failed thrown(String module, NodeExecution x, Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof EJBException && cause.getCause() != null) cause = cause.getCause();
    if (cause instanceof TemplateException
        || cause instanceof MispException
        || cause instanceof ExpressionException)
      return new Failed(List.of(String.valueOf(cause.getMessage())));
    LOG.warn("Module {} threw in run {}", module, x.run().id(), cause);
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return x.fault(Fault.THREW, "Error while executing module " + module + ". Error: " + message);
  }

  @FunctionalInterface
  private interface Call {
    ModuleResult run(Record parameters, NodeExecution execution) throws Exception;
  }

  @SuppressWarnings("unchecked") // the record is made from the module's own parametersType
  private static Call call(WorkflowModule<?> module) {
    if (module instanceof ActionModule<?> action) return ((ActionModule<Record>) action)::execute;
    if (module instanceof LogicModule<?> logic) return logic(logic)::route;
    TriggerModule<Record> trigger = (TriggerModule<Record>) module;
    return (parameters, x) ->
        trigger.accepts(parameters, x)
            ? ModuleResult.done()
            : ModuleResult.failed("The conditions of the trigger are not met.");
  }

  @SuppressWarnings("unchecked") // the record is made from the module's own parametersType
  private static LogicModule<Record> logic(LogicModule<?> module) {
    return (LogicModule<Record>) module;
  }
}
