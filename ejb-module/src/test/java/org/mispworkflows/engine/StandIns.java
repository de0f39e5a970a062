package org.mispworkflows.engine;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Does what a container does for a bean, with what a test hands in. */
public final class StandIns {

  private StandIns() {}

  /**
   * Sets every injected field, inherited ones too, to the first stand-in of a fitting type.
   *
   * @throws IllegalStateException when there is none for a field; the message names it
   */
  public static <T> T inject(T bean, Object... standIns) {
    for (Class<?> type = bean.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.isAnnotationPresent(Inject.class) || field.isAnnotationPresent(Resource.class))
          set(bean, field, standIns);
      }
    }
    return bean;
  }

  /** The same, and what the container does next: the method marked for after the injection. */
  public static <T> T started(T bean, Object... standIns) {
    inject(bean, standIns);
    for (Method method : bean.getClass().getDeclaredMethods()) {
      if (!method.isAnnotationPresent(PostConstruct.class)) continue;
      try {
        method.setAccessible(true);
        method.invoke(bean);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("it can't be started: " + bean.getClass(), e);
      }
    }
    return bean;
  }

  private static void set(Object bean, Field field, Object[] standIns) {
    Object value =
        Arrays.stream(standIns)
            .filter(field.getType()::isInstance)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no stand-in for the field "
                            + field.getName()
                            + " of "
                            + field.getDeclaringClass().getSimpleName()
                            + ": a "
                            + field.getType().getSimpleName()
                            + " is needed"));
    try {
      field.setAccessible(true);
      field.set(bean, value);
    } catch (IllegalAccessException e) {
      throw new AssertionError("an accessible field can be set: " + field, e);
    }
  }
}
