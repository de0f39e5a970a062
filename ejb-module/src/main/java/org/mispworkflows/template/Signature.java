package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a filter, test, method or function. */
final class Signature {
  /** Whatever is given, unbound: the callee looks at the arguments itself. */
  static final Signature ANY = new Signature(List.of(), false, true);

  private final List<Parameter> parameters;
  private final boolean positionalOnly;
  private final boolean any;

  private Signature(List<Parameter> parameters, boolean positionalOnly, boolean any) {
    this.parameters = parameters;
    this.positionalOnly = positionalOnly;
    this.any = any;
  }

  private record Parameter(String name, @Nullable Object byDefault) {}

  /**
   * Parameters written as {@code old, new, count=none}; defaults are none, true, false, integers or
   * quoted texts; a slash in front: by position only.
   */
  static Signature of(String text) {
    boolean positionalOnly = text.startsWith("/");
    List<Parameter> parameters = new ArrayList<>();
    for (String part : text.substring(positionalOnly ? 1 : 0).split(",", -1)) {
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).strip();
      if (!name.isEmpty()) {
        parameters.add(
            new Parameter(name, equals < 0 ? null : literal(part.substring(equals + 1))));
      }
    }
    return new Signature(List.copyOf(parameters), positionalOnly, false);
  }

  private static Object literal(String text) {
    if (text.startsWith("'")) {
      return text.substring(1, text.length() - 1);
    }
    return switch (text) {
      case "none" -> None.NONE;
      case "true" -> true;
      case "false" -> false;
      default -> Long.valueOf(text);
    };
  }

  /** Why such a call is impossible, null if it isn't. */
  @Nullable String problem(int positional, Set<String> named) {
    if (any) {
      return null;
    }
    if (positional > parameters.size()) {
      return "takes " + parameters.size() + " argument(s) at most, not " + positional;
    }
    if (positionalOnly && !named.isEmpty()) {
      return "takes no named arguments";
    }
    for (String name : named) {
      int index = parameters.stream().map(Parameter::name).toList().indexOf(name);
      if (index < 0) {
        return "has no argument `" + name + "`";
      }
      if (index < positional) {
        return "is given its argument `" + name + "` twice";
      }
    }
    for (Parameter parameter : parameters.subList(positional, parameters.size())) {
      if (parameter.byDefault == null && !named.contains(parameter.name)) {
        return "needs an argument `" + parameter.name + "`";
      }
    }
    return null;
  }

  /** One value for each parameter. */
  Args bind(String callee, Args args) {
    if (any) {
      return args;
    }
    String problem = problem(args.size(), args.named().keySet());
    if (problem != null) {
      throw Failure.type("`" + callee + "` " + problem);
    }
    if (args.size() == parameters.size()) {
      return args;
    }
    List<Object> bound = new ArrayList<>(args.positional());
    for (Parameter parameter : parameters.subList(args.size(), parameters.size())) {
      Object value = args.named().get(parameter.name);
      bound.add(value != null ? value : Objects.requireNonNull(parameter.byDefault));
    }
    return new Args(bound, args.named());
  }
}
