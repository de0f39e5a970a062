package org.mispworkflows.module.action;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.Masks;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleResult;

/** The questions that one execution of a node has for the misp-modules service. */
final class Enrichment {

  private final MispModules service;
  private final Settings settings;
  private final Execution x;

  /** By module, type and value: the same is asked once. */
  private final Map<List<String>, Answer> answers = new HashMap<>();

  /** By module: why its first odd answer is one. */
  private final Map<String, String> odd = new LinkedHashMap<>();

  /**
   * What a module said.
   *
   * @param results to be attached; null when there are none
   */
  private record Answer(@Nullable Object results) {}

  Enrichment(MispModules service, Settings settings, Execution x) {
    this.service = service;
    this.settings = settings;
    this.x = x;
  }

  /**
   * Asks each module about each attribute of a type that it takes, and attaches what it finds. What
   * a module can't find out is noted; an answer that is neither results nor an error is a failure,
   * but the other questions are asked all the same.
   */
  ModuleResult.Effect of(
      List<Map<String, @Nullable Object>> attributes,
      List<MispModules.Module> modules,
      @Nullable Object eventId) {
    int enriched = 0;
    for (Map<String, @Nullable Object> attribute : attributes) {
      List<@Nullable Object> attached = new ArrayList<>(Loose.values(attribute.get("enrichment")));
      int before = attached.size();
      for (MispModules.Module module : modules) {
        if (!module.inputs().contains(Loose.text(attribute.get("type")))) continue;
        Object results = answer(module, attribute, eventId).results();
        if (results != null) attached.add(results);
      }
      if (attached.size() == before) continue;
      attribute.put("enrichment", attached);
      enriched++;
    }
    x.note("Questions asked: " + answers.size() + ", attributes with results: " + enriched);
    return odd.isEmpty()
        ? ModuleResult.done()
        : new ModuleResult.Failed(new ArrayList<>(odd.values()));
  }

  /** Attributes with the same answer get a tree each, since later nodes may change it. */
  private Answer answer(
      MispModules.Module module,
      Map<String, @Nullable Object> attribute,
      @Nullable Object eventId) {
    String type = Loose.text(attribute.get("type"));
    String value = Loose.text(attribute.get("value"));
    List<String> question = List.of(module.name(), type, value);
    Answer known = answers.get(question);
    if (known != null) return new Answer(Json.parse(Json.write(known.results())));
    Answer answer =
        judged(service.query(query(module, attribute, eventId)), module, type + " " + value);
    answers.put(question, answer);
    return answer;
  }

  private Map<String, @Nullable Object> query(
      MispModules.Module module,
      Map<String, @Nullable Object> attribute,
      @Nullable Object eventId) {
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    query.put("module", module.name());
    query.put("event_id", eventId);
    query.put("attribute_uuid", MispElement.attribute(attribute).uuid());
    if (module.standard()) query.put("attribute", attribute);
    else query.put(Loose.text(attribute.get("type")), attribute.get("value"));
    query.put("config", config(module));
    return query;
  }

  /** A module that has no settings is sent one all the same, as MISP does. */
  private Map<String, @Nullable Object> config(MispModules.Module module) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    for (String name : module.settings())
      config.put(name, settings.ofModule(module.name(), name).orElse(null));
    if (config.isEmpty()) config.put("_", "_");
    return config;
  }

  private Answer judged(@Nullable Object answer, MispModules.Module module, String about) {
    Object error = Loose.child(answer, "error");
    if (Loose.truthy(error)) {
      String text = error instanceof String said ? said : Json.write(error);
      x.note(module.name() + " about " + about + ": " + masked(text, module));
      return new Answer(null);
    }
    Object results = Loose.child(answer, "results");
    if (results == null)
      odd.putIfAbsent(
          module.name(),
          "The module `"
              + module.name()
              + "` answered "
              + masked(start(Json.write(answer)), module)
              + " about "
              + about
              + ", which is neither results nor an error.");
    return new Answer(results);
  }

  private static String start(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  /** Some modules repeat their API key in what they say; shorter values are no keys. */
  private String masked(String text, MispModules.Module module) {
    String masked = text;
    for (Object secret : config(module).values()) {
      if (secret instanceof String key && key.length() > 4)
        masked = masked.replace(key, Masks.MASK);
    }
    return masked;
  }
}
