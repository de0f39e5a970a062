package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses expressions with Jinja's precedence, which is not Python's everywhere. */
final class ExpressionParser {
  private static final int MAX_CHAIN = 200;
  static final Expression NOTHING = new Expression.Literal(None.NONE);
  private static final Map<String, Comparator> COMPARATORS =
      Map.of(
          "==", Comparator.EQ,
          "!=", Comparator.NE,
          "<", Comparator.LT,
          "<=", Comparator.LE,
          ">", Comparator.GT,
          ">=", Comparator.GE);
  private static final Map<String, Operator> SUMS =
      Map.of("+", Operator.ADD, "-", Operator.SUBTRACT);
  private static final Map<String, Operator> PRODUCTS =
      Map.of(
          "*", Operator.MULTIPLY,
          "/", Operator.DIVIDE,
          "//", Operator.FLOOR_DIVIDE,
          "%", Operator.MODULO);
  private static final Map<String, Operator> POWERS = Map.of("**", Operator.POWER);

  private final TokenStream stream;
  private final Frames frames;
  private final PostfixParser postfix;

  ExpressionParser(TokenStream stream, Frames frames) {
    this.stream = stream;
    this.frames = frames;
    this.postfix = new PostfixParser(stream, this);
  }

  /** The filters of a block; {@code first}: the name of the first comes without a bar. */
  Expression filters(Expression start, boolean first) {
    return postfix.filters(start, first);
  }

  private interface Part {
    Expression parse();
  }

  /** One expression, or several separated by commas, which make a tuple. */
  Expression tuple() {
    return tuple(this::expression, false);
  }

  /** As {@link #tuple}, but an {@code if} behind it isn't part of it. */
  Expression tupleWithoutCondition() {
    return tuple(this::or, false);
  }

  private Expression tuple(Part part, boolean mayBeEmpty) {
    List<Expression> items = new ArrayList<>();
    boolean comma = false;
    while (!isTupleEnd()) {
      items.add(part.parse());
      comma = stream.skipOperator(",");
      if (!comma) {
        break;
      }
    }
    if (items.isEmpty() && !mayBeEmpty) {
      throw stream.unexpected("an expression");
    }
    return items.size() == 1 && !comma ? items.get(0) : new Expression.TupleOf(items);
  }

  private boolean isTupleEnd() {
    return stream.is(Token.Kind.PRINT_END)
        || stream.is(Token.Kind.TAG_END)
        || stream.isOperator(")");
  }

  Expression expression() {
    stream.enter();
    Expression value = or();
    for (int i = 0; stream.skipName("if"); i++) {
      checkChain(i);
      Expression test = or();
      Expression no = stream.skipName("else") ? expression() : null;
      value = new Expression.Conditional(test, value, no);
    }
    stream.leave();
    return value;
  }

  void checkChain(int length) {
    if (length >= MAX_CHAIN) {
      throw stream.error(
          stream.peek(),
          "more than " + MAX_CHAIN + " parts in one expression; use `set` for parts");
    }
  }

