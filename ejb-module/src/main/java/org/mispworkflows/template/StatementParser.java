package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parses a template into statements. */
final class StatementParser {
  private final TokenStream stream;
  private final Frames frames;
  private final ExpressionParser expressions;
  private final TargetParser targets;
  private final Set<String> blocks = new HashSet<>();

  private StatementParser(Source source) {
    this.stream = new TokenStream(source);
    this.frames = new Frames(source);
    this.expressions = new ExpressionParser(stream, frames);
    this.targets = new TargetParser(stream, frames, expressions);
  }

  static Body parse(Source source) {
    StatementParser parser = new StatementParser(source);
    Names names = parser.frames.pushSeparate();
    List<Statement> statements = parser.statements(List.of(), parser.stream.peek());
    parser.frames.finish();
    return new Body(names.later(), statements);
  }

  /** Up to one of these tags, which becomes the next token; no tags: up to the end. */
  private List<Statement> statements(List<String> ends, Token opening) {
    List<Statement> statements = new ArrayList<>();
    stream.enter();
    while (true) {
      Token token = stream.next();
      switch (token.kind()) {
        case DATA -> statements.add(new Statement.Text(token.text()));
        case PRINT_BEGIN -> {
          statements.add(new Statement.Print(token.line(), expressions.tuple()));
          stream.expect(Token.Kind.PRINT_END, "`}}` or an operator");
        }
        case TAG_BEGIN -> {
          if (stream.is(Token.Kind.NAME) && ends.contains(stream.peek().text())) {
            stream.leave();
            return statements;
          }
          statements.add(tag(ends, opening));
          endOfTag();
        }
        default -> {
          if (!ends.isEmpty()) {
            throw stream.error(opening, UnknownTag.unclosed(opening, ends));
          }
          stream.leave();
          return statements;
        }
      }
    }
  }

  private void endOfTag() {
    stream.expect(Token.Kind.TAG_END, "`%}`");
  }

  private Statement tag(List<String> ends, Token opening) {
    Token tag = stream.expect(Token.Kind.NAME, "the name of a tag");
    return switch (tag.text()) {
      case "if" -> ifStatement(tag);
      case "for" -> forStatement(tag);
      case "set" -> setStatement(tag);
      case "with" -> with(tag);
      case "macro" -> macro(tag);
      case "call" -> call(tag);
      case "filter" -> filter(tag);
      case "block" -> block(tag);
      case "print" -> print(tag);
      default -> throw stream.error(tag, UnknownTag.reason(tag, ends, opening));
    };
  }

  /** The rest of the tag, then statements in the current block up to one of the tags. */
  private List<Statement> body(Token opening, String... ends) {
    stream.skipOperator(":");
    endOfTag();
    return statements(List.of(ends), opening);
  }

  /** As {@link #body}, up to the only possible end, which is skipped. */
  private Body closedBody(Names names, Token opening, String end) {
    List<Statement> statements = body(opening, end);
    stream.next();
    return new Body(names.later(), statements);
  }

  private Statement ifStatement(Token tag) {
    List<Statement.Branch> branches = new ArrayList<>();
    List<Statement> otherwise = List.of();
    Token opening = tag;
    while (opening != null) {
      Expression test = expressions.tupleWithoutCondition();
      frames.current().enterBranch();
      List<Statement> statements = body(tag, "elif", "else", "endif");
      branches.add(new Statement.Branch(opening.line(), test, new Body(Set.of(), statements)));
      Token end = stream.next();
      if (end.isName("else")) {
        otherwise = body(tag, "endif");
        stream.next();
      }
      frames.current().leaveBranch();
      opening = end.isName("elif") ? end : null;
    }
    return new Statement.If(branches, new Body(Set.of(), otherwise));
  }

  private Statement forStatement(Token tag) {
    List<Token> assigned = new ArrayList<>();
    Target target = targets.several(assigned, false);
    stream.expectName("in");
    Expression iterable = expressions.tupleWithoutCondition();
    frames.enterLoop();
    Expression filter = null;
    if (stream.skipName("if")) {
      frames.push();
      assigned.forEach(this::loopVariable);
      filter = expressions.expression();
      frames.pop();
    }
    boolean recursive = stream.skipName("recursive");
    Names names = frames.push();
    frames.parameter("loop");
    assigned.forEach(this::loopVariable);
    List<Statement> statements = body(tag, "else", "endfor");
    frames.pop();
    Names elseNames = frames.push();
    Token end = stream.next();
    Body otherwise =
        end.isName("else") ? closedBody(elseNames, tag, "endfor") : new Body(Set.of(), List.of());
    frames.pop();
    frames.leaveLoop();
    Body body = new Body(names.later(), statements);
    return new Statement.For(tag.line(), target, iterable, filter, recursive, body, otherwise);
  }

