package org.mispworkflows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every path and every tree. */
class ParsedPathPropertyTest {

  private static final Pattern POSITION = Pattern.compile("\\(character (\\d+)\\)$");

  @Property(seed = "3001", tries = 3000)
  void a_text_is_a_path_that_keeps_it_or_is_refused_with_its_name_and_place(
      @ForAll("texts") String text) {
    Optional<ParsedPath> path = parsed(text);

    path.ifPresent(
        p -> {
          assertThat(p.text()).isEqualTo(text);
          assertThat(p).isEqualTo(ParsedPath.parse(text)).hasSameHashCodeAs(ParsedPath.parse(text));
          assertThat(p.isEmpty()).isEqualTo(text.isEmpty());
          assertThat(p.isLiteral()).isEqualTo(ParsedPath.isLiteral(text));
        });
  }

  @Property(seed = "3002", tries = 3000)
  void extract_gives_a_tree_for_any_data_and_changes_nothing(
      @ForAll("texts") String text, @ForAll("trees") @Nullable Object data) {
    Object before = RandomTrees.copy(data);
    parsed(text)
        .ifPresent(
            path -> {
              Object found = path.extract(data);
              assertThat(Loose.isTree(found) || path.selectsAll()).isTrue();
              assertThat(path.extract(data)).isEqualTo(found);
            });
    assertThat(data).isEqualTo(before);
  }

  @Property(seed = "3003", tries = 2000)
  void extract_and_get_agree_on_literal_paths(
      @ForAll("literals") String text, @ForAll("trees") @Nullable Object data) {
    ParsedPath path = ParsedPath.parse(text);
    Object value = path.get(data);
    Object expected = value == null ? List.of() : Loose.isTree(value) ? value : List.of(value);

    if (path.selectsAll()) expected = data == null ? List.of() : data;
    assertThat(path.extract(data)).isEqualTo(expected);
  }

  @Property(seed = "3004", tries = 1000)
  void a_step_that_takes_all_keys_finds_what_the_text_keys_and_the_number_keys_find(
      @ForAll("trees") @Nullable Object data) {
    List<@Nullable Object> all = new ArrayList<>(found("{*}.{*}", data));
    int apart = 0;
    for (String first : List.of("{n}", "{s}")) {
      for (String second : List.of("{n}", "{s}")) apart += found(first + "." + second, data).size();
    }
    // 1.0 is a numeric text that PHP keeps as a text key: both kinds of step take it
    assertThat(apart).isGreaterThanOrEqualTo(all.size());
  }

  @Test
  void many_wildcards_over_wide_data_take_time_in_proportion_to_the_data() {
    Object wide = 1;
    for (int level = 0; level < 5; level++) {
      List<@Nullable Object> list = new ArrayList<>();
      for (int i = 0; i < 10; i++) list.add(wide);
      wide = list;
    }
    Object data = wide;
    ParsedPath path = ParsedPath.parse("{*}" + ".{*}".repeat(49));

    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(found(path.text(), data)).hasSize(100_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 3_000})
  void brackets_full_of_blanks_are_read_in_no_time(int length) {
    String hostile = "a" + "[".repeat(length) + " ".repeat(length) + "=" + "]".repeat(length);

    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> ParsedPath.parse(hostile));
  }

  @Test
  void a_path_with_more_steps_than_data_has_levels_is_refused() {
    assertThat(ParsedPath.parse("a" + ".a".repeat(Json.MAX_DEPTH - 1)).tokens())
        .hasSize(Json.MAX_DEPTH);
    assertThatThrownBy(() -> ParsedPath.parse("a" + ".a".repeat(100_000)))
        .isInstanceOf(MalformedPathException.class)
        .hasMessageContaining("100001 steps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(a{1000}){1000}",
        "((((a{20}){20}){20}){20}){20}",
        "([a[]]{1000}){1000}",
        "(\\({1000}){1000}",
        "(\\Q(\\E{1000}){1000}",
        "((?:a|b){500,}){900}"
      })
  void a_regular_expression_that_would_fill_the_memory_is_refused(String regex) {
    assertThatThrownBy(() -> ParsedPath.parse("{n}[x=/" + regex + "/]"))
        .isInstanceOf(MalformedPathException.class)
        .hasMessageContaining("repeats too much");
  }

  @Test
  void a_regular_expression_nested_without_end_is_refused() {
    assertThatThrownBy(
            () ->
                ParsedPath.parse("{n}[x=/" + "(".repeat(10_000) + "a" + ")".repeat(10_000) + "/]"))
        .isInstanceOf(MalformedPathException.class)
        .hasMessageContaining("characters at most");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{64}$|^[0-9a-f]{128}$",
        "(\\d{1,3}\\.){3}\\d{1,3}",
        "[(]{2}[)]{1000}[^)]{1000}",
        "a{,5}{x",
        "\\\\Q((({1000}",
        "(a(b(c)+)*)?{1}"
      })
  void other_regular_expressions_are_left_to_their_library(String regex) {
    Optional<ParsedPath> path = parsed("{n}[x=/" + regex + "/]");
    boolean known = true;
    try {
      com.google.re2j.Pattern.compile(regex);
    } catch (com.google.re2j.PatternSyntaxException e) {
      known = false;
    }

    assertThat(path.isPresent()).isEqualTo(known);
  }

  /** The path; empty when it is refused as it should be. */
  private static Optional<ParsedPath> parsed(String text) {
    try {
      return Optional.of(ParsedPath.parse(text));
    } catch (MalformedPathException e) {
      assertThat(e).hasMessageStartingWith("hash path `" + text + "`: ");
      Matcher position = POSITION.matcher(String.valueOf(e.getMessage()));
      if (position.find()) {
        assertThat(Integer.parseInt(position.group(1))).isBetween(1, text.length());
      }
      return Optional.empty();
    }
  }

  private static List<@Nullable Object> found(String path, @Nullable Object data) {
    return new ArrayList<>(Loose.values(ParsedPath.parse(path).extract(data)));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> noise =
        Arbitraries.strings().withChars("{}[]n s*.=!<>/\\iab01-\u00e9\n").ofMaxLength(25);
    Arbitrary<String> anything = Arbitraries.strings().ofMaxLength(10);
    return Arbitraries.frequencyOf(
        Tuple.of(6, RandomTrees.paths()), Tuple.of(3, noise), Tuple.of(1, anything));
  }

  @Provide
  Arbitrary<String> literals() {
    return RandomTrees.keys()
        .list()
        .ofMaxSize(4)
        .map(keys -> String.join(".", keys))
        .filter(ParsedPath::isLiteral);
  }

  @Provide
  Arbitrary<@Nullable Object> trees() {
    return RandomTrees.trees();
  }
}
