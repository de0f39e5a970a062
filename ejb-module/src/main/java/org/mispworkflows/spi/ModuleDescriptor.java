package org.mispworkflows.spi;

import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.Parameter.Option;
import org.mispworkflows.spi.Parameter.Widget;

/**
 * Everything known about a module without running it; derived from {@link ModuleInfo}, {@link
 * TriggerInfo} and {@link Param}.
 *
 * @param info what the module says of itself
 * @param trigger what a trigger says besides; null for the others
 * @param type the kind, by the interface it implements
 * @param parametersType the record that holds a node's parameters
 * @param parameters its components, in order
 */
public record ModuleDescriptor(
    ModuleInfo info,
    @Nullable TriggerInfo trigger,
    ModuleType type,
    Class<? extends Record> parametersType,
    List<Parameter> parameters) {

  /** For a module without parameters. */
  public record None() {}

  /**
   * For a module whose parameters aren't known when it is compiled.
   *
   * @param values by parameter id: a text, or a {@link HashPath}
   */
  public record Dynamic(Map<String, Object> values) {}

  public ModuleDescriptor {
    parameters = List.copyOf(parameters);
    if ((type == ModuleType.TRIGGER) != (trigger != null)) {
      throw new IllegalArgumentException(
          "module `"
              + info.id()
              + "`: @TriggerInfo goes with TriggerModule, and with nothing else");
    }
  }

  /**
   * Reads the annotations of a module's class, or of the class that a container's proxy extends.
   *
   * @throws IllegalArgumentException when the class isn't a well-formed module; the message says
   *     why
   */
  public static ModuleDescriptor of(Class<?> type) {
    Class<?> module = type;
    while (!module.isAnnotationPresent(ModuleInfo.class)) {
      Class<?> parent = module.getSuperclass();
      if (parent == null)
        throw new IllegalArgumentException(type.getName() + " has no @ModuleInfo");
      module = parent;
    }
    for (Type implemented : module.getGenericInterfaces()) {
      if (implemented instanceof ParameterizedType p) {
        ModuleType kind = kind(p.getRawType());
        if (kind == null) continue;
        @SuppressWarnings("unchecked") // the interfaces' bound is P extends Record
        Class<? extends Record> parameters =
            (Class<? extends Record>) p.getActualTypeArguments()[0];
        return new ModuleDescriptor(
            module.getAnnotation(ModuleInfo.class),
            module.getAnnotation(TriggerInfo.class),
            kind,
            parameters,
            parameters(parameters));
      }
    }
    throw new IllegalArgumentException(
        module.getName() + " must itself implement TriggerModule, LogicModule or ActionModule");
  }

  /**
   * An action module that some service offers.
   *
   * @param parameters texts and paths; its record is {@link Dynamic}
   */
  public static ModuleDescriptor dynamicAction(
      String id,
      String name,
      String description,
      String icon,
      boolean blocking,
      boolean coreFormat,
      boolean nodeFilter,
      List<Parameter> parameters) {
    ModuleInfo info =
        new DynamicInfo(
            id, name, description, icon, blocking, coreFormat, nodeFilter, false, false, "0.1", 1);
    return new ModuleDescriptor(info, null, ModuleType.ACTION, Dynamic.class, parameters);
  }

  @SuppressWarnings("ClassExplicitlyAnnotation") // records compare by value, as annotations do
  private record DynamicInfo(
      String id,
      String name,
      String description,
      String icon,
      boolean blocking,
      boolean coreFormat,
      boolean nodeFilter,
      boolean manyConnections,
      boolean misp,
      String version,
      int outputs)
      implements ModuleInfo {
    @Override
    public Class<? extends Annotation> annotationType() {
      return ModuleInfo.class;
    }
  }

  /** The module's id. */
  public String id() {
    return info.id();
  }

  /** How many inputs a node has: none for a trigger. */
  public int inputs() {
    return type == ModuleType.TRIGGER ? 0 : 1;
  }

  private static @Nullable ModuleType kind(Type type) {
    if (type == TriggerModule.class) return ModuleType.TRIGGER;
    if (type == LogicModule.class) return ModuleType.LOGIC;
    return type == ActionModule.class ? ModuleType.ACTION : null;
  }

  private static List<Parameter> parameters(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(ModuleDescriptor::parameter).toList();
  }

  private static Parameter parameter(RecordComponent component) {
    Param p = component.getAnnotation(Param.class);
    if (p == null) {
      throw new IllegalArgumentException(
          component.getDeclaringRecord().getName() + "." + component.getName() + " has no @Param");
    }
    String id = p.id().isEmpty() ? snake(component.getName()) : p.id();
    return new Parameter(
        id,
        p.label().isEmpty() ? title(id) : p.label(),
        widget(component.getType(), p),
        component.getType(),
        p.value(),
        p.placeholder(),
        options(component.getType(), p),
        p.jinja(),
        p.required(),
        List.class == component.getType() && !p.single(),
        p.showIf(),
        p.catalogue());
  }

  private static Widget widget(Class<?> type, Param param) {
    if (type.isEnum()) return Widget.SELECT;
    if (type == List.class) return Widget.PICKER;
    if (type == HashPath.class) return Widget.HASHPATH;
    if (type == CelExpression.class) return Widget.TEXTAREA;
    if (type == boolean.class) return Widget.CHECKBOX;
    return param.multiline() ? Widget.TEXTAREA : Widget.INPUT;
  }

  private static List<Option> options(Class<?> type, Param param) {
    if (!type.isEnum()) return Arrays.stream(param.also()).map(o -> new Option(o, o)).toList();
    return Arrays.stream(type.getEnumConstants()).map(c -> option((Enum<?>) c)).toList();
  }

  /** The stored key and the label of an enum constant. */
  public static Option option(Enum<?> constant) {
    Key key;
    try {
      key = constant.getDeclaringClass().getField(constant.name()).getAnnotation(Key.class);
    } catch (NoSuchFieldException e) {
      throw new AssertionError("an enum constant is a public field of its enum", e);
    }
    String name = constant.name().toLowerCase(Locale.ROOT);
    if (key == null) return new Option(name, title(name));
    String stored = key.value().isEmpty() ? name : key.value();
    return new Option(stored, key.label().isEmpty() ? title(name) : key.label());
  }

  private static String snake(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static String title(String id) {
    String words = id.replace('_', ' ').replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
