package org.mispworkflows.template.cel;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says for people what CEL says for programmers. */
final class Messages {

  private static final int MAX_LENGTH = 300;

  /** CEL gives the place in its message only: the offset in code points. */
  private static final Pattern PLACED =
      Pattern.compile("evaluation error(?: at [^:]*:(\\d+))?: (.*)", Pattern.DOTALL);

  private static final Pattern QUOTED = Pattern.compile("'(.*)'", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("'([^']*)'");

  private Messages() {}

  /** Why a text is no expression: the first of the reasons. */
  static MalformedExpressionException malformed(CelValidationException e) {
    CelIssue first = e.getErrors().get(0);
    CelSourceLocation at = first.getSourceLocation();
    String reason =
        first
            .getMessage()
            .replace(" (in container '')", "")
            .replace("undeclared reference to", "unknown function")
            .replace("mismatched input '<EOF>'", "unexpected end of the expression")
            .replace("'<EOF>'", "the end")
            .replaceFirst("mismatched input|token recognition error at:", "unexpected")
            .replaceFirst(" (expecting \\{|\\(candidates: ).*", "");
    return new MalformedExpressionException(
        Math.max(at.getLine(), 1), Math.max(at.getColumn(), 0) + 1, shortened(plain(reason)));
  }

  /** What is wrong at a part of an expression. */
  static MalformedExpressionException malformed(CelSource source, CelExpr part, String reason) {
    CelSourceLocation at =
        Optional.ofNullable(source.getPositionsMap().get(part.id()))
            .flatMap(source::getOffsetLocation)
            .orElse(CelSourceLocation.of(1, 0));
    return new MalformedExpressionException(at.getLine(), at.getColumn() + 1, shortened(reason));
  }

  /** Why an expression has no answer. */
  static ExpressionException failed(CelEvaluationException e, CelSource source) {
    String message = String.valueOf(e.getMessage());
    Matcher placed = PLACED.matcher(message);
    if (!placed.matches()) return new ExpressionException(shortened(message), e);
    String reason = shortened(reason(e, placed.group(2)));
    String where =
        Optional.ofNullable(placed.group(1))
            .flatMap(offset -> source.getOffsetLocation(Integer.parseInt(offset)))
            .map(at -> "line " + at.getLine() + ", column " + (at.getColumn() + 1) + ": ")
            .orElse("");
    return new ExpressionException(where + reason, e);
  }

  private static String reason(CelEvaluationException e, String message) {
    return switch (e.getErrorCode()) {
      case ATTRIBUTE_NOT_FOUND ->
          message.startsWith("Error resolving field")
              ? "`" + quoted(message) + "` is asked of something that is no map"
              : "there is no `" + quoted(message) + "`; ask with has(…) whether it is there";
      case OVERLOAD_NOT_FOUND ->
          "`"
              + name(quoted(message.replaceFirst("\\. Overload candidates.*", "")))
              + "` can't be used on values of these types; convert them with int(…), double(…) or string(…)";
      case BAD_FORMAT -> "the text can't be converted: it is no such value";
      case INVALID_ARGUMENT ->
          message.startsWith("expected boolean")
              ? "what should be true or false is something else; compare it"
              : message;
      default -> withoutData(e, message);
    };
  }

  /** CEL shows what a function was called with. */
  private static String withoutData(CelEvaluationException e, String message) {
    Throwable cause = e.getCause();
    if (cause == null || !message.contains("failed with arg(s)")) return message;
    return String.valueOf(cause.getMessage());
  }

  /** A key of a map comes in a sentence or bare. */
  private static String quoted(String message) {
    Matcher quoted = QUOTED.matcher(message);
    return quoted.find() ? quoted.group(1) : message;
  }

  private static String plain(String message) {
    return NAME.matcher(message)
        .replaceAll(quoted -> Matcher.quoteReplacement("`" + name(quoted.group(1)) + "`"));
  }

  /** {@code _<_} is CEL's name of an operator. */
  private static String name(String function) {
    return function.matches("[_@].*|._")
        ? function.replaceFirst("^[_@]", "").replaceFirst("_.*", "")
        : function;
  }

  private static String shortened(String message) {
    return message.length() <= MAX_LENGTH ? message : message.substring(0, MAX_LENGTH) + "…";
  }

  /** What a value is, without showing it. */
  static String kind(Object value) {
    if (value instanceof NullValue) return "null";
    if (value instanceof String) return "a text";
    if (value instanceof Number) return "a number";
    if (value instanceof Map) return "a map";
    return value instanceof List ? "a list" : "something else";
  }
}
