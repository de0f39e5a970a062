package org.mispworkflows.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A macro, or the body of a call block, together with the scope it was defined in. */
final class Macro implements Callable, Fields {
  private final Definition definition;
  private final Scope scope;

  /**
   * A macro as written.
   *
   * @param name empty for the body of a call block
   * @param special those of caller, varargs and kwargs that the body reads
   */
  record Definition(String name, List<Parameter> parameters, List<String> special, Body body) {
    boolean reads(String variable) {
      return special.contains(variable);
    }
  }

  record Parameter(String name, @Nullable Expression byDefault) {}

  Macro(Definition definition, Scope scope) {
    this.definition = definition;
    this.scope = scope;
  }

  @Override
  public Object call(Run run, Args args) {
    Scope inner = scope.inner(definition.body.later());
    Map<String, Object> named = new LinkedHashMap<>(args.named());
    bindParameters(inner, args, named);
    if (definition.reads("caller") && !hasParameter("caller")) {
      Object caller = named.remove("caller");
      inner.set("caller", caller != null ? caller : new Undefined("`caller` is undefined"));
    }
    if (definition.reads("kwargs")) {
      OwnMap rest = new OwnMap();
      rest.putAll(named);
      inner.set("kwargs", rest);
    } else if (!named.isEmpty()) {
      throw Failure.type(label() + " takes no argument `" + named.keySet().iterator().next() + "`");
    }
    int count = definition.parameters.size();
    if (definition.reads("varargs")) {
      inner.set(
          "varargs", Tuple.copyOf(args.size() > count ? args.from(count).positional() : List.of()));
    } else if (args.size() > count) {
      throw Failure.type(label() + " takes " + count + " argument(s) at most");
    }
    return definition.body.render(inner);
  }

  private void bindParameters(Scope inner, Args args, Map<String, Object> named) {
    List<Parameter> parameters = definition.parameters;
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name;
      Object given = i < args.size() ? args.at(i) : named.remove(name);
      if (given == null) {
        inner.declare(name);
      } else {
        inner.set(name, given);
      }
    }
    // Defaults may read other parameters, but none that has no value yet.
    for (Parameter parameter : parameters) {
      if (!inner.has(parameter.name)) {
        inner.set(parameter.name, byDefault(parameter, inner));
      }
    }
  }

  private static Object byDefault(Parameter parameter, Scope inner) {
    return parameter.byDefault != null
        ? parameter.byDefault.eval(inner)
        : new Undefined("parameter `" + parameter.name + "` was not given");
  }

  private boolean hasParameter(String name) {
    return definition.parameters.stream().anyMatch(p -> p.name.equals(name));
  }

  private String label() {
    return definition.name.isEmpty() ? "the caller" : "macro `" + definition.name + "`";
  }

  @Override
  public @Nullable Object field(String name) {
    return switch (name) {
      case "name" -> definition.name.isEmpty() ? None.NONE : definition.name;
      case "arguments" -> Tuple.of(definition.parameters.stream().map(Parameter::name).toArray());
      case "catch_kwargs" -> definition.reads("kwargs");
      case "catch_varargs" -> definition.reads("varargs");
      case "caller" -> definition.reads("caller");
      default -> null;
    };
  }

  @Override
  public String printed() {
    return "<Macro "
        + (definition.name.isEmpty() ? "anonymous" : "'" + definition.name + "'")
        + ">";
  }
}
