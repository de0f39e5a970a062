package org.mispworkflows.conformance;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.misp.MispModule;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.misp.ModuleAnswer;
import org.mispworkflows.misp.ModuleQuestion;
import org.mispworkflows.misp.RecordedAnswer;
import org.mispworkflows.outbound.EgressGuard;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.outbound.Mailer;
import org.mispworkflows.outbound.ZmqPublisher;
import org.mispworkflows.run.DebugPosts;
import org.mispworkflows.security.Accounts;
import org.mispworkflows.security.Notifications;

/** Stand-ins of the outbound ports: they write down what they are given and answer by the rules. */
final class Surroundings {

  private Surroundings() {}

  /** Everything that modules may want injected. */
  static Object[] of(Case observed, Effects effects) {
    return new Object[] {
      new Http(observed, effects),
      new Mail(effects),
      new Zmq(effects),
      new Service(effects),
      new Accounts(),
      new Notifications(),
      FixedConfig.settings()
    };
  }

  /** The debug endpoint that the world's configuration names. */
  static DebugPosts debugPosts(Case observed, Effects effects) {
    String url = Loose.text(World.FIXED.setting(observed, "Plugin.Workflow_debug_url"));
    return StandIns.started(
        new DebugPosts(),
        new Http(observed, effects),
        FixedConfig.settings("debug.url", url),
        new DirectExecutor());
  }

  /** Answers as the world's rules say. */
  private static final class Http extends HttpGateway {
    private final boolean open;
    private final Effects effects;

    Http(Case observed, Effects effects) {
      open =
          Loose.truthy(World.FIXED.setting(observed, "Security.rest_client_enable_arbitrary_urls"));
      this.effects = effects;
    }

    @Override
    public EgressGuard guard() {
      return new EgressGuard(FixedConfig.settings("egress.marked", "off"));
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public Answer send(Request request) throws IOException {
      if (request.peer().author() && !open) throw new IOException("requests are switched off");
      String text = new String(request.body(), StandardCharsets.UTF_8);
      boolean form =
          request.headers().getOrDefault("Content-Type", "").contains("x-www-form-urlencoded");
      effects.add(
          "http",
          "method",
          request.method().toLowerCase(java.util.Locale.ROOT),
          "url",
          request.url().toString(),
          "headers",
          request.headers(),
          "self_signed",
          request.peer().selfSigned(),
          "body",
          form ? formFields(text) : json(text));
      Map<String, @Nullable Object> rule =
          World.FIXED.httpRule(request.url().toString()).orElse(Map.of("status", 200L, "body", ""));
      if (rule.containsKey("throw")) throw new IOException(Loose.text(rule.get("message")));
      return new Answer((int) Loose.integer(rule.get("status")), Loose.text(rule.get("body")));
    }

    private static @Nullable Object json(String text) {
      if (text.isEmpty()) return null;
      try {
        return Json.parse(text);
      } catch (Json.MalformedJsonException e) {
        return text;
      }
    }
  }

  /** Fields of a form as a tree, the way PHP reads them; a text without {@code =} is itself. */
  static @Nullable Object formFields(String text) {
    if (text.isEmpty()) return null;
    if (text.indexOf('=') < 0) return URLDecoder.decode(text, StandardCharsets.UTF_8);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name =
          URLDecoder.decode(pair.substring(0, Math.max(0, equals)), StandardCharsets.UTF_8);
      String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      Map<String, @Nullable Object> place = fields;
      List<String> keys = List.of(name.replace("]", "").split("\\[", -1));
      for (String key : keys.subList(0, keys.size() - 1)) {
        Map<String, @Nullable Object> inner = Json.map(place.get(key));
        if (inner == null) {
          inner = new LinkedHashMap<>();
          place.put(key, inner);
        }
        place = inner;
      }
      place.put(keys.get(keys.size() - 1), value);
    }
    return fields;
  }

  private static final class Mail extends Mailer {
    private final Effects effects;

    Mail(Effects effects) {
      this.effects = effects;
    }

    @Override
    public EgressGuard guard() {
      return new EgressGuard(FixedConfig.settings("egress.marked", "off"));
    }

    @Override
    public void send(String to, String subject, String text) {
      effects.add("mail", "to", to, "subject", subject, "body", text);
    }
  }

  private static final class Zmq extends ZmqPublisher {
    private final Effects effects;

    Zmq(Effects effects) {
      this.effects = effects;
    }

    @Override
    public void publish(String topic, @Nullable Object tree) {
      effects.add("zmq.push", "data", tree);
    }
  }

  /** The misp-modules service. */
  private static final class Service extends MispModules {
    private final Effects effects;

    Service(Effects effects) {
      this.effects = effects;
    }

    @Override
    public List<MispModule> modules() {
      List<Map<String, @Nullable Object>> entries =
          new ArrayList<>(World.FIXED.records("enrichment_modules"));
      entries.addAll(World.FIXED.records("action_modules"));
      return entries.stream().map(MispModule::of).toList();
    }

    @Override
    public ModuleAnswer ask(ModuleQuestion question) {
      String module = question.module().name();
      Map<String, @Nullable Object> query = question.body();
      return RecordedAnswer.of(
          query.containsKey("params") ? action(module, query) : enrichment(module, query));
    }

    private @Nullable Object action(String module, Map<String, @Nullable Object> query) {
      effects.add(
          "module.action",
          "module",
          module,
          "params",
          query.get("params"),
          "data",
          query.get("data"),
          "filteredItems",
          query.get("filteredItems"),
          "matchingData",
          query.get("matchingData"));
      List<@Nullable Object> values = new ArrayList<>(Loose.values(query.get("params")));
      if (values.contains("oracle-throw"))
        throw new IllegalStateException("canned module exception");
      return values.contains("oracle-fail")
          ? Map.of("error", "canned module error")
          : Map.of("data", true);
    }

    /** MISP names the attribute where the service is sent the whole of it. */
    private @Nullable Object enrichment(String module, Map<String, @Nullable Object> query) {
      Map<String, @Nullable Object> asked = new LinkedHashMap<>(query);
      asked.remove("module");
      asked.remove("attribute_uuid");
      Object attribute = asked.remove("attribute");
      if (attribute != null) asked.put("attribute_id", Loose.child(attribute, "id"));
      effects.add("module.enrichment", "module", module, "query", asked);
      if (attribute != null)
        return World.FIXED.enrichment(module, Loose.text(Loose.child(attribute, "value")));
      for (Map.Entry<String, @Nullable Object> entry : asked.entrySet()) {
        if (!entry.getKey().equals("event_id") && !entry.getKey().equals("config"))
          return World.FIXED.enrichment(module, Loose.text(entry.getValue()));
      }
      throw new AssertionError("no attribute is asked about: " + query);
    }
  }
}
