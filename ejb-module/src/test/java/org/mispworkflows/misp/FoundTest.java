package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a search finds, and in which order. */
class FoundTest {

  private static final List<Choice> ALL =
      List.of(
          Choice.of(
              "admiralty-scale:source=\"a\"",
              "admiralty-scale:source=\"a\"",
              "shared with red teams"),
          Choice.of("tlp:ex:red"),
          Choice.of("tlp:red", "tlp:red", "for named recipients only"),
          Choice.of("tlp:red-ish"),
          Choice.of("PAP:RED"),
          Choice.of("87", "Own infrastructure", "known"),
          Choice.of("870", "Red team addresses", "known"));

  private static List<String> found(String query) {
    return Found.in(ALL, query, 1, 50).items().stream().map(Choice::value).toList();
  }

  @Test
  void what_is_meant_comes_first_then_what_begins_so_then_names_then_descriptions() {
    assertThat(found("tlp:red")).containsExactly("tlp:red", "tlp:red-ish");
    assertThat(found("RED"))
        .containsExactly(
            "870",
            "tlp:ex:red",
            "tlp:red",
            "tlp:red-ish",
            "PAP:RED",
            "admiralty-scale:source=\"a\"");
  }

  @Test
  void all_words_must_be_there_in_any_order_and_case() {
    assertThat(found("red TLP")).containsExactly("tlp:ex:red", "tlp:red", "tlp:red-ish");
    assertThat(found(" red  recipients ")).containsExactly("tlp:red");
    assertThat(found("red green")).isEmpty();
  }

  @Test
  void a_description_is_searched_by_the_beginnings_of_its_words() {
    assertThat(found("shar")).containsExactly("admiralty-scale:source=\"a\"");
    assertThat(found("hared")).isEmpty();
  }

  @Test
  void an_id_is_found_by_itself_and_by_its_name() {
    assertThat(found("87")).containsExactly("87", "870");
    assertThat(found("own infra")).containsExactly("87");
    assertThat(found("known infra")).containsExactly("87");
  }

  @Test
  void a_page_is_cut_out_and_the_total_is_of_all_pages() {
    List<Choice> many = IntStream.range(0, 95).mapToObj(i -> Choice.of("tag-" + i)).toList();
    Found last = Found.in(many, "tag", 4, 30);
    assertThat(last.items())
        .extracting(Choice::value)
        .containsExactly("tag-90", "tag-91", "tag-92", "tag-93", "tag-94");
    assertThat(last.total()).isEqualTo(95);
    assertThat(Found.in(many, "", 2, 30).items()).hasSize(30);
    assertThat(Found.in(many, "", Integer.MAX_VALUE, 200)).isEqualTo(new Found(List.of(), 95, ""));
  }

  @Test
  void stored_values_are_told_in_their_order_and_unknown_ones_stay_as_they_are() {
    assertThat(Choice.of(List.of("gone", "87", "tlp:red", "87"), ALL))
        .extracting(Choice::value, Choice::label)
        .containsExactly(
            tuple("gone", "gone"),
            tuple("87", "Own infrastructure"),
            tuple("tlp:red", "tlp:red"),
            tuple("87", "Own infrastructure"));
  }

  @Test
  void a_long_description_is_cut() {
    assertThat(Choice.of("x", "x", "long ".repeat(1_000)).about()).hasSize(200).endsWith("…");
  }
}
