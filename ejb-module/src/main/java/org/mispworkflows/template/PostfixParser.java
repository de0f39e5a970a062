package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses what comes behind a value: attributes, items, calls, filters and tests. */
final class PostfixParser {
  private final TokenStream stream;
  private final ExpressionParser expressions;

  PostfixParser(TokenStream stream, ExpressionParser expressions) {
    this.stream = stream;
    this.expressions = expressions;
  }

  /** {@code withFilters} is false for operands of signs and arguments of tests. */
  Expression parse(Expression start, boolean withFilters) {
    Expression value = start;
    boolean filtered = false;
    for (int i = 0; ; i++) {
      expressions.checkChain(i);
      // After a filter or test only calls, filters and tests go on; `x|first.name` is an error.
      if (!filtered && (stream.isOperator(".") || stream.isOperator("["))) {
        value = subscript(value);
      } else if (stream.isOperator("(")) {
        value = call(value);
      } else if (withFilters && stream.isOperator("|")) {
        filtered = true;
        value = filters(value, false);
      } else if (withFilters && stream.isName("is")) {
        filtered = true;
        value = test(value);
      } else {
        return value;
      }
    }
  }

  private Expression subscript(Expression target) {
    Token token = stream.next();
    if (token.isOperator(".")) {
      Token name = stream.next();
      if (name.kind() == Token.Kind.NAME) {
        return new Expression.Attribute(token.line(), target, name.text());
      }
      if (name.kind() != Token.Kind.INTEGER) {
        throw stream.error(name, "a name or an index is expected after the dot");
      }
      return new Expression.Item(token.line(), target, new Expression.Literal(name.value()));
    }
    List<Expression> keys = new ArrayList<>();
    while (!stream.isOperator("]")) {
      Expression start =
          stream.isOperator(":") ? ExpressionParser.NOTHING : expressions.expression();
      if (stream.isOperator(":")) {
        if (!keys.isEmpty()) {
          throw stream.unexpected("`]`");
        }
        return slice(token.line(), target, start);
      }
      keys.add(start);
      expressions.separate("]");
    }
    stream.next();
    Expression key = keys.size() == 1 ? keys.get(0) : new Expression.TupleOf(keys);
    return new Expression.Item(token.line(), target, key);
  }

  private Expression slice(int line, Expression target, Expression start) {
    stream.expectOperator(":");
    boolean noStop = stream.isOperator(":") || stream.isOperator("]");
    Expression stop = noStop ? ExpressionParser.NOTHING : expressions.expression();
    boolean noStep = !stream.skipOperator(":") || stream.isOperator("]");
    Expression step = noStep ? ExpressionParser.NOTHING : expressions.expression();
    stream.expectOperator("]");
    return new Expression.Slice(line, target, start, stop, step);
  }

  private Expression call(Expression target) {
    int line = stream.peek().line();
    return new Expression.Call(line, target, arguments());
  }

  private Arguments arguments() {
    stream.expectOperator("(");
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    Expression list = null;
    Expression mapping = null;
    while (!stream.isOperator(")")) {
      Token token = stream.peek();
      boolean late = mapping != null;
      if (stream.skipOperator("*")) {
        late |= list != null;
        list = expressions.expression();
      } else if (stream.skipOperator("**")) {
        mapping = expressions.expression();
      } else if (token.kind() == Token.Kind.NAME && stream.lookAhead().isOperator("=")) {
        stream.next();
        stream.next();
        if (named.put(token.text(), expressions.expression()) != null) {
          throw stream.error(token, "the argument `" + token.text() + "` is given twice");
        }
      } else {
        late |= list != null || !named.isEmpty();
        positional.add(expressions.expression());
      }
      if (late) {
        throw stream.error(
            token, "arguments come in the order: values, names, `*list`, `**mapping`");
      }
      expressions.separate(")");
    }
    stream.next();
    return new Arguments(positional, named, list, mapping);
  }

  /** {@code first}: the name of the first filter comes without a bar. */
  Expression filters(Expression start, boolean first) {
    Expression value = start;
    boolean bar = !first;
    for (int i = 0; !bar || stream.skipOperator("|"); i++) {
      expressions.checkChain(i);
      bar = true;
      Token token = stream.expect(Token.Kind.NAME, "the name of a filter");
      Operation filter = find(token, true);
      Arguments arguments = stream.isOperator("(") ? arguments() : Arguments.NONE;
      check(token, filter, arguments);
      value = new Expression.Filter(token.line(), value, filter, arguments);
    }
    return value;
  }

  private Expression test(Expression target) {
    stream.expectName("is");
    boolean negated = stream.skipName("not");
    Token token = stream.expect(Token.Kind.NAME, "the name of a test");
    Operation test = find(token, false);
    Arguments arguments = Arguments.NONE;
    if (stream.isOperator("(")) {
      arguments = arguments();
    } else if (startsArgument()) {
      if (stream.isName("is")) {
        throw stream.error(stream.peek(), "tests can't be chained; join them with `and`");
      }
      arguments = new Arguments(List.of(parse(expressions.primary(), false)), Map.of(), null, null);
    }
    check(token, test, arguments);
    Expression result = new Expression.Test(token.line(), target, test, arguments);
    return negated ? new Expression.Not(result) : result;
  }

  private boolean startsArgument() {
    return switch (stream.peek().kind()) {
      case NAME -> !Set.of("else", "or", "and").contains(stream.peek().text());
      case STRING, INTEGER, DECIMAL -> true;
      case OPERATOR -> stream.isOperator("[") || stream.isOperator("{");
      default -> false;
    };
  }

  private Operation find(Token token, boolean filter) {
    try {
      return filter ? Filters.require(token.text()) : Tests.require(token.text());
    } catch (Failure failure) {
      throw stream.error(token, String.valueOf(failure.getMessage()));
    }
  }

  /** Finds at once what would fail in every rendering. */
  private void check(Token token, Operation operation, Arguments arguments) {
    if (arguments.isFixed()) {
      int count = arguments.positional().size();
      String problem = operation.signature().problem(count, arguments.named().keySet());
      if (problem != null) {
        throw stream.error(token, "`" + operation.name() + "` " + problem);
      }
    }
    int index = List.of("selectattr", "rejectattr").contains(operation.name()) ? 1 : 0;
    boolean takesTest = index == 1 || List.of("select", "reject").contains(operation.name());
    boolean takesName = takesTest || operation.name().equals("map");
    if (takesName
        && arguments.positional().size() > index
        && arguments.positional().get(index) instanceof Expression.Literal literal) {
      String name = String.valueOf(literal.value());
      find(new Token(Token.Kind.NAME, name, name, token.offset(), token.line()), !takesTest);
    }
  }
}
