package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parses names that get a value: variables, fields of namespaces, parameters of macros. */
final class TargetParser {
  private static final Set<String> CONSTANTS =
      Set.of("true", "false", "none", "True", "False", "None");

  private final TokenStream stream;
  private final Frames frames;
  private final ExpressionParser expressions;

  TargetParser(TokenStream stream, Frames frames, ExpressionParser expressions) {
    this.stream = stream;
    this.frames = frames;
    this.expressions = expressions;
  }

  /** One target or several with commas; those that are variables are added to {@code assigned}. */
  Target several(List<Token> assigned, boolean namespaces) {
    List<Target> targets = new ArrayList<>();
    boolean comma = true;
    while (targets.isEmpty() || (comma && !stream.isOperator(")"))) {
      targets.add(single(assigned, namespaces));
      comma = stream.skipOperator(",");
    }
    return targets.size() == 1 && !comma ? targets.get(0) : new Target.Several(targets);
  }

  private Target single(List<Token> assigned, boolean namespaces) {
    if (stream.skipOperator("(")) {
      stream.enter();
      Target inner = several(assigned, false);
      stream.leave();
      stream.expectOperator(")");
      return inner;
    }
    Token name = variable();
    if (namespaces && stream.skipOperator(".")) {
      Token field = stream.expect(Token.Kind.NAME, "a name");
      frames.read(name.text());
      return new Target.NamespaceField(name.text(), field.text());
    }
    assigned.add(name);
    return new Target.Variable(name.text());
  }

  Token variable() {
    Token name = stream.expect(Token.Kind.NAME, "the name of a variable");
    if (CONSTANTS.contains(name.text())) {
      throw stream.error(name, "`" + name.text() + "` can't be assigned to");
    }
    return name;
  }

  List<Macro.Parameter> parameters() {
    List<Macro.Parameter> parameters = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    stream.expectOperator("(");
    while (!stream.isOperator(")")) {
      if (!parameters.isEmpty()) {
        stream.expectOperator(",");
      }
      Token name = variable();
      if (!seen.add(name.text())) {
        throw stream.error(name, "the parameter `" + name.text() + "` is there twice");
      }
      frames.parameter(name.text());
      Expression byDefault = stream.skipOperator("=") ? expressions.expression() : null;
      boolean afterDefault =
          !parameters.isEmpty() && parameters.get(parameters.size() - 1).byDefault() != null;
      if (byDefault == null && afterDefault) {
        throw stream.error(name, "parameters without a default come first");
      }
      parameters.add(new Macro.Parameter(name.text(), byDefault));
    }
    stream.next();
    return parameters;
  }
}
