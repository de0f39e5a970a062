package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.web.security.SignedIn;
import org.mispworkflows.workflow.Workflow;
import org.mispworkflows.workflow.Workflows;

/** All workflows. */
@Named
@RequestScoped
public class WorkflowsPage {

  private static final Map<String, Comparator<Workflow>> COLUMNS =
      Map.of(
          "id", by(Workflow::getId),
          "name", by(w -> w.getName().toLowerCase(Locale.ROOT)),
          "trigger", by(Workflow::getTriggerId),
          "runs", by(Workflow::getCounter),
          "revision", by(Workflow::getRevision),
          "update", by(Workflow::getModifiedAt),
          "debug", by(Workflow::isDebugEnabled),
          "enabled", by(Workflow::isEnabled));

  @Inject private Workflows workflows;
  @Inject private ModuleCatalog catalog;
  @Inject private SignedIn signedIn;
  @Inject private ListQuery query;
  @Inject private Command command;
  @Inject private Notices notices;
  @Inject private Texts texts;

  private @Nullable List<Workflow> found;

  private static <C extends Comparable<C>> Comparator<Workflow> by(Function<Workflow, C> column) {
    return Comparator.comparing(column).thenComparing(Workflow::getId);
  }

  /** The workflows to show. */
  public List<Workflow> getRows() {
    return getOrder().sorted(tabs().shown(found(), query.getTab()), COLUMNS);
  }

  /** Whether there is no workflow at all. */
  public boolean isNone() {
    return query.getText().isEmpty() && found().isEmpty();
  }

  /** The filter tabs. */
  public List<Tab> getTabs() {
    return tabs().bar(found(), address(), query.getTab());
  }

  /** The order of the table. */
  public Order getOrder() {
    return Order.of(address(), query.getSort(), "id");
  }

  /** The name of a trigger; its id when it isn't there any more. */
  public String triggerName(String triggerId) {
    return catalog.trigger(triggerId).map(d -> d.info().name()).orElse(triggerId);
  }

  /** The icon of a trigger, as MISP names it. */
  public String triggerIcon(String triggerId) {
    return catalog.trigger(triggerId).map(d -> d.info().icon()).orElse("cog");
  }

  /** Switches a workflow on or off, at once. */
  public void enable() {
    Workflow workflow = asked().orElse(null);
    if (workflow == null) return;
    workflows.enable(workflow.getId(), command.isOn());
    done(workflow, command.isOn() ? "workflow.switched-on" : "workflow.switched-off", "enable");
  }

  /** Switches a workflow's debug mode on or off, at once. */
  public void debug() {
    Workflow workflow = asked().orElse(null);
    if (workflow == null) return;
    workflows.debug(workflow.getId(), command.isOn());
    done(workflow, command.isOn() ? "workflow.debug-on" : "workflow.debug-off", "debug");
  }

  /** The workflow that a command is for, if the account may change it. */
  private Optional<Workflow> asked() {
    String id = command.getSubject();
    Optional<Workflow> workflow =
        id.matches("\\d{1,18}") ? workflows.find(Long.parseLong(id)) : Optional.empty();
    if (signedIn.isOperator() && workflow.isPresent()) return workflow;
    notices.refuse();
    return Optional.empty();
  }

  private void done(Workflow workflow, String text, String commandName) {
    found = null;
    notices.add(
        Notice.done(texts.get(text, workflow.getName()))
            .undo(commandName, command.getSubject(), !command.isOn()));
  }

  private Address address() {
    return query.address("workflows.xhtml");
  }

  private Tabs<Workflow> tabs() {
    return new Tabs<Workflow>()
        .tab("all", texts.get("tab.all"), w -> true)
        .apart("enabled", texts.get("tab.enabled"), Workflow::isEnabled)
        .tab("disabled", texts.get("tab.disabled"), w -> !w.isEnabled())
        .apart("debug", texts.get("tab.debug"), Workflow::isDebugEnabled);
  }

  /** What the search finds; read once, and again after an action. */
  private List<Workflow> found() {
    if (found == null) {
      found =
          workflows.all().stream()
              .filter(
                  w -> query.finds(w.getName(), w.getDescription(), w.getTriggerId(), w.getUuid()))
              .toList();
    }
    return found;
  }
}
