package org.mispworkflows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every operator and every value. */
class ConditionPropertyTest {

  @Property(seed = "4001", tries = 4000)
  void an_operator_holds_or_does_not_whatever_it_is_given(
      @ForAll Condition operator,
      @ForAll("values") @Nullable Object data,
      @ForAll("values") @Nullable Object value) {
    boolean holds = operator.holds(data, value);

    assertThat(operator.holds(data, value)).isEqualTo(holds);
  }

  @Property(seed = "4002", tries = 3000)
  void an_item_passes_or_does_not_whatever_it_is(
      @ForAll Condition operator,
      @ForAll("values") @Nullable Object item,
      @ForAll("paths") ParsedPath path,
      @ForAll("values") @Nullable Object value) {
    boolean passes = operator.passes(item, path, value);

    if (!path.isEmpty() && !Loose.isTree(item)) assertThat(passes).isFalse();
    assertThat(operator.passes(item, path, value)).isEqualTo(passes);
  }

  @Property(seed = "4003", tries = 3000)
  void the_negations_of_lists_are_negations(
      @ForAll("lists") List<@Nullable Object> data, @ForAll("lists") List<@Nullable Object> value) {
    for (Object one : value) {
      assertThat(Condition.NOT_IN.holds(data, one)).isEqualTo(!Condition.IN.holds(data, one));
    }
    assertThat(Condition.NOT_IN_OR.holds(data, value))
        .isEqualTo(!Condition.IN_OR.holds(data, value));
    assertThat(Condition.NOT_IN_AND.holds(data, value))
        .isEqualTo(!Condition.IN_AND.holds(data, value));
  }

  @Property(seed = "4004", tries = 2000)
  void not_equals_is_the_negation_of_equals_for_scalars(
      @ForAll("scalars") @Nullable Object a, @ForAll("values") @Nullable Object b) {
    assertThat(Condition.NOT_EQUALS.holds(a, b)).isEqualTo(!Condition.EQUALS.holds(a, b));
  }

  @Property(seed = "4005", tries = 4000)
  void in_and_in_or_and_in_and_are_what_two_loops_say(
      @ForAll("lists") List<@Nullable Object> data, @ForAll("lists") List<@Nullable Object> value) {
    boolean any = false;
    boolean all = true;
    for (Object wanted : value) {
      boolean found = false;
      for (Object element : data) found |= Loose.equal(element, wanted);
      any |= found;
      all &= found;
      assertThat(Condition.IN.holds(data, wanted)).isEqualTo(found);
    }
    assertThat(Condition.IN_OR.holds(data, value)).isEqualTo(any);
    assertThat(Condition.IN_AND.holds(data, value)).isEqualTo(all);
  }

  @Property(seed = "4006", tries = 3000)
  void loose_equality_is_symmetric_and_every_value_without_nan_equals_itself(
      @ForAll("values") @Nullable Object a, @ForAll("values") @Nullable Object b) {
    assertThat(Loose.equal(a, b)).isEqualTo(Loose.equal(b, a));
    if (!holdsNan(a)) assertThat(Loose.equal(a, RandomTrees.copy(a))).isTrue();
  }

  @Property(seed = "4007", tries = 3000)
  void an_order_of_scalars_is_the_same_from_both_sides(
      @ForAll("scalars") @Nullable Object a, @ForAll("scalars") @Nullable Object b) {
    if (holdsNan(a) || holdsNan(b)) return;
    assertThat(Integer.signum(Loose.compare(a, b))).isEqualTo(-Integer.signum(Loose.compare(b, a)));
  }

  @Property(seed = "4008", tries = 2000)
  void a_number_in_a_text_is_the_number(@ForAll long number, @ForAll double decimal) {
    assertThat(Loose.equal(Long.toString(number), number)).isTrue();
    assertThat(Loose.number("000000000000000000000000" + Math.abs(number >> 1)))
        .isEqualTo(Math.abs(number >> 1));
    assertThat(Loose.equal(Double.toString(decimal), decimal)).isTrue();
  }

  @Test
  void a_whole_number_too_big_for_a_long_compares_with_infinity() {
    Object big = new java.math.BigInteger("123456789012345678901");

    assertThat(Loose.compare(big, "1e999")).isNegative();
    assertThat(Loose.compare(Double.NEGATIVE_INFINITY, big)).isNegative();
    assertThat(Loose.equal(big, Double.NaN)).isFalse();
  }

  @Test
  void a_million_digits_are_compared_in_no_time() {
    String digits = "1".repeat(1_000_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(Loose.compare(digits, 5L)).isPositive());
  }

  private static boolean holdsNan(@Nullable Object value) {
    if (value instanceof Double d) return d.isNaN();
    for (Object child : Loose.values(value)) {
      if (holdsNan(child)) return true;
    }
    return false;
  }

  @Provide
  Arbitrary<@Nullable Object> values() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, RandomTrees.trees()),
        Tuple.of(2, RandomTrees.scalars()),
        Tuple.of(1, RandomTrees.builtByAModule()),
        Tuple.of(2, lists().map(list -> (Object) list)));
  }

  @Provide
  Arbitrary<@Nullable Object> scalars() {
    return RandomTrees.scalars();
  }

  @Provide
  Arbitrary<List<@Nullable Object>> lists() {
    Arbitrary<@Nullable Object> element =
        Arbitraries.frequencyOf(
            Tuple.of(6, RandomTrees.scalars()), Tuple.of(1, RandomTrees.trees()));
    return element.list().ofMaxSize(5).map(ArrayList::new);
  }

  @Provide
  Arbitrary<ParsedPath> paths() {
    return Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.just("")), Tuple.of(4, RandomTrees.paths()))
        .map(ParsedPath::parse);
  }
}
