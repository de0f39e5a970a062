package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.done;
import static org.mispworkflows.spi.ModuleResult.failed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.misp.MispModules.Module;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleDescriptor.Dynamic;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Parameter;
import org.mispworkflows.spi.RoamingData;

/**
 * An action module of the misp-modules service. Sends what MISP sends; a module that says no, or
 * nothing that can be understood, fails the node.
 */
final class MispModuleAction implements ActionModule<Dynamic> {

  private final Module module;
  private final ModuleDescriptor descriptor;
  private final MispModules service;

  MispModuleAction(Module module, MispModules service) {
    this.module = module;
    this.service = service;
    Map<String, @Nullable Object> config = module.config();
    List<Parameter> parameters = new ArrayList<>();
    Map<String, @Nullable Object> declared = Json.map(config.get("params"));
    if (declared != null) declared.forEach((name, about) -> parameters.add(parameter(name, about)));
    descriptor =
        ModuleDescriptor.dynamicAction(
            module.name(),
            module.name(),
            Loose.text(module.meta().get("description")),
            "cube",
            Loose.truthy(config.get("blocking")),
            Loose.truthy(config.get("expect_misp_core_format")),
            Loose.truthy(config.get("support_filters")),
            parameters);
  }

  @Override
  public ModuleDescriptor descriptor() {
    return descriptor;
  }

  /** The {@code value} that a module declares is shown in the empty field; it is no default. */
  private static Parameter parameter(String name, @Nullable Object about) {
    String type = Loose.text(Loose.child(about, "type"));
    boolean path = type.equals("hash_path");
    return new Parameter(
        id(name),
        label(id(name)),
        path
            ? Parameter.Widget.HASHPATH
            : type.equals("large_string") ? Parameter.Widget.TEXTAREA : Parameter.Widget.INPUT,
        path ? HashPath.class : String.class,
        "",
        Loose.text(Loose.child(about, "value")),
        List.of(),
        Loose.truthy(Loose.child(about, "jinja_supported")),
        false,
        false,
        "");
  }

  /** {@code Data extraction path} is stored and sent as {@code data_extraction_path}. */
  private static String id(String name) {
    return name.strip().replaceAll("[^\\p{L}\\p{N}]+", "_").toLowerCase(Locale.ROOT);
  }

  /** {@code data_extraction_path} is {@code Data Extraction Path} to people and to the module. */
  private static String label(String id) {
    StringBuilder label = new StringBuilder();
    for (String word : id.split("_", -1)) {
      if (word.isEmpty()) continue;
      if (!label.isEmpty()) label.append(' ');
      label.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return label.toString();
  }

  @Override
  public ModuleResult.Effect execute(Dynamic params, Execution x) {
    Map<String, @Nullable Object> sent = new LinkedHashMap<>();
    Map<String, @Nullable Object> matching = new LinkedHashMap<>();
    params
        .values()
        .forEach(
            (id, value) -> {
              sent.put(id, value instanceof HashPath path ? path.text() : value);
              if (value instanceof HashPath path)
                matching.put(label(id), path.extract(x.data().root()));
            });
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    query.put("module", module.name());
    query.put("params", sent);
    query.put("data", x.data().root());
    if (descriptor.info().nodeFilter()) {
      query.put(
          "filteredItems",
          x.filtered() ? x.items().stream().map(RoamingData::root).toList() : x.data().root());
    }
    if (!matching.isEmpty()) query.put("matchingData", matching);
    if (x.run().dryRun()) {
      x.note("Dry run, not called: the module " + module.name() + " of the misp-modules service");
      return done();
    }
    return judged(service.query(query));
  }

  private ModuleResult.Effect judged(@Nullable Object answer) {
    Object error = Loose.child(answer, "error");
    if (Loose.truthy(error)) return failed(error instanceof String text ? text : Json.write(error));
    if (Loose.truthy(Loose.child(answer, "data"))) return done();
    return failed(
        "The module "
            + module.name()
            + " answered "
            + Json.write(answer)
            + ", which says neither that it worked nor why it didn't.");
  }
}
