package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Switches;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.graph.Graph;
import org.mispworkflows.run.Diagnostics;
import org.mispworkflows.spi.ModuleType;
import org.mispworkflows.web.security.SignedIn;
import org.mispworkflows.workflow.Workflow;
import org.mispworkflows.workflow.Workflows;
import org.omnifaces.cdi.Param;
import org.omnifaces.util.Faces;

/** One module, or trigger: what it does, takes and needs, and where it is used. */
@Named
@RequestScoped
public class ModulePage {

  @Inject private ModuleCatalog catalog;
  @Inject private Diagnostics diagnostics;
  @Inject private Switches switches;
  @Inject private Workflows workflows;
  @Inject private SignedIn signedIn;
  @Inject private Command command;
  @Inject private Notices notices;
  @Inject private Texts texts;
  @Inject @Param private @Nullable String id;

  /** Answers 404 when the address names nothing that is there. */
  public void open() throws IOException {
    if (!isKnown()) Faces.responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
  }

  /** Whether there is such a module. */
  public boolean isKnown() {
    return catalog.find(Objects.requireNonNullElse(id, "")).isPresent();
  }

  /** The module. */
  public ModuleRow getModule() {
    ModuleCatalog.Entry entry = entry();
    String key = entry.descriptor().id();
    return new ModuleRow(
        entry,
        isTrigger() ? switches.trigger(key).isEnabled() : switches.isModuleEnabled(key),
        diagnostics.of(entry));
  }

  /** Whether it is a trigger. */
  public boolean isTrigger() {
    return entry().descriptor().type() == ModuleType.TRIGGER;
  }

  /** The workflows with a node that runs it. */
  public List<Workflow> getUsedBy() {
    String key = entry().descriptor().id();
    return workflows.all().stream().filter(w -> uses(w, key)).toList();
  }

  private static boolean uses(Workflow workflow, String moduleId) {
    return Graph.of(Json.parse(workflow.getData())).nodes().stream()
        .anyMatch(node -> node.moduleId().equals(moduleId));
  }

  /** Switches the module on or off, at once. */
  public void enable() {
    if (!signedIn.isOperator()) {
      notices.refuse();
      return;
    }
    boolean on = command.isOn();
    ModuleCatalog.Entry entry = entry();
    String key = entry.descriptor().id();
    if (isTrigger()) switches.enableTrigger(key, on);
    else switches.enableModules(List.of(key), on);
    String text =
        texts.get(
            on ? "modules.switched-on" : "modules.switched-off", entry.descriptor().info().name());
    notices.add(Notice.done(text).undo("enable", key, !on));
  }

  private ModuleCatalog.Entry entry() {
    String key = Objects.requireNonNullElse(id, "");
    return catalog.find(key).orElseThrow(() -> new NoSuchElementException("no module " + key));
  }
}
