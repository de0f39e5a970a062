package org.mispworkflows.misp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.outbound.Peer;
import org.mispworkflows.spi.MispException;

/**
 * The misp-modules service: enrichment modules and action modules, called over HTTP. What it
 * answers is told by the body alone, since its content types can't be trusted.
 */
@ApplicationScoped
public class MispModules {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  @Inject private Settings settings;
  @Inject private HttpGateway http;

  /**
   * One module, as the service lists it.
   *
   * @param name what a query names
   * @param kinds expansion, hover, import, export, action
   * @param inputs the attribute types that an enrichment module takes
   * @param standard whether it wants whole attributes, {@code misp_standard}
   * @param settings the names of its settings; those of an action module are parameters instead
   * @param config of an action module: {@code {params, blocking, support_filters,
   *     expect_misp_core_format}}; empty for the others
   * @param meta all that it says of itself
   */
  public record Module(
      String name,
      List<String> kinds,
      List<String> inputs,
      boolean standard,
      List<String> settings,
      Map<String, @Nullable Object> config,
      Map<String, @Nullable Object> meta) {

    /** Reads an entry of the list; what is missing is empty. */
    public static Module of(Map<String, @Nullable Object> entry) {
      Map<String, @Nullable Object> meta = map(entry.get("meta"));
      Map<String, @Nullable Object> attributes = map(entry.get("mispattributes"));
      return new Module(
          String.valueOf(entry.get("name")),
          texts(meta.get("module-type")),
          texts(attributes.get("input")),
          "misp_standard".equals(attributes.get("format")),
          texts(meta.get("config")),
          map(meta.get("config")),
          meta);
    }
  }

  /** Whether there is a service to ask. */
  public boolean isConfigured() {
    return !url().equals(Settings.OFF);
  }

  /**
   * All modules that the service offers.
   *
   * @throws MispException when it can't be reached or answers oddly
   */
  public List<Module> modules() {
    if (!(call("GET", "/modules", null) instanceof List<?> list))
      throw new MispException(
          "The misp-modules service at " + url() + " didn't answer with a list of modules.");
    List<Module> modules = new ArrayList<>();
    for (Object entry : list) {
      if (entry instanceof Map<?, ?>) modules.add(Module.of(map(entry)));
    }
    return modules;
  }

  /** The module of this name, if the service offers it. */
  public Optional<Module> module(String name) {
    return modules().stream().filter(m -> m.name().equals(name)).findFirst();
  }

  /**
   * Asks a module.
   *
   * @param query {@code {module, …}}, as the module wants it
   * @return any JSON value, {@code {error}} and {@code false} too: what they mean depends on the
   *     module
   * @throws MispException when the service can't be reached or answers with something else
   */
  public @Nullable Object query(Map<String, @Nullable Object> query) {
    return call("POST", "/query", query);
  }

  private String url() {
    return settings.get(Settings.MISP_MODULES_URL);
  }

  private @Nullable Object call(
      String method, String path, @Nullable Map<String, @Nullable Object> body) {
    String where = "The misp-modules service at " + url();
    if (!isConfigured()) {
      throw new MispException(
          "No misp-modules service is configured; set "
              + Settings.MISP_MODULES_URL.fullKey()
              + " to its address.");
    }
    try {
      HttpGateway.Answer answer =
          http.send(
              new HttpGateway.Request(
                  method,
                  URI.create(url() + path),
                  Map.of("Accept", "application/json", "Content-Type", "application/json"),
                  body == null
                      ? new byte[0]
                      : JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8),
                  false,
                  Peer.OF_AN_ADMIN));
      if (answer.status() != 200)
        throw new MispException(where + " answered with status " + answer.status() + ".");
      return JSON.readValue(answer.body(), Object.class);
    } catch (JsonProcessingException e) {
      throw new MispException(where + " answered with something that is not JSON.", e);
    } catch (java.io.IOException e) {
      throw new MispException(where + " can't be asked: " + e.getMessage(), e);
    }
  }

  private static List<String> texts(@Nullable Object list) {
    if (!(list instanceof List<?> values)) return List.of();
    return values.stream().map(String::valueOf).toList();
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }
}
