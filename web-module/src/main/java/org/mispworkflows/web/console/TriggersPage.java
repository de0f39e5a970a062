package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Switches;
import org.mispworkflows.config.TriggerState;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleType;
import org.mispworkflows.web.security.SignedIn;
import org.mispworkflows.workflow.Workflow;
import org.mispworkflows.workflow.Workflows;

/** The start page: what can set a workflow off. */
@Named
@RequestScoped
public class TriggersPage {

  private static final Map<String, Comparator<TriggerRow>> COLUMNS =
      Map.ofEntries(
          Map.entry("name", by(TriggerRow::getName)),
          Map.entry("scope", by(TriggerRow::getScope)),
          Map.entry("overhead", by(TriggerRow::overhead)),
          Map.entry("runs", by(TriggerRow::getRuns)),
          Map.entry("blocking", by(TriggerRow::isBlocking)),
          Map.entry("format", by(TriggerRow::isCoreFormat)),
          Map.entry("workflow", by(TriggerRow::workflowId)),
          Map.entry(
              "update", by(row -> Objects.requireNonNullElse(row.getModifiedAt(), Instant.EPOCH))),
          Map.entry("debug", by(TriggerRow::isDebugEnabled)),
          Map.entry("enabled", by(TriggerRow::isEnabled)));

  @Inject private ModuleCatalog catalog;
  @Inject private Switches switches;
  @Inject private Workflows workflows;
  @Inject private SignedIn signedIn;
  @Inject private ListQuery query;
  @Inject private Command command;
  @Inject private Notices notices;
  @Inject private Texts texts;

  private @Nullable List<TriggerRow> found;

  private static <C extends Comparable<C>> Comparator<TriggerRow> by(
      Function<TriggerRow, C> column) {
    return Comparator.comparing(column).thenComparing(TriggerRow::getName);
  }

  /** The triggers to show. */
  public List<TriggerRow> getRows() {
    return getOrder().sorted(tabs().shown(found(), query.getTab()), COLUMNS);
  }

  /** The filter tabs. */
  public List<Tab> getTabs() {
    return tabs().bar(found(), address(), query.getTab());
  }

  /** The order of the table. */
  public Order getOrder() {
    return Order.of(address(), query.getSort(), "name");
  }

  /** Switches a trigger on or off, at once. */
  public void enable() {
    Optional<ModuleDescriptor> trigger = catalog.trigger(command.getSubject());
    if (!signedIn.isOperator() || trigger.isEmpty()) {
      notices.refuse();
      return;
    }
    boolean on = command.isOn();
    switches.enableTrigger(trigger.get().id(), on);
    found = null;
    String text =
        texts.get(
            on ? "triggers.switched-on" : "triggers.switched-off", trigger.get().info().name());
    notices.add(Notice.done(text).undo("enable", trigger.get().id(), !on));
  }

  /** Switches the debug mode of a trigger's workflow on or off, at once. */
  public void debug() {
    Optional<Workflow> workflow = workflows.ofTrigger(command.getSubject());
    if (!signedIn.isOperator() || workflow.isEmpty()) {
      notices.refuse();
      return;
    }
    boolean on = command.isOn();
    workflows.debug(workflow.get().getId(), on);
    found = null;
    String text =
        texts.get(on ? "workflow.debug-on" : "workflow.debug-off", workflow.get().getName());
    notices.add(Notice.done(text).undo("debug", command.getSubject(), !on));
  }

  private Address address() {
    return query.address("triggers.xhtml");
  }

  private Tabs<TriggerRow> tabs() {
    Tabs<TriggerRow> tabs = new Tabs<TriggerRow>().tab("all", texts.get("tab.all"), row -> true);
    List<String> scopes =
        all()
            .map(ModuleDescriptor::trigger)
            .filter(Objects::nonNull)
            .map(t -> t.scope())
            .distinct()
            .sorted()
            .toList();
    for (String scope : scopes) {
      if (scope.equals(scopes.get(0)))
        tabs.apart(scope, scope, row -> row.getScope().equals(scope));
      else tabs.tab(scope, scope, row -> row.getScope().equals(scope));
    }
    return tabs.apart("blocking", texts.get("tab.blocking"), TriggerRow::isBlocking)
        .apart("enabled", texts.get("tab.enabled"), TriggerRow::isEnabled)
        .tab("disabled", texts.get("tab.disabled"), row -> !row.isEnabled());
  }

  /** What the search finds; read once, and again after an action. */
  private List<TriggerRow> found() {
    if (found == null) {
      Map<String, TriggerState> states = switches.triggers();
      Map<String, Workflow> byTrigger =
          workflows.all().stream()
              .collect(Collectors.toMap(Workflow::getTriggerId, w -> w, (first, second) -> first));
      found =
          all()
              .map(d -> new TriggerRow(d, states.get(d.id()), byTrigger.get(d.id())))
              .filter(r -> query.finds(r.getName(), r.getId(), r.getScope(), r.getDescription()))
              .toList();
    }
    return found;
  }

  private Stream<ModuleDescriptor> all() {
    return catalog.all().stream()
        .map(ModuleCatalog.Entry::descriptor)
        .filter(d -> d.type() == ModuleType.TRIGGER);
  }
}
