package org.mispworkflows.engine;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.MalformedPathException;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.graph.GraphNode;
import org.mispworkflows.spi.CelExpression;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.Parameter;
import org.mispworkflows.spi.Template;
import org.mispworkflows.template.Jinja;
import org.mispworkflows.template.RenderLimits;
import org.mispworkflows.template.TemplateSyntaxException;
import org.mispworkflows.template.cel.Expression;

/**
 * A node's stored parameters, converted to the types of its module's record. What needs no data is
 * converted once, when the plan is compiled; only templates are rendered per run.
 */
final class ParameterBinder {

  private final ModuleDescriptor module;
  private final RenderLimits limits;
  private final Constructor<? extends Record> constructor;
  private final boolean dynamic;
  private final @Nullable Object[] values;
  private final @Nullable Jinja[] templates;
  private final boolean[] optional;
  private final List<Finding> findings = new ArrayList<>();
  private final @Nullable Record constant;

  /** Converts the parameters of a node; what can't be converted becomes a finding. */
  ParameterBinder(ModuleDescriptor module, GraphNode node, RenderLimits limits) {
    this.module = module;
    this.limits = limits;
    RecordComponent[] components = module.parametersType().getRecordComponents();
    dynamic = module.parametersType() == ModuleDescriptor.Dynamic.class;
    constructor = constructor(module.parametersType(), components);
    int count = module.parameters().size();
    values = new Object[count];
    templates = new Jinja[count];
    optional = new boolean[count];
    for (int i = 0; i < count; i++) {
      optional[i] =
          !dynamic && components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
      read(node, module.parameters().get(i), i);
    }
    constant =
        hasErrors() || Arrays.stream(templates).anyMatch(t -> t != null) ? null : created(node);
  }

  /** The record of a node without templates; null when the record itself refuses the values. */
  private @Nullable Record created(GraphNode node) {
    try {
      return create(values.clone());
    } catch (IllegalArgumentException e) {
      findings.add(
          Finding.error("malformed-parameter", node.label() + ": " + e.getMessage(), node.id()));
      return null;
    }
  }

  /** What is wrong with the parameters. */
  List<Finding> findings() {
    return findings;
  }

