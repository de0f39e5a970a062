package org.mispworkflows.template.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.CelExpression;
import org.mispworkflows.template.Regex;
import org.mispworkflows.template.RenderLimits;

/**
 * A compiled CEL expression that gives a boolean: immutable and thread-safe, compiled once and
 * evaluated many times.
 *
 * <p>The variables are the root keys of the data; one that begins with a capital may be written
 * small. {@code data} is all of the data. Values have the types that the data gives them at run
 * time. Besides what CEL has, there are those functions of its extension for texts that make no
 * text longer.
 */
public final class Expression implements CelExpression {

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(10_000)
          .maxParseExpressionNodeCount(20_000)
          .maxParseRecursionDepth(100)
          .build();

  private static final CelStringExtensions TEXTS =
      CelExtensions.strings(
          ImmutableSet.of(
              Function.CHAR_AT,
              Function.LOWER_ASCII,
              Function.SUBSTRING,
              Function.TRIM,
              Function.UPPER_ASCII));

  /** An evaluation brings its own of these: those of CEL know no limit. */
  private static final CelStandardFunctions FUNCTIONS =
      CelStandardFunctions.newBuilder()
          .excludeFunctions(StandardFunction.CONTAINS, StandardFunction.MATCHES)
          .build();

  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .setStandardEnvironmentEnabled(false)
          .setStandardFunctions(FUNCTIONS)
          .addLibraries(TEXTS)
          .build();

  private final String text;
  private final CelAbstractSyntaxTree tree;
  private final Shape shape;
  private final CelRuntime.Program program;
  private final RenderLimits limits;

  private Expression(String text, RenderLimits limits)
      throws CelValidationException, CelEvaluationException {
    this.text = text;
    this.limits = limits;
    CelAbstractSyntaxTree parsed = PARSER.parse(text).getAst();
    shape = Shape.of(parsed);
    for (CelExpr regex : shape.regexes()) checkRegex(parsed, regex);
    CelCheckerBuilder checker =
        CelCompilerFactory.standardCelCheckerBuilder().setOptions(OPTIONS).addLibraries(TEXTS);
    for (String name : shape.names())
      checker.addVarDeclarations(CelVarDecl.newVarDeclaration(name, SimpleType.DYN));
    tree = checker.build().check(parsed).getAst();
    program = RUNTIME.createProgram(tree);
  }

  private static void checkRegex(CelAbstractSyntaxTree tree, CelExpr regex) {
    try {
      Regex.compile(regex.constant().stringValue());
    } catch (IllegalArgumentException e) {
      throw Messages.malformed(tree.getSource(), regex, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Compiles an expression.
   *
   * @param limits of what one evaluation may use up: time, and the length of texts it makes
   * @throws MalformedExpressionException if it is none, or never gives a boolean
   */
  public static Expression compile(String text, RenderLimits limits) {
    if (text.isBlank()) throw new MalformedExpressionException(1, 1, "the expression is empty");
    Expression expression = parse(text, limits);
    CelType type = expression.tree.getResultType();
    if (type.kind() == CelKind.BOOL || type.kind() == CelKind.DYN) return expression;
    throw new MalformedExpressionException(
        1, 1, "it gives " + type.name() + ", but must give true or false; compare it");
  }

  private static Expression parse(String text, RenderLimits limits) {
    try {
      return new Expression(text, limits);
    } catch (CelValidationException e) {
      throw Messages.malformed(e);
    } catch (CelEvaluationException e) {
      throw new MalformedExpressionException(1, 1, String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw new MalformedExpressionException(1, 1, "it is nested too deeply; simplify it");
    }
  }

  @Override
  public String text() {
    return text;
  }

  /**
   * Evaluates the expression. The data is read in place; nothing of it is copied.
   *
   * @throws ExpressionException when there is no answer, or a limit is exceeded
   */
  @Override
  public boolean holds(Map<String, @Nullable Object> root) {
    Evaluation evaluation = new Evaluation(root, shape, limits);
    try {
      Object answer = program.trace(evaluation, evaluation.functions(), evaluation);
      if (answer instanceof Boolean holds) return holds;
      throw new ExpressionException(
          "the expression gives "
              + Messages.kind(answer)
              + ", but must give true or false; compare it");
    } catch (CelEvaluationException e) {
      throw Messages.failed(e, tree.getSource());
    } catch (Budget.ExceededError e) {
      throw new ExpressionException(String.valueOf(e.getMessage()), e);
    } catch (StackOverflowError e) {
      throw new ExpressionException("the data or the expression is nested too deeply", e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