  private void loopVariable(Token name) {
    if (name.text().equals("loop")) {
      throw stream.error(name, "`loop` can't be the variable of a loop; take another name");
    }
    frames.parameter(name.text());
  }

  private Statement setStatement(Token tag) {
    List<Token> assigned = new ArrayList<>();
    Target target = targets.several(assigned, true);
    if (stream.skipOperator("=")) {
      Expression value = expressions.tuple();
      assigned.forEach(frames::store);
      return new Statement.Set(tag.line(), target, value);
    }
    assigned.forEach(frames::store);
    Names names = frames.push();
    Expression filters = null;
    if (stream.isOperator("|")) {
      filters = expressions.filters(Statement.Captured.TEXT, false);
    }
    Body body = closedBody(names, tag, "endset");
    frames.pop();
    return new Statement.SetBlock(tag.line(), target, body, filters);
  }

  private Statement with(Token tag) {
    List<Target> names = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    List<Token> assigned = new ArrayList<>();
    while (!stream.is(Token.Kind.TAG_END)) {
      if (!names.isEmpty()) {
        stream.expectOperator(",");
      }
      names.add(targets.several(assigned, false));
      stream.expectOperator("=");
      values.add(expressions.expression());
    }
    Names inner = frames.push();
    assigned.forEach(name -> frames.parameter(name.text()));
    Body body = closedBody(inner, tag, "endwith");
    frames.pop();
    return new Statement.With(tag.line(), names, values, body);
  }

  private Statement macro(Token tag) {
    Token name = targets.variable();
    frames.store(name);
    if (!stream.isOperator("(")) {
      throw stream.unexpected("`(` with the parameters of the macro");
    }
    Names names = frames.push();
    List<Macro.Parameter> parameters = targets.parameters();
    return new Statement.MacroDefinition(
        macroBody(name.text(), tag, "endmacro", names, parameters));
  }

  private Macro.Definition macroBody(
      String name, Token tag, String end, Names names, List<Macro.Parameter> parameters) {
    frames.enterMacro();
    Body body = closedBody(names, tag, end);
    List<String> special = new ArrayList<>(frames.leaveMacro());
    frames.pop();
    for (Macro.Parameter parameter : parameters) {
      if (!parameter.name().equals("caller")) {
        special.remove(parameter.name());
      } else if (special.contains("caller") && parameter.byDefault() == null) {
        throw stream.error(tag, "give the parameter `caller` a default, or leave it out");
      }
    }
    return new Macro.Definition(name, parameters, special, body);
  }

  private Statement call(Token tag) {
    Names names = frames.push();
    List<Macro.Parameter> parameters = stream.isOperator("(") ? targets.parameters() : List.of();
    frames.pop();
    Token start = stream.peek();
    if (!(expressions.expression() instanceof Expression.Call call)) {
      throw stream.error(start, "a call of a macro is expected here");
    }
    frames.reopen(names);
    Macro.Definition caller = macroBody("", tag, "endcall", names, parameters);
    return new Statement.CallBlock(tag.line(), call, caller);
  }

  private Statement filter(Token tag) {
    Expression filters = expressions.filters(Statement.Captured.TEXT, true);
    Names names = frames.push();
    Body body = closedBody(names, tag, "endfilter");
    frames.pop();
    return new Statement.FilterBlock(tag.line(), body, filters);
  }

  private Statement block(Token tag) {
    Token name = stream.expect(Token.Kind.NAME, "the name of the block");
    if (!blocks.add(name.text())) {
      throw stream.error(name, "the block `" + name.text() + "` is there twice");
    }
    boolean scoped = stream.skipName("scoped");
    if (stream.isName("required")) {
      throw stream.error(
          stream.peek(), "`required` is not supported: nothing can extend this template");
    }
    Names names = frames.pushSeparate();
    frames.enterBlock();
    Body body = closedBody(names, tag, "endblock");
    frames.leaveBlock();
    frames.pop();
    stream.skipName(name.text());
    return new Statement.Block(scoped, body);
  }

  private Statement print(Token tag) {
    List<Statement> prints = new ArrayList<>();
    while (!stream.is(Token.Kind.TAG_END)) {
      if (!prints.isEmpty()) {
        stream.expectOperator(",");
      }
      prints.add(new Statement.Print(tag.line(), expressions.expression()));
    }
    return new Statement.If(List.of(), new Body(Set.of(), prints));
  }
}