  private Expression or() {
    Expression left = and();
    for (int i = 0; stream.skipName("or"); i++) {
      checkChain(i);
      left = new Expression.Or(left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    for (int i = 0; stream.skipName("and"); i++) {
      checkChain(i);
      left = new Expression.And(left, not());
    }
    return left;
  }

  private Expression not() {
    if (!stream.skipName("not")) {
      return comparison();
    }
    stream.enter();
    Expression operand = not();
    stream.leave();
    return new Expression.Not(operand);
  }

  private Expression comparison() {
    int line = stream.peek().line();
    Expression first = sum();
    List<Expression.Operand> others = new ArrayList<>();
    for (Comparator comparator = comparator(); comparator != null; comparator = comparator()) {
      others.add(new Expression.Operand(comparator, sum()));
    }
    return others.isEmpty() ? first : new Expression.Compare(line, first, others);
  }

  private @Nullable Comparator comparator() {
    if (stream.skipName("in")) {
      return Comparator.IN;
    }
    if (stream.isName("not") && stream.lookAhead().isName("in")) {
      stream.next();
      stream.next();
      return Comparator.NOT_IN;
    }
    boolean found = stream.is(Token.Kind.OPERATOR) && COMPARATORS.containsKey(stream.peek().text());
    return found ? COMPARATORS.get(stream.next().text()) : null;
  }

  private Expression sum() {
    return binary(SUMS, this::concatenation);
  }

  private Expression concatenation() {
    int line = stream.peek().line();
    List<Expression> parts = new ArrayList<>(List.of(product()));
    while (stream.skipOperator("~")) {
      parts.add(product());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.Concat(line, parts);
  }

  private Expression product() {
    return binary(PRODUCTS, this::power);
  }

  private Expression power() {
    return binary(POWERS, () -> unary(true));
  }

  private Expression binary(Map<String, Operator> operators, Part part) {
    Expression left = part.parse();
    for (int i = 0; stream.is(Token.Kind.OPERATOR); i++) {
      Operator operator = operators.get(stream.peek().text());
      if (operator == null) {
        break;
      }
      checkChain(i);
      int line = stream.next().line();
      left = new Expression.Binary(line, operator, left, part.parse());
    }
    return left;
  }

  private Expression unary(boolean withFilters) {
    Expression value;
    if (stream.isOperator("-") || stream.isOperator("+")) {
      Token sign = stream.next();
      stream.enter();
      value = new Expression.Unary(sign.line(), sign.text().equals("-"), unary(false));
      stream.leave();
    } else {
      value = primary();
    }
    return postfix.parse(value, withFilters);
  }

  Expression primary() {
    Token token = stream.peek();
    switch (token.kind()) {
      case NAME -> {
        return name(stream.next());
      }
      case STRING -> {
        StringBuilder text = new StringBuilder();
        while (stream.is(Token.Kind.STRING)) {
          text.append(stream.next().value());
        }
        return new Expression.Literal(text.toString());
      }
      case INTEGER, DECIMAL -> {
        return new Expression.Literal(stream.next().value());
      }
      case OPERATOR -> {
        return bracketed(token);
      }
      default -> throw stream.unexpected("an expression");
    }
  }

  private Expression name(Token token) {
    switch (token.text()) {
      case "true", "True" -> {
        return new Expression.Literal(true);
      }
      case "false", "False" -> {
        return new Expression.Literal(false);
      }
      case "none", "None" -> {
        return NOTHING;
      }
      default -> {
        if (token.text().equals("super")) {
          throw stream.error(token, "`super` is not supported: templates have no parents here");
        }
        frames.read(token.text());
        if (stream.isOperator("(")) {
          frames.call(token);
        }
        if (token.text().equals("self") && (stream.isOperator(".") || stream.isOperator("["))) {
          throw stream.error(token, "the blocks of `self` can't be called; use a macro");
        }
        return new Expression.Name(token.text());
      }
    }
  }

  private Expression bracketed(Token token) {
    if (stream.skipOperator("(")) {
      Expression value = tuple(this::expression, true);
      stream.expectOperator(")");
      return value;
    }
    if (stream.skipOperator("[")) {
      List<Expression> items = new ArrayList<>();
      while (!stream.isOperator("]")) {
        items.add(expression());
        separate("]");
      }
      stream.next();
      return new Expression.ListOf(items);
    }
    if (!stream.skipOperator("{")) {
      throw stream.error(token, "an expression is expected here, not " + token.described());
    }
    List<Expression.Entry> entries = new ArrayList<>();
    while (!stream.isOperator("}")) {
      Expression key = expression();
      stream.expectOperator(":");
      entries.add(new Expression.Entry(key, expression()));
      separate("}");
    }
    stream.next();
    return new Expression.MapOf(entries);
  }

  void separate(String closing) {
    if (!stream.isOperator(closing)) {
      stream.expectOperator(",");
    }
  }
}
