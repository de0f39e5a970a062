package org.mispworkflows.module;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mispworkflows.module.logic.AggregateComparatorIf;

class AggregateComparatorIfTest {

  private static final String DATA =
      "{'mixed':[4,'1','x',2.5,null,true,'1'],'tenths':[0.1,0.2],'huge':['1e999',3],'tags':[{'name':'a'},{'name':'a'}],'even':[4,1,3,2],'none':[]}";

  private static OneLogicNode.Way compare(
      String path, String aggregation, String operator, String value) {
    return OneLogicNode.of(
        new AggregateComparatorIf(),
        "{'aggregation_path':'%s','aggregation_type':'%s','operator':'%s','value':'%s'}"
            .formatted(path, aggregation, operator, value),
        DATA);
  }

  @ParameterizedTest(name = "{1} of {0} is {2}")
  @CsvSource({
    "mixed.{n}, count, 7",
    "mixed.{n}, unique_count, 5",
    "mixed.{n}, sum, 8.5",
    "mixed.{n}, avg, 2.125",
    "mixed.{n}, min, 1",
    "mixed.{n}, max, 4.0",
    "mixed.{n}, median, 1.75",
    "even.{n}, median, 2.5",
    "tenths.{n}, sum, 0.3",
    "huge.{n}, max, 3",
    "tags.{n}, unique_count, 1",
    "none.{n}, count, 0",
    "none.{n}, unique_count, 0",
    "none.{n}, sum, 0",
    "nowhere.{n}, count, 0",
  })
  void makes_one_number_of_the_selected_values(String path, String aggregation, String value) {
    OneLogicNode.Way way = compare(path, aggregation, "equals", value);
    assertThat(way.output()).as(way.notes().toString()).isEqualTo(1);
    assertThat(compare(path, aggregation, "not_equals", value).output()).isEqualTo(2);
    assertThat(way.errors()).isEmpty();
  }

  @ParameterizedTest(name = "4 {0} {1}: output {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "equals | 4 | 1",
        "equals | 04.0 | 1",
        "not_equals | 4 | 2",
        "greater | 3 | 1",
        "greater | 4 | 2",
        "greater_equals | 4 | 1",
        "less | 4 | 2",
        "less | 5 | 1",
        "less_equals | 4 | 1",
        "in | 3, 4 | 1",
        "in | 4 | 1",
        "in | 40 | 2",
        "not_in | 3,5 | 1",
        "not_in | 3 , 4.0 | 2",
        "between | 1 | 2",
      })
  void compares_the_number(String operator, String value, int output) {
    OneLogicNode.Way way = compare("even.{n}", "count", operator, value);
    assertThat(way.output()).isEqualTo(output);
    assertThat(way.errors()).isEmpty();
  }

  @Test
  void says_what_was_left_out_and_what_came_of_it() {
    assertThat(compare("mixed.{n}", "sum", "greater", "0").notes())
        .containsExactly("Left out 3 values that are no numbers", "The aggregate is 8.5");
  }

  @ParameterizedTest
  @CsvSource({"avg", "min", "max", "median"})
  void without_numbers_no_comparison_holds(String aggregation) {
    for (String operator : new String[] {"equals", "not_equals", "less", "in", "not_in"}) {
      OneLogicNode.Way way = compare("none.{n}", aggregation, operator, "0");
      assertThat(way.output()).isEqualTo(2);
      assertThat(way.errors())
          .singleElement()
          .asString()
          .endsWith("None of the selected values is a number");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"equals | abc | abc", "not_in | 1,abc | abc", "greater | '' | ''", "in | 4, | ''"})
  void a_value_that_is_no_number_decides_nothing(String operator, String value, String named) {
    OneLogicNode.Way way = compare("even.{n}", "count", operator, value);
    assertThat(way.output()).isEqualTo(2);
    assertThat(way.errors())
        .singleElement()
        .asString()
        .endsWith("`" + named + "` in parameter `value` is no number");
  }

  @Test
  void by_default_it_asks_whether_there_are_more_than() {
    OneLogicNode.Way way =
        OneLogicNode.of(
            new AggregateComparatorIf(), "{'aggregation_path':'even.{n}','value':'3'}", DATA);
    assertThat(way.output()).isEqualTo(1);
  }
}
