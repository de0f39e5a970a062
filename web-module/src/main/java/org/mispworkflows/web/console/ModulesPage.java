package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Switches;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.misp.ModuleServiceState;
import org.mispworkflows.run.Diagnostics;
import org.mispworkflows.spi.ModuleType;
import org.mispworkflows.web.security.SignedIn;

/** What workflows are made of. Triggers have a page of their own. */
@Named
@RequestScoped
public class ModulesPage {

  private static final Map<String, Comparator<ModuleRow>> COLUMNS =
      Map.of(
          "name", by(ModuleRow::getName),
          "type", by(ModuleRow::getType),
          "blocking", by(ModuleRow::isBlocking),
          "format", by(ModuleRow::isCoreFormat),
          "misp", by(ModuleRow::isMispModule),
          "custom", by(ModuleRow::isCustom),
          "enabled", by(ModuleRow::isEnabled));

  @Inject private ModuleCatalog catalog;
  @Inject private Diagnostics diagnostics;
  @Inject private Switches switches;
  @Inject private SignedIn signedIn;
  @Inject private ListQuery query;
  @Inject private Command command;
  @Inject private Notices notices;
  @Inject private Texts texts;
  @Inject private Formats formats;
  @Inject private MispModules service;

  private @Nullable ModuleServiceState serviceState;
  private @Nullable List<ModuleRow> found;

  private static <C extends Comparable<C>> Comparator<ModuleRow> by(Function<ModuleRow, C> column) {
    return Comparator.comparing(column).thenComparing(ModuleRow::getName);
  }

  /** The modules to show. */
  public List<ModuleRow> getRows() {
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

  /** The modules that failed to load, with the reason; empty: none did. */
  public List<String> getBroken() {
    return catalog.broken().stream().map(ModuleCatalog.Broken::toString).toList();
  }

  /** What all modules that work with MISP should know, said once; empty: all is well. */
  public List<ModuleRow.Problem> getMisp() {
    return diagnostics.ofMisp().stream().map(ModuleRow.Problem::new).toList();
  }

  /** What is wrong with the misp-modules service, in a sentence; empty: nothing is. */
  public String getServiceTrouble() {
    ModuleServiceState state = serviceState();
    if (state.isDown()) return texts.get("modules.service.down", formats.time(state.downSince()));
    return state.leftAlone() ? texts.get("modules.service.left-alone") : "";
  }

  /** What it is in detail; empty: no more is known. */
  public String getServiceCause() {
    return serviceState().trouble();
  }

  private ModuleServiceState serviceState() {
    if (serviceState == null) serviceState = service.state();
    return serviceState;
  }

  /** Switches one module, or the selected ones, on or off, at once. */
  public void enable() {
    if (!signedIn.isOperator()) {
      notices.refuse();
      return;
    }
    boolean on = command.isOn();
    Map<String, Boolean> switched = switches.switchedModules();
    List<ModuleCatalog.Entry> changed =
        command.getSubjects().stream()
            .flatMap(id -> catalog.find(id).stream())
            .filter(ModulesPage::canBeSwitched)
            .filter(e -> isEnabled(e, switched) != on)
            .toList();
    List<String> ids = changed.stream().map(e -> e.descriptor().id()).toList();
    if (ids.isEmpty()) {
      notices.add(Notice.done(texts.get("modules.nothing-to-do")));
      return;
    }
    switches.enableModules(ids, on);
    found = null;
    String what =
        ids.size() == 1
            ? changed.get(0).descriptor().info().name()
            : texts.get("modules.count", ids.size());
    String text = texts.get(on ? "modules.switched-on" : "modules.switched-off", what);
    notices.add(Notice.done(text).undo("enable", String.join(",", ids), !on));
  }

  private static boolean canBeSwitched(ModuleCatalog.Entry entry) {
    return entry.descriptor().type() != ModuleType.TRIGGER;
  }

  private static boolean isEnabled(ModuleCatalog.Entry entry, Map<String, Boolean> switched) {
    String id = entry.descriptor().id();
    return switched.getOrDefault(id, Switches.ENABLED_AT_FIRST.contains(id));
  }

  private Address address() {
    return query.address("modules.xhtml");
  }

  private Tabs<ModuleRow> tabs() {
    return new Tabs<ModuleRow>()
        .tab("all", texts.get("tab.all"), row -> true)
        .apart("action", texts.get("tab.action"), row -> row.getType().equals("action"))
        .tab("logic", texts.get("tab.logic"), row -> row.getType().equals("logic"))
        .tab("misp-module", texts.get("tab.misp-module"), ModuleRow::isMispModule)
        .tab("custom", texts.get("tab.custom"), ModuleRow::isCustom)
        .apart("blocking", texts.get("tab.blocking"), ModuleRow::isBlocking)
        .apart("enabled", texts.get("tab.enabled"), ModuleRow::isEnabled)
        .tab("disabled", texts.get("tab.disabled"), row -> !row.isEnabled());
  }

  /** What the search finds; read once, and again after an action. */
  private List<ModuleRow> found() {
    if (found == null) {
      Map<String, Boolean> switched = switches.switchedModules();
      found =
          catalog.all().stream()
              .filter(ModulesPage::canBeSwitched)
              .map(e -> new ModuleRow(e, isEnabled(e, switched), e.diagnose()))
              .filter(r -> query.finds(r.getName(), r.getId(), r.getType(), r.getDescription()))
              .toList();
    }
    return found;
  }
}
