package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mispworkflows.spi.MispException;

/** When a list is loaded, and who waits for it. */
class ChoicesTest {

  private static final Duration FRESH = Duration.ofMinutes(10);

  private final AtomicInteger loads = new AtomicInteger();
  private final Queue<Runnable> background = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private boolean down;
  private final Choices choices =
      new Choices("things", this::load, background::add, FRESH, () -> now);

  private List<Choice> load() {
    int number = loads.incrementAndGet();
    if (down) throw new MispException("nobody answers");
    return List.of(Choice.of("load " + number));
  }

  private void background() {
    while (!background.isEmpty()) background.remove().run();
  }

  @Test
  void who_needs_all_waits_for_the_first_load_and_gets_it_from_memory_after_that() {
    assertThat(choices.all()).containsExactly(Choice.of("load 1"));
    background();
    assertThat(choices.all()).containsExactly(Choice.of("load 1"));
    now = now.plus(FRESH).minusSeconds(1);
    assertThat(choices.known()).containsExactly(Choice.of("load 1"));
    assertThat(loads).hasValue(1);
    assertThat(background).isEmpty();
  }

  @Test
  void who_asks_for_what_is_known_never_waits() {
    assertThat(choices.known()).isNull();
    assertThat(choices.known()).isNull();
    assertThat(background).hasSize(1);
    background();
    assertThat(choices.known()).containsExactly(Choice.of("load 1"));
  }

  @Test
  void a_stale_list_answers_while_it_is_loaded_again() {
    choices.all();
    background.clear();
    now = now.plus(FRESH);
    assertThat(choices.all()).containsExactly(Choice.of("load 1"));
    assertThat(choices.all()).containsExactly(Choice.of("load 1"));
    assertThat(background).hasSize(1);
    background();
    assertThat(choices.all()).containsExactly(Choice.of("load 2"));
    assertThat(choices.doubt()).isEmpty();
  }

  @Test
  void a_failure_is_told_to_all_who_ask_until_the_pause_is_over() {
    down = true;
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(choices::all)
          .isInstanceOf(MispException.class)
          .hasMessage("nobody answers");
    }
    assertThat(choices.known()).isNull();
    assertThat(loads).hasValue(1);
    down = false;
    now = now.plus(Choices.PAUSE);
    assertThat(choices.all()).containsExactly(Choice.of("load 2"));
  }

  @Test
  void a_list_that_can_not_be_loaded_again_goes_on_answering_and_says_so() {
    choices.all();
    background.clear();
    down = true;
    now = now.plus(FRESH);
    choices.known();
    background();
    for (int i = 0; i < 3; i++) {
      assertThat(choices.all()).containsExactly(Choice.of("load 1"));
    }
    assertThat(choices.doubt()).contains("may be out of date: nobody answers");
    assertThat(loads).hasValue(2);
    assertThat(background).isEmpty();
    down = false;
    now = now.plus(Choices.PAUSE);
    choices.known();
    background();
    assertThat(choices.all()).containsExactly(Choice.of("load 3"));
    assertThat(choices.doubt()).isEmpty();
  }

  @Test
  void whatever_goes_wrong_is_followed_by_a_pause() {
    Choices broken =
        new Choices(
            "things",
            () -> {
              loads.incrementAndGet();
              throw new ArithmeticException("a bug");
            },
            background::add,
            FRESH,
            () -> now);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(broken::all)
          .isInstanceOf(IllegalStateException.class)
          .hasRootCauseMessage("a bug");
    }
    assertThat(loads).hasValue(1);
  }

  @Test
  void who_waits_loads_it_when_the_background_has_no_thread_for_it() {
    Choices crowded =
        new Choices(
            "things",
            this::load,
            work -> {
              throw new RejectedExecutionException("full");
            },
            FRESH,
            () -> now);
    assertThat(crowded.known()).isNull();
    assertThat(crowded.all()).containsExactly(Choice.of("load 1"));
  }

  @Test
  void many_threads_ask_and_it_is_loaded_once() throws Exception {
    CountDownLatch allAreHere = new CountDownLatch(32);
    ExecutorService threads = Executors.newFixedThreadPool(40);
    try {
      Choices slow =
          new Choices(
              "things",
              () -> {
                await(allAreHere);
                return load();
              },
              threads,
              FRESH,
              () -> now);
      Callable<List<Choice>> ask =
          () -> {
            allAreHere.countDown();
            return slow.all();
          };
      List<Future<List<Choice>>> answers = new ArrayList<>();
      for (int i = 0; i < 32; i++) answers.add(threads.submit(ask));
      for (Future<List<Choice>> answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS)).containsExactly(Choice.of("load 1"));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(loads).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) throw new MispException("nobody came");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MispException("interrupted", e);
    }
  }
}
