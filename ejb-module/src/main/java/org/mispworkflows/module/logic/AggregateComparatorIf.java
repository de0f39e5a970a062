package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Makes one number of the values that a path selects and compares it. */
@Stateless
@ModuleInfo(
    id = "aggregate_comparator_if",
    name = "IF :: Aggregate Comparator",
    description =
        "Goes on at “then” if the number, sum, average, … of the selected values compares with the value, else at “else”. For “in” and “not in” the value is a list of numbers, separated by commas.",
    icon = "code-branch",
    outputs = 2)
public class AggregateComparatorIf implements LogicModule<AggregateComparatorIf.Params> {

  enum Aggregation {
    COUNT,
    SUM,
    AVG,
    MIN,
    MAX,
    UNIQUE_COUNT,
    MEDIAN
  }

  enum Operator {
    EQUALS,
    NOT_EQUALS,
    GREATER,
    GREATER_EQUALS,
    LESS,
    LESS_EQUALS,
    IN,
    NOT_IN
  }

  record Params(
      @Param(label = "Data selector", placeholder = "Event.Attribute.{n}.type")
          HashPath aggregationPath,
      @Param(value = "count", label = "Aggregation") @Nullable Aggregation aggregationType,
      @Param(value = "greater", label = "Condition") @Nullable Operator operator,
      @Param(placeholder = "50") String value) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    if (params.aggregationType() == null || params.operator() == null)
      return ModuleResult.when(false);
    Optional<BigDecimal> result =
        aggregate(params.aggregationType(), x.data().extract(params.aggregationPath()), x);
    if (result.isEmpty()) return ModuleResult.undecided("None of the selected values is a number");
    x.note("The aggregate is " + result.get().toPlainString());
    boolean list = params.operator() == Operator.IN || params.operator() == Operator.NOT_IN;
    List<Integer> compared = new ArrayList<>();
    for (String part : list ? params.value().split(",", -1) : new String[] {params.value()}) {
      Optional<BigDecimal> number = number(part);
      if (number.isEmpty())
        return ModuleResult.undecided("`" + part.strip() + "` in parameter `value` is no number");
      compared.add(result.get().compareTo(number.get()));
    }
    int first = compared.get(0);
    return ModuleResult.when(
        switch (params.operator()) {
          case EQUALS -> first == 0;
          case NOT_EQUALS -> first != 0;
          case GREATER -> first > 0;
          case GREATER_EQUALS -> first >= 0;
          case LESS -> first < 0;
          case LESS_EQUALS -> first <= 0;
          case IN -> compared.contains(0);
          case NOT_IN -> !compared.contains(0);
        });
  }

  private static Optional<BigDecimal> aggregate(
      Aggregation type, List<@Nullable Object> values, Execution x) {
    if (type == Aggregation.COUNT) return Optional.of(BigDecimal.valueOf(values.size()));
    if (type == Aggregation.UNIQUE_COUNT)
      return Optional.of(
          BigDecimal.valueOf(
              values.stream().map(v -> Loose.isTree(v) ? v : Loose.text(v)).distinct().count()));
    BigDecimal[] numbers =
        values.stream().flatMap(v -> number(v).stream()).sorted().toArray(BigDecimal[]::new);
    int count = numbers.length;
    if (count < values.size())
      x.note("Left out " + (values.size() - count) + " values that are no numbers");
    BigDecimal sum = Arrays.stream(numbers).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (type == Aggregation.SUM) return Optional.of(sum);
    if (count == 0) return Optional.empty();
    return Optional.of(
        switch (type) {
          case MIN -> numbers[0];
          case MAX -> numbers[count - 1];
          case MEDIAN -> mean(numbers[(count - 1) / 2].add(numbers[count / 2]), 2);
          default -> mean(sum, count);
        });
  }

  private static BigDecimal mean(BigDecimal sum, int count) {
    return sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128);
  }

  /** A number or a text that is one. What is beyond a double is none: its digits have no end. */
  private static Optional<BigDecimal> number(@Nullable Object value) {
    Number number =
        value instanceof Number n ? n : value instanceof String text ? Loose.number(text) : null;
    if (number == null || !Double.isFinite(number.doubleValue())) return Optional.empty();
    return Optional.of(
        number instanceof Double d ? BigDecimal.valueOf(d) : new BigDecimal(number.toString()));
  }
}
