package org.mispworkflows.module.action;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.MispElement;

/**
 * A MISP that writes down what it is asked, answers what it was told to answer, and finds nothing
 * else.
 */
final class StandInMisp implements InvocationHandler {

  private final List<String> calls = new ArrayList<>();
  private final Map<String, Function<List<?>, @Nullable Object>> answers = new HashMap<>();

  /** Answers a method from now on, by its arguments. */
  StandInMisp answering(String method, Function<List<?>, @Nullable Object> answer) {
    answers.put(method, answer);
    return this;
  }

  /** Knows the whole of one event. */
  StandInMisp knowing(String id, Map<String, @Nullable Object> record) {
    return answering("fullEvent", args -> Optional.of(record).filter(r -> id.equals(args.get(0))));
  }

  /** What it was asked, in order: {@code enrich event 7 [dns] []}. */
  List<String> calls() {
    return calls;
  }

  MispConnection connection() {
    return (MispConnection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {MispConnection.class}, this);
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    List<?> args = arguments == null ? List.of() : List.of(arguments);
    if (method.getName().equals("connected")) return true;
    calls.add(
        Stream.concat(Stream.of(method.getName()), args.stream().map(StandInMisp::brief))
            .collect(Collectors.joining(" ")));
    Function<List<?>, @Nullable Object> answer = answers.get(method.getName());
    if (answer != null) return answer.apply(args);
    if (method.getReturnType() == boolean.class) return true;
    return method.getReturnType() == Optional.class ? Optional.empty() : null;
  }

  private static String brief(Object argument) {
    if (!(argument instanceof MispElement element)) return argument.toString();
    return element.kind().name().toLowerCase(Locale.ROOT) + " " + element.id();
  }
}
