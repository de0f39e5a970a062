package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mispworkflows.spi.MispException;

class ModuleListTest {

  private static final Duration NOW = Duration.ofNanos(1);
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration NO_TIME = Duration.ofMillis(1);

  /** What waits to be done in the background. */
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  private final AtomicInteger loads = new AtomicInteger();

  private static List<MispModule> one(String name) {
    return List.of(MispModule.of(Map.of("name", name)));
  }

  private ModuleList.Loaded counted(String etag) {
    return new ModuleList.Loaded(etag + "x", one("m" + loads.incrementAndGet()));
  }

  private static String only(ModuleList.State state) {
    return state.modules().get(0).name();
  }

  @Test
  void before_anything_is_known_whoever_asks_waits_no_longer_than_they_want() {
    ModuleList list = new ModuleList(this::counted, waiting::add, LONG);
    long start = System.nanoTime();
    assertThat(list.known(Duration.ofMillis(50)).known()).isFalse();
    assertThat(list.known(Duration.ofMillis(50)).known()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(waiting).as("one load at a time").hasSize(1);
    waiting.remove().run();
    assertThat(only(list.known(NO_TIME))).isEqualTo("m1");
  }

  @Test
  void a_stale_list_answers_at_once_while_a_newer_one_is_loaded() {
    ModuleList list = new ModuleList(this::counted, waiting::add, NOW);
    assertThat(list.known(NO_TIME).known()).isFalse();
    waiting.remove().run();
    long start = System.nanoTime();
    assertThat(only(list.known(LONG))).isEqualTo("m1");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    waiting.remove().run();
    assertThat(only(list.known(LONG))).isEqualTo("m2");
  }

  @Test
  void a_list_that_did_not_change_is_the_same_list() {
    ModuleList list =
        new ModuleList(
            etag -> etag.isEmpty() ? counted(etag) : new ModuleList.Loaded(etag, null),
            Runnable::run,
            NOW);
    List<MispModule> first = list.known(NO_TIME).modules();
    assertThat(list.known(NO_TIME).modules()).isSameAs(first);
    assertThat(list.known(NO_TIME).etag()).isEqualTo("x");
  }

  @Test
  void the_last_known_list_stays_when_the_service_goes_and_the_first_time_of_it() {
    AtomicInteger calls = new AtomicInteger();
    ModuleList list =
        new ModuleList(
            etag -> {
              int call = calls.incrementAndGet();
              if (call == 2 || call == 3) throw new MispException("away " + call);
              return counted(etag);
            },
            Runnable::run,
            NOW);
    assertThat(list.known(NO_TIME).downSince()).isNull();
    ModuleList.State away = list.known(NO_TIME);
    assertThat(away.downSince()).isNotNull();
    assertThat(away.trouble()).isEqualTo("away 2");
    assertThat(only(away)).isEqualTo("m1");
    ModuleList.State still = list.known(NO_TIME);
    assertThat(still.downSince()).isEqualTo(away.downSince());
    assertThat(still.trouble()).isEqualTo("away 3");
    ModuleList.State back = list.known(NO_TIME);
    assertThat(back.downSince()).isNull();
    assertThat(back.trouble()).isEmpty();
    assertThat(only(back)).isEqualTo("m2");
  }

  @Test
  void what_a_question_shows_is_news_only_when_it_is() {
    ModuleList list = new ModuleList(this::counted, Runnable::run, LONG);
    list.known(NO_TIME);
    list.heard(true);
    assertThat(loads).hasValue(1);
    list.heard(false);
    assertThat(loads).hasValue(2);
  }

  @Test
  void a_list_that_fails_where_questions_are_answered_is_not_asked_for_with_each_of_them() {
    ModuleList list =
        new ModuleList(
            etag -> {
              loads.incrementAndGet();
              throw new MispException("the list fails");
            },
            Runnable::run,
            LONG);
    list.known(NO_TIME);
    for (int i = 0; i < 50; i++) list.heard(true);
    assertThat(loads).hasValue(1);
  }

  @Test
  void something_unforeseen_is_trouble_too_and_does_not_stop_later_loads() {
    AtomicInteger calls = new AtomicInteger();
    ModuleList list =
        new ModuleList(
            etag -> {
              if (calls.incrementAndGet() == 1) throw new IllegalStateException("unforeseen");
              return counted(etag);
            },
            Runnable::run,
            NOW);
    assertThat(list.known(NO_TIME).trouble()).isEqualTo("unforeseen");
    assertThat(only(list.known(NO_TIME))).isEqualTo("m1");
  }

  @Test
  void a_background_that_takes_no_work_is_tried_again() {
    AtomicInteger calls = new AtomicInteger();
    ModuleList list =
        new ModuleList(
            this::counted,
            work -> {
              if (calls.incrementAndGet() == 1) throw new RejectedExecutionException("full");
              work.run();
            },
            LONG);
    assertThat(list.known(NO_TIME).known()).isFalse();
    assertThat(only(list.known(NO_TIME))).isEqualTo("m1");
  }

  @Test
  void a_list_that_is_closed_is_not_loaded_again() {
    ModuleList list = new ModuleList(this::counted, Runnable::run, NOW);
    list.known(NO_TIME);
    list.close();
    assertThat(only(list.known(NO_TIME))).isEqualTo("m1");
    assertThat(loads).hasValue(1);
  }

  @Test
  void many_who_ask_at_once_cause_one_load() throws Exception {
    ExecutorService background = Executors.newCachedThreadPool();
    try {
      ModuleList list =
          new ModuleList(
              etag -> {
                sleep();
                return counted(etag);
              },
              background,
              LONG);
      List<Callable<String>> askers =
          Collections.nCopies(20, () -> only(list.known(Duration.ofSeconds(20))));
      for (var asked : background.invokeAll(askers)) assertThat(asked.get()).isEqualTo("m1");
      assertThat(loads).hasValue(1);
    } finally {
      background.shutdownNow();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new MispException("interrupted", e);
    }
  }
}
