package org.mispworkflows.template;

import java.util.List;

/** The tokens of a template and a position in them. */
final class TokenStream {
  private static final int MAX_DEPTH = 100;

  private final Source source;
  private final List<Token> tokens;
  private int at;
  private int depth;

  TokenStream(Source source) {
    this.source = source;
    this.tokens = Lexer.tokens(source);
  }

  Token peek() {
    return tokens.get(at);
  }

  Token lookAhead() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = peek();
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  boolean is(Token.Kind kind) {
    return peek().kind() == kind;
  }

  boolean isOperator(String operator) {
    return peek().isOperator(operator);
  }

  boolean isName(String name) {
    return peek().isName(name);
  }

  boolean skipOperator(String operator) {
    boolean found = isOperator(operator);
    at += found ? 1 : 0;
    return found;
  }

  boolean skipName(String name) {
    boolean found = isName(name);
    at += found ? 1 : 0;
    return found;
  }

  Token expectOperator(String operator) {
    if (!isOperator(operator)) {
      throw unexpected("`" + operator + "`");
    }
    return next();
  }

  Token expectName(String name) {
    if (!isName(name)) {
      throw unexpected("`" + name + "`");
    }
    return next();
  }

  /** {@code what}: what is expected, as a message says it. */
  Token expect(Token.Kind kind, String what) {
    if (!is(kind)) {
      throw unexpected(what);
    }
    return next();
  }

  TemplateSyntaxException unexpected(String expected) {
    return error(peek(), expected + " is expected here, not " + peek().described());
  }

  TemplateSyntaxException error(Token token, String reason) {
    return source.error(token.offset(), reason);
  }

  void enter() {
    if (++depth > MAX_DEPTH) {
      throw error(peek(), "nested deeper than " + MAX_DEPTH + " levels; simplify the template");
    }
  }

  void leave() {
    depth--;
  }
}
