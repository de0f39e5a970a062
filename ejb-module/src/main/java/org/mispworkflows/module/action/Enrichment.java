package org.mispworkflows.module.action;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.misp.MispModule;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.misp.ModuleAnswer;
import org.mispworkflows.misp.ModuleAnswer.Kind;
import org.mispworkflows.misp.ModuleQuestion;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.ModuleResult;

/** The questions that one execution of a node has for the misp-modules service. */
final class Enrichment {

  /** After as many time-outs a module is given up: each leaves a worker of the service busy. */
  private static final int PATIENCE = 3;

  private final MispModules service;
  private final Settings settings;
  private final Execution x;

  /** By module, type and value: the same is asked once. */
  private final Map<List<String>, Answer> answers = new HashMap<>();

  /** By module, or what concerns all of them: why the first odd answer is a failure. */
  private final Map<String, String> failures = new LinkedHashMap<>();

  private final Map<String, Reading> readings = new HashMap<>();
  private final Map<String, Integer> timeouts = new HashMap<>();
  private final Set<String> givenUp = new HashSet<>();
  private final Set<String> noted = new HashSet<>();
  private boolean away;
  private int unasked;
  private int kept;

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
   * but the other questions are asked all the same, as long as the service is there.
   */
  ModuleResult.Effect of(
      List<Map<String, @Nullable Object>> attributes,
      List<MispModule> modules,
      @Nullable Object eventId) {
    int enriched = 0;
    for (Map<String, @Nullable Object> attribute : attributes) {
      List<@Nullable Object> attached = new ArrayList<>(Loose.values(attribute.get("enrichment")));
      int before = attached.size();
      for (MispModule module : modules) {
        if (!module.inputs().contains(Loose.text(attribute.get("type")))) continue;
        Object results = answer(module, attribute, eventId).results();
        if (results != null) attached.add(results);
      }
      if (attached.size() == before) continue;
      attribute.put("enrichment", attached);
      enriched++;
    }
    x.note(
        "Questions asked: "
            + answers.size()
            + (kept == 0 ? "" : " (" + kept + " answered from memory)")
            + (unasked == 0 ? "" : ", given up: " + unasked)
            + ", attributes with results: "
            + enriched);
    return failures.isEmpty()
        ? ModuleResult.done()
        : new ModuleResult.Failed(new ArrayList<>(failures.values()));
  }

  /** Attributes with the same answer get a tree each, since later nodes may change it. */
  private Answer answer(
      MispModule module, Map<String, @Nullable Object> attribute, @Nullable Object eventId) {
    String type = Loose.text(attribute.get("type"));
    String value = Loose.text(attribute.get("value"));
    List<String> question = List.of(module.name(), type, value);
    Answer known = answers.get(question);
    if (known != null) return new Answer(Json.parse(Json.write(known.results())));
    if (away || givenUp.contains(module.name())) {
      unasked++;
      return new Answer(null);
    }
    ModuleAnswer answer = service.ask(question(module, attribute, eventId));
    if (answer.kept()) kept++;
    Answer judged = new Answer(results(answer, module, "about " + type + " " + value));
    answers.put(question, judged);
    return judged;
  }

  /**
   * Results of a module that is sent the whole attribute may repeat it, with its comment and tags,
   * so they are for this attribute only, and not for the same value in another event.
   */
  private ModuleQuestion question(
      MispModule module, Map<String, @Nullable Object> attribute, @Nullable Object eventId) {
    String type = Loose.text(attribute.get("type"));
    String uuid = MispElement.attribute(attribute).uuid();
    Map<String, @Nullable Object> config = config(module);
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    query.put("event_id", eventId);
    query.put("attribute_uuid", uuid);
    if (module.standard()) query.put("attribute", attribute);
    else query.put(type, attribute.get("value"));
    query.put("config", config);
    String whose = module.standard() ? (uuid.isEmpty() ? Json.write(attribute) : uuid) : "";
    return ModuleQuestion.lookUp(
        module, query, List.of(type, Loose.text(attribute.get("value")), config, whose));
  }

  /** A module that has no settings is sent one all the same, as MISP does. */
  private Map<String, @Nullable Object> config(MispModule module) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    for (String name : module.settings())
      config.put(name, settings.ofModule(module.name(), name).orElse(null));
    if (config.isEmpty()) config.put("_", "_");
    return config;
  }

  private @Nullable Object results(ModuleAnswer answer, MispModule module, String about) {
    String name = module.name();
    Kind kind = answer.kind();
    if (kind == Kind.RESULTS) return answer.get("results");
    Reading reading =
        readings.computeIfAbsent(name, n -> new Reading(module, settings, config(module).values()));
    if (kind == Kind.ERROR) {
      x.note(name + " " + about + ": " + reading.error(answer));
      return null;
    }
    if (kind.isServiceTrouble()) away = true;
    int late = kind == Kind.TIMEOUT ? timeouts.merge(name, 1, Integer::sum) : 0;
    if (kind == Kind.QUOTA || late == PATIENCE) givenUp.add(name);
    if (noted.add(name + " " + kind)) x.note(name + " " + about + ": " + reading.noted(answer));
    if (reading.isLenient() && kind != Kind.QUOTA) return null;
    failures.putIfAbsent(
        kind.isServiceTrouble() ? "" : name,
        reading.failure(answer, about, "is neither results nor an error"));
    return null;
  }
}
