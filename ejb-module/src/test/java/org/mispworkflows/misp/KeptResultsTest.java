package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class KeptResultsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Instant now = Instant.parse("2026-11-24T13:00:00Z");
  private final KeptResults results = new KeptResults(3, (InstantSource) () -> now);

  @Test
  void a_result_is_given_again_until_its_time_is_over() {
    results.keep("a", "1", MINUTE);
    now = now.plusSeconds(59);
    assertThat(results.find("a")).isEqualTo("1");
    now = now.plusSeconds(1);
    assertThat(results.find("a")).isNull();
    assertThat(results.find("b")).isNull();
  }

  @Test
  void what_was_not_asked_for_the_longest_makes_room() {
    for (String question : new String[] {"a", "b", "c"}) results.keep(question, question, MINUTE);
    assertThat(results.find("a")).isEqualTo("a");
    results.keep("d", "d", MINUTE);
    assertThat(results.find("b")).isNull();
    assertThat(results.find("a")).isEqualTo("a");
    assertThat(results.find("d")).isEqualTo("d");
  }

  @Test
  void a_newer_result_takes_the_place_of_the_older_one() {
    results.keep("a", "1", MINUTE);
    results.keep("a", "2", MINUTE);
    assertThat(results.find("a")).isEqualTo("2");
  }

  @Test
  void all_of_them_together_have_a_limit_and_a_huge_one_is_not_kept() {
    KeptResults many = new KeptResults(1_000, (InstantSource) () -> now);
    String megabyte = "x".repeat(1_000_000);
    for (int i = 0; i < 60; i++) many.keep("q" + i, megabyte, MINUTE);
    assertThat(many.find("q9")).isNull();
    assertThat(many.find("q10")).isNotNull();
    assertThat(many.find("q59")).isNotNull();
    many.keep("huge", megabyte + "x", MINUTE);
    assertThat(many.find("huge")).isNull();
  }
}
