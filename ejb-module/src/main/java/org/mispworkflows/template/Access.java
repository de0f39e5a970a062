package org.mispworkflows.template;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code value.name} and {@code value[key]}: Jinja tries the attribute first, or the item first.
 */
final class Access {
  /** What every mapping of Python has beside its keys, without the underscores. */
  private static final Set<String> INTERNALS =
      Set.of(
          ("class class_getitem contains delattr delitem dir doc eq format ge getattribute "
                  + "getitem getstate gt hash init init_subclass ior iter le len lt ne new or reduce "
                  + "reduce_ex repr reversed ror setattr setitem sizeof str subclasshook")
              .split(" "));

  private Access() {}

  /** {@code value.name}; {@code target} is how the template writes the value. */
  static Object attribute(Object value, String name, Expression target) {
    if (value instanceof Undefined undefined) {
      throw undefined.failure("`." + name + "` can't be read");
    }
    Object found = attributeOnly(value, name);
    if (found == null && value instanceof Map<?, ?> map) {
      found = Values.get(map, name);
    }
    return found != null ? found : Undefined.named(target.source() + "." + name);
  }

  /** {@code value[key]}. */
  static Object item(Object value, Object key, Expression target) {
    if (value instanceof Undefined undefined) {
      throw undefined.failure("`" + bracketed(key) + "` can't be read");
    }
    Object found = itemOnly(value, key);
    if (found == null && Strings.isText(key)) {
      found = attributeOnly(value, Strings.text(key));
    }
    return found != null ? found : Undefined.named(target.source() + bracketed(key));
  }

  /** The attribute filter: never looks at the items of a mapping. */
  static Object attributeFilter(Object value, String name) {
    if (value instanceof Undefined undefined) {
      throw undefined.failure("its attribute `" + name + "` can't be read");
    }
    Object found = attributeOnly(value, name);
    return found != null ? found : Undefined.named("attribute " + name);
  }

  private static @Nullable Object itemOnly(Object value, Object key) {
    if (value instanceof Map<?, ?> map) {
      return key instanceof List<?> || key instanceof Map<?, ?> ? null : Values.get(map, key);
    }
    boolean indexed = Strings.isText(value) || value instanceof List<?>;
    return indexed && Numbers.isInteger(key) ? Sequences.item(value, key) : null;
  }

  private static @Nullable Object attributeOnly(Object value, String name) {
    if (isInternal(value, name)) {
      return new Undefined("`" + name + "` belongs to Python's inner workings");
    }
    if (value instanceof Fields fields) {
      return fields.field(name);
    }
    if (value instanceof Tuple tuple && tuple.indexOfName(name) >= 0) {
      return tuple.get(tuple.indexOfName(name));
    }
    Operation method = Methods.find(value, name);
    return method == null ? null : new Method(value, method);
  }

  private static boolean isInternal(Object value, String name) {
    if (value instanceof Fields || value instanceof Callable) {
      return name.startsWith("_");
    }
    return name.startsWith("__")
        && name.endsWith("__")
        && name.length() > 4
        && (!(value instanceof Map<?, ?>)
            || INTERNALS.contains(name.substring(2, name.length() - 2)));
  }

  /** How a message writes the key. */
  static String bracketed(Object key) {
    if (Strings.isText(key)) {
      return "['" + Strings.text(key) + "']";
    }
    return key instanceof Long ? "[" + key + "]" : "[...]";
  }

  /** A method together with the value it belongs to. */
  record Method(Object self, Operation operation) implements Callable {
    @Override
    public Object call(Run run, Args args) {
      return operation.apply(run, self, args);
    }
  }
}
