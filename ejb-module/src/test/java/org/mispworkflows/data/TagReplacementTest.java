package org.mispworkflows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MISP was seen to do is in the conformance family; here is what was decided besides. */
class TagReplacementTest {

  private static TagReplacement.Changes changes(List<String> remove, List<String> add) {
    return new TagReplacement.Changes(remove, add);
  }

  @ParameterizedTest
  @CsvSource({
    "TLP: Red, tlp:red",
    "my tlp-green, tlp:green",
    "'tlp=\"white\"', tlp:white",
    "TLP:AMBER+STRICT, tlp:amber+strict",
    "tlp:amber strict, tlp:amber+strict",
    "TLP Amber-Strict, tlp:amber+strict"
  })
  void a_spelling_gives_way_to_the_right_one_and_never_to_a_weaker_marking(
      String tag, String right) {
    assertThat(TagReplacement.TLP.changes(List.of("osint", tag)))
        .isEqualTo(changes(List.of(tag), List.of(right)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tlp:red", "tlp:amber+strict", "tlp:clear", "tlp:ex:chr", "pap:red", "xtlp:red"})
  void what_is_right_or_no_marking_stays(String tag) {
    assertThat(TagReplacement.TLP.changes(List.of(tag))).isEqualTo(changes(List.of(), List.of()));
  }

  @Test
  void pap_is_written_in_capitals() {
    assertThat(TagReplacement.PAP.changes(List.of("PAP:GREEN", "pap--amber", "tlp:red")))
        .isEqualTo(changes(List.of("pap--amber"), List.of("PAP:AMBER")));
  }

  @Test
  void a_right_tag_that_is_there_isnt_added_again() {
    assertThat(TagReplacement.TLP.changes(List.of("TLP: RED", "tlp:red")))
        .isEqualTo(changes(List.of("TLP: RED"), List.of()));
  }

  @Test
  void an_expression_of_ones_own_replaces_the_whole_tag() {
    TagReplacement feeds =
        TagReplacement.of(Pattern.compile("feed[:=](?P<name>\\w+)"), "source:${name}/$1");
    assertThat(feeds.changes(List.of("my feed:abuse!", "feed", "source:x/x", "feed=x")))
        .isEqualTo(changes(List.of("my feed:abuse!", "feed=x"), List.of("source:abuse/abuse")));
  }

  @Test
  void a_replacement_that_names_a_group_too_many_says_so() {
    TagReplacement broken = TagReplacement.of(Pattern.compile("a(b)"), "$2");
    assertThatThrownBy(() -> broken.changes(List.of("ab")))
        .hasMessageContaining("the replacement `$2` can't be used with the search `a(b)`");
  }
}
