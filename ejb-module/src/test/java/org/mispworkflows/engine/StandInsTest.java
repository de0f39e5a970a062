package org.mispworkflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

class StandInsTest {

  static class Bean {
    @Inject private CharSequence text;

    CharSequence text() {
      return text;
    }
  }

  static final class Heir extends Bean {
    @Inject private Number number;
    private String notInjected = "own";
  }

  @Test
  void fields_get_the_stand_in_of_their_type() {
    Heir heir = StandIns.inject(new Heir(), 7, "x");
    assertThat(heir.text()).isEqualTo("x");
    assertThat(heir.number).isEqualTo(7);
    assertThat(heir.notInjected).isEqualTo("own");
  }

  @Test
  void a_field_that_would_stay_empty_is_named() {
    assertThatThrownBy(() -> StandIns.inject(new Heir(), "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("number of Heir")
        .hasMessageContaining("Number");
  }
}
