package org.mispworkflows.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A configuration that a test writes down.
 *
 * @param values by full key
 */
public record FixedConfig(Map<String, String> values) implements Config {

  private static final Map<Class<?>, Function<String, Object>> CONVERTERS =
      Map.of(
          String.class, text -> text,
          Boolean.class, Boolean::valueOf,
          Integer.class, Integer::valueOf,
          Duration.class, Duration::parse);

  /** Settings with these values, by key without prefix; all others have their defaults. */
  public static Settings settings(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2)
      values.put(Setting.PREFIX + keysAndValues[i], keysAndValues[i + 1]);
    return new Settings(new FixedConfig(values));
  }

  @Override
  public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
    return Optional.ofNullable(values.get(name)).map(text -> converted(text, type));
  }

  @Override
  public <T> T getValue(String name, Class<T> type) {
    return getOptionalValue(name, type).orElseThrow();
  }

  @Override
  public <T> Optional<Converter<T>> getConverter(Class<T> type) {
    return Optional.of(text -> converted(text, type));
  }

  private static <T> T converted(String text, Class<T> type) {
    Function<String, Object> converter = CONVERTERS.get(type);
    if (converter == null) throw new IllegalArgumentException("no converter to " + type);
    return type.cast(converter.apply(text));
  }

  @Override
  public Iterable<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public Iterable<ConfigSource> getConfigSources() {
    return List.of();
  }

  @Override
  public ConfigValue getConfigValue(String name) {
    throw new UnsupportedOperationException("the settings don't ask for it");
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new IllegalArgumentException("there is no other configuration behind this one");
  }
}
