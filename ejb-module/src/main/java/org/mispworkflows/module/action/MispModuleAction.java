package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.done;
import static org.mispworkflows.spi.ModuleResult.failed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.MispModulesSettings;
import org.mispworkflows.config.Settings;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.misp.MispModule;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.misp.ModuleAnswer;
import org.mispworkflows.misp.ModuleAnswer.Kind;
import org.mispworkflows.misp.ModuleQuestion;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleDescriptor.Dynamic;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Parameter;
import org.mispworkflows.spi.RoamingData;
import org.mispworkflows.template.Jinja;

/**
 * An action module of the misp-modules service. Sends what MISP sends; a module that says no, or
 * nothing that can be understood, fails the node.
 */
final class MispModuleAction implements ActionModule<Dynamic> {

  /** Parameters that a record must not show; the service doesn't say which are secret. */
  private static final Pattern SECRET =
      Pattern.compile("token|key|password|secret", Pattern.CASE_INSENSITIVE);

  private final MispModule module;
  private final ModuleDescriptor descriptor;
  private final MispModules service;
  private final HttpGateway http;
  private final Settings settings;

  MispModuleAction(MispModule module, MispModules service, HttpGateway http, Settings settings) {
    this.module = module;
    this.service = service;
    this.http = http;
    this.settings = settings;
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
    query.put("params", sent);
    query.put("data", x.data().root());
    if (descriptor.info().nodeFilter()) query.put("filteredItems", filteredItems(x));
    if (!matching.isEmpty()) query.put("matchingData", matching);
    noteSigns(sent, x);
    Optional<ModuleResult.Effect> instead =
        http.guard()
            .instead(
                x,
                module.name() + ".misp-modules",
                "the data to the module " + module.name() + " of the misp-modules service");
    if (instead.isPresent()) return instead.get();
    return judged(service.ask(ModuleQuestion.order(module, query)), reading(sent), x);
  }

  /**
   * What is rendered here is never rendered here again, but some modules do so with what they get.
   */
  private void noteSigns(Map<String, @Nullable Object> sent, Execution x) {
    for (Parameter p : descriptor.parameters()) {
      if (p.jinja() && sent.get(p.id()) instanceof String text && Jinja.hasMarkup(text))
        x.note(
            "Warning: the rendered `"
                + p.id()
                + "` holds signs of a template, from the data; a module that renders it again runs them");
    }
  }

  /** All data where the node has no filter; what passes where it has one, if only nothing. */
  private Object filteredItems(Execution x) {
    if (!x.filtered()) return x.data().root();
    List<Object> list = new ArrayList<>();
    Map<String, Object> php = new LinkedHashMap<>();
    boolean gaps = false;
    for (Map.Entry<String, RoamingData> item : x.itemsByKey().entrySet()) {
      gaps |= !item.getKey().equals(String.valueOf(list.size()));
      list.add(item.getValue().root());
      php.put(item.getKey(), item.getValue().root());
    }
    return gaps && settings.ofModule(module.name(), MispModulesSettings.PHP_LISTS) ? php : list;
  }

  private Reading reading(Map<String, @Nullable Object> sent) {
    List<@Nullable Object> secrets = new ArrayList<>();
    sent.forEach(
        (id, value) -> {
          if (SECRET.matcher(id).find()) secrets.add(value);
        });
    return new Reading(module, settings, secrets);
  }

  private ModuleResult.Effect judged(ModuleAnswer answer, Reading reading, Execution x) {
    boolean done =
        answer.kind() == Kind.DONE
            || answer.kind() == Kind.RESULTS && Loose.truthy(answer.get("data"));
    boolean odd = !done && answer.kind().isSuccessInMisp();
    x.note(odd ? reading.noted(answer) : reading.plainly(answer));
    if (done || odd && reading.isLenient()) return done();
    String why = reading.failure(answer, "", "says neither that it worked nor why it didn't");
    boolean gone = answer.kind() == Kind.SERVER_ERROR && !isOffered();
    return failed(gone ? why + " The service doesn't offer this module any more." : why);
  }

  private boolean isOffered() {
    try {
      return service.modules().stream().anyMatch(m -> m.name().equals(module.name()));
    } catch (MispException e) {
      return true; // nobody knows
    }
  }

  @Override
  public List<Diagnosis> diagnose() {
    return service.diagnose();
  }
}
