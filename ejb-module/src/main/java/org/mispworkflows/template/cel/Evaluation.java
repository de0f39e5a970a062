package org.mispworkflows.template.cel;

import com.google.re2j.Pattern;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelLateFunctionBindings;
import dev.cel.runtime.CelVariableResolver;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.template.Regex;
import org.mispworkflows.template.RenderLimits;

/**
 * One evaluation of one expression: knows the variables and watches what is used up. Not
 * thread-safe.
 */
final class Evaluation implements CelVariableResolver, CelEvaluationListener {

  /** The variable that holds all of the data, unless they have a key of that name. */
  private static final String ALL = "data";

  private static final int MOST_NAMED = 10;
  private static final int MOST_PATTERNS = 20;

  private final Map<String, @Nullable Object> root;
  private final Shape shape;
  private final Budget budget;
  private final Map<String, Pattern> patterns = new HashMap<>();

  Evaluation(Map<String, @Nullable Object> root, Shape shape, RenderLimits limits) {
    this.root = root;
    this.shape = shape;
    this.budget = new Budget(limits);
  }

  @Override
  public Optional<Object> find(String name) {
    if (root.containsKey(name)) return Optional.of(Live.of(root.get(name), budget));
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    if (root.containsKey(capital)) return Optional.of(Live.of(root.get(capital), budget));
    if (name.equals(ALL)) return Optional.of(Live.of(root, budget));
    throw new NoSuchElementException(
        "the data has no `"
            + name
            + "`; it has "
            + root.keySet().stream().limit(MOST_NAMED).collect(Collectors.joining(", ")));
  }

  /** The functions of CEL whose time may grow faster than the texts that they get. */
  @SuppressWarnings("Immutable") // as CEL wants functions to be; these live for one evaluation
  CelFunctionResolver functions() {
    return CelLateFunctionBindings.from(
        CelFunctionBinding.from("contains_string", String.class, String.class, this::contains),
        CelFunctionBinding.from("matches", String.class, String.class, this::matches),
        CelFunctionBinding.from("matches_string", String.class, String.class, this::matches));
  }

  private boolean contains(String text, String part) {
    budget.search(text.length(), part.length());
    return text.contains(part);
  }

  private boolean matches(String text, String regex) {
    if (patterns.size() > MOST_PATTERNS) patterns.clear();
    Pattern pattern = patterns.computeIfAbsent(regex, Regex::compile);
    budget.search(text.length(), 10L * pattern.programSize());
    return pattern.matcher(text).find();
  }

  @Override
  public void callback(CelExpr part, Object value) {
    budget.step();
    int id = (int) part.id();
    if (shape.makers().get(id)) {
      if (value instanceof String text) budget.made(text.length());
      else if (value instanceof CelByteString bytes) budget.made(bytes.size());
      else if (value instanceof Collection<?> list) budget.steps(list.size());
    }
    if (shape.arguments().get(id)) weigh(value);
  }

  /**
   * Lists that an expression builds may hold the same list many times over, so that comparing or
   * printing them would take for ever. Those of the data count what is read of them.
   */
  private void weigh(Object value) {
    if (value instanceof LiveMap || value instanceof LiveList) return;
    if (value instanceof String text) budget.read(text.length());
    else if (value instanceof Map<?, ?> map) weighAll(map.values());
    else if (value instanceof Collection<?> list) weighAll(list);
  }

  private void weighAll(Collection<?> elements) {
    budget.steps(elements.size());
    elements.forEach(this::weigh);
  }
}
