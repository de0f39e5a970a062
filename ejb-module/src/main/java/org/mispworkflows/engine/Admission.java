package org.mispworkflows.engine;

import com.google.re2j.Pattern;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mispworkflows.spi.CelExpression;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.Parameter;
import org.mispworkflows.spi.Template;

/** What a module must fulfil to be taken into the catalog; the rest shows when a node is saved. */
final class Admission {

  /**
   * The database keeps ids of 190 characters; addresses and stored graphs carry them as they are.
   */
  private static final java.util.regex.Pattern ID =
      java.util.regex.Pattern.compile("[A-Za-z0-9_.:-]{1,190}");

  /** What {@link ParameterBinder} makes of a stored value, besides enums. */
  private static final Set<Class<?>> TYPES =
      Set.of(
          String.class,
          Object.class,
          boolean.class,
          int.class,
          List.class,
          Map.class,
          HashPath.class,
          CelExpression.class,
          Template.class,
          Pattern.class);

  private Admission() {}

  /**
   * Looks a module over.
   *
   * @throws IllegalArgumentException when it can't be taken; the message says why
   */
  static void check(ModuleDescriptor module) {
    if (!ID.matcher(module.id()).matches()) {
      throw new IllegalArgumentException(
          "the id `"
              + module.id()
              + "` can't be stored: 1 to 190 letters, digits and the characters _ . : - are allowed");
    }
    Set<String> ids = new HashSet<>();
    for (Parameter p : module.parameters()) {
      if (!ids.add(p.id()))
        throw new IllegalArgumentException("two parameters have the id `" + p.id() + "`");
    }
    if (module.parametersType() == ModuleDescriptor.Dynamic.class) return;
    for (RecordComponent c : module.parametersType().getRecordComponents()) {
      if (!canBeBound(c.getType(), c.getGenericType())) {
        throw new IllegalArgumentException(
            "the parameter `"
                + c.getName()
                + "` is a "
                + c.getGenericType().getTypeName()
                + ", which no parameter can be; use String, boolean, int, an enum, List<String>,"
                + " HashPath, Map<String, HashPath>, CelExpression or Template");
      }
    }
  }

  private static boolean canBeBound(Class<?> type, Type generic) {
    if (type.isEnum()) return true;
    if (!TYPES.contains(type)) return false;
    if (!(generic instanceof ParameterizedType p)) return true;
    List<Type> arguments = List.of(p.getActualTypeArguments());
    return arguments.equals(
        type == List.class ? List.of(String.class) : List.of(String.class, HashPath.class));
  }
}
