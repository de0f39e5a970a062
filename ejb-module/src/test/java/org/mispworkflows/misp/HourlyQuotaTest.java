package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class HourlyQuotaTest {

  private Instant now = Instant.parse("2026-11-24T13:59:30Z");
  private final HourlyQuota quota = new HourlyQuota((InstantSource) () -> now);

  @Test
  void a_module_has_its_number_in_each_hour_by_the_clock() {
    assertThat(quota.take("dns", 2)).isEmpty();
    assertThat(quota.take("dns", 2)).isEmpty();
    assertThat(quota.take("dns", 2)).contains(Instant.parse("2026-11-24T14:00:00Z"));
    assertThat(quota.take("geo", 2)).isEmpty();
    now = Instant.parse("2026-11-24T14:00:00Z");
    assertThat(quota.take("dns", 2)).isEmpty();
  }

  @Test
  void without_a_number_there_is_no_end() {
    for (int i = 0; i < 1_000; i++) assertThat(quota.take("dns", 0)).isEmpty();
  }

  @Test
  void what_was_not_asked_after_all_is_given_back() {
    assertThat(quota.take("dns", 1)).isEmpty();
    quota.giveBack("dns");
    assertThat(quota.take("dns", 1)).isEmpty();
    assertThat(quota.take("dns", 1)).isPresent();
  }
}