  /** Whether nothing can be bound. */
  boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }

  /** The record, if it is the same for all data; empty while it has errors. */
  Optional<Record> constant() {
    return Optional.ofNullable(constant);
  }

  /**
   * The record, with templates rendered.
   *
   * @throws IllegalArgumentException when a rendered text can't be converted
   */
  Record bind(Supplier<Map<String, @Nullable Object>> data) {
    if (constant != null) return constant;
    Map<String, @Nullable Object> root = data.get();
    @Nullable Object[] args = values.clone();
    for (int i = 0; i < args.length; i++) {
      Jinja template = templates[i];
      if (template == null) continue;
      Parameter p = module.parameters().get(i);
      String text = template.render(root, limits);
      args[i] = convert(p, text.isEmpty() ? p.defaultText() : text);
    }
    return create(args);
  }

  private void read(GraphNode node, Parameter p, int i) {
    Object raw = node.parameters().get(p.id());
    Object value = raw == null ? defaultOf(p) : raw;
    if (p.required() && (value.equals("") || value.equals(List.of()))) {
      findings.add(
          Finding.error(
              "missing-parameter",
              node.label() + " needs a value for " + quoted(p) + ".",
              node.id()));
      return;
    }
    try {
      if (p.type() == Template.class)
        values[i] = new Later(Jinja.compile(Loose.text(value)), Loose.text(value), limits);
      else if (p.jinja() && value instanceof String text && Jinja.hasMarkup(text))
        templates[i] = Jinja.compile(text);
      else values[i] = convert(p, value);
    } catch (TemplateSyntaxException e) {
      findings.add(
          Finding.error(
              "malformed-template",
              node.label() + ", " + quoted(p) + ": " + e.getMessage(),
              node.id()));
    } catch (UnknownOptionException e) {
      if (optional[i] && value.equals(defaultOf(p))) return;
      Finding.Severity severity = optional[i] ? Finding.Severity.WARNING : Finding.Severity.ERROR;
      findings.add(
          new Finding(
              severity,
              "unknown-option",
              node.label() + ", " + quoted(p) + ": " + e.getMessage(),
              List.of(node.id()),
              List.of()));
    } catch (IllegalArgumentException e) {
      findings.add(
          Finding.error(
              malformed(p.type(), e),
              node.label() + ", " + quoted(p) + ": " + e.getMessage(),
              node.id()));
    }
  }

  /** A template that the module renders when it has what the template speaks of. */
  private record Later(Jinja jinja, String text, RenderLimits limits) implements Template {
    @Override
    public String render(Map<String, @Nullable Object> root) {
      return jinja.render(root, limits);
    }
  }

  private static String malformed(Class<?> type, IllegalArgumentException e) {
    if (type == HashPath.class || e instanceof MalformedPathException) return "malformed-path";
    return type == CelExpression.class ? "malformed-expression" : "malformed-parameter";
  }

  private static String quoted(Parameter p) {
    return "parameter `" + p.id() + "`";
  }

  /** The default of a parameter, as a tree. */
  static Object defaultOf(Parameter p) {
    String text = p.defaultText();
    if (!text.startsWith("[")) return text;
    Object parsed = Json.parse(text);
    return parsed == null ? "" : parsed;
  }

  private @Nullable Object convert(Parameter p, Object raw) {
    Class<?> type = p.type();
    if (type == List.class) return texts(raw);
    if (type == Object.class && Loose.isTree(raw)) return texts(raw);
    if (type == Map.class) return paths(raw);
    if (type == Pattern.class) return pattern(Loose.text(raw));
    if (Loose.isTree(raw)) {
      if (Loose.values(raw).isEmpty()) return convert(p, p.defaultText());
      throw new IllegalArgumentException("a list was given where one text is needed");
    }
    String text = raw instanceof Boolean b ? b.toString() : Loose.text(raw);
    if (type == String.class || type == Object.class) return text;
    if (type == HashPath.class) return ParsedPath.written(text);
    if (type == CelExpression.class) return Expression.compile(text, limits);
    if (type == boolean.class) return Loose.truthy(raw) && !text.equals("false");
    if (type.isEnum()) return constant(p, text);
    if (type == int.class) return Integer.parseInt(text.strip());
    throw new IllegalArgumentException(
        "its module wants a " + type.getName() + ", which no parameter can be");
  }

  private static List<String> texts(Object raw) {
    if (!Loose.isTree(raw)) return raw.equals("") ? List.of() : List.of(Loose.text(raw));
    return Loose.values(raw).stream().map(Loose::text).toList();
  }

  /** A JSON object of names and paths, stored as text. */
  private static Map<String, HashPath> paths(Object raw) {
    Object tree = raw instanceof String text && !text.isBlank() ? Json.parse(text) : raw;
    if (tree instanceof String blank && blank.isBlank() || List.of().equals(tree)) return Map.of();
    Map<String, @Nullable Object> fields = Json.map(tree);
    if (fields == null) {
      throw new IllegalArgumentException(
          "a JSON object of names and paths is needed, such as {\"info\": \"Event.info\"}");
    }
    Map<String, HashPath> paths = new LinkedHashMap<>();
    fields.forEach(
        (name, path) -> {
          if (!(path instanceof String text)) {
            throw new IllegalArgumentException("the field `" + name + "` needs a path, as a text");
          }
          paths.put(name, ParsedPath.parse(text));
        });
    return Collections.unmodifiableMap(paths);
  }

  /** A regular expression; null when there is none. */
  private static @Nullable Pattern pattern(String text) {
    try {
      return text.isEmpty() ? null : Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("the regular expression is wrong: " + e.getMessage(), e);
    }
  }

  private static Object constant(Parameter p, String text) {
    Optional<?> found =
        Arrays.stream(p.type().getEnumConstants())
            .filter(c -> ModuleDescriptor.option((Enum<?>) c).key().equals(text))
            .findFirst();
    if (found.isPresent()) return found.get();
    throw new UnknownOptionException(
        "`"
            + text
            + "` is none of "
            + String.join(", ", p.options().stream().map(Parameter.Option::key).toList()));
  }

  private static final class UnknownOptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnknownOptionException(String message) {
      super(message);
    }
  }

  private static Constructor<? extends Record> constructor(
      Class<? extends Record> type, RecordComponent[] components) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new AssertionError("a record has its canonical constructor: " + type, e);
    }
  }

  private Record create(@Nullable Object[] args) {
    if (dynamic) return new ModuleDescriptor.Dynamic(named(args));
    try {
      return constructor.newInstance(args);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(String.valueOf(e.getTargetException().getMessage()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the parameters of `" + module.id() + "` can't be created", e);
    }
  }

  private Map<String, Object> named(@Nullable Object[] args) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < args.length; i++)
      named.put(module.parameters().get(i).id(), Objects.requireNonNull(args[i]));
    return named;
  }
}
