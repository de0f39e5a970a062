package org.mispworkflows.misp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.MispException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One list, kept in memory. It is loaded when somebody asks, once for all who ask meanwhile; a
 * stale one still answers while it is loaded again, and as long as that fails.
 */
final class Choices {

  private static final Logger LOG = LoggerFactory.getLogger(Choices.class);

  /** After a failure it isn't loaded again at once for each who asks. */
  static final Duration PAUSE = Duration.ofSeconds(15);

  private final String name;
  private final Supplier<List<Choice>> loader;
  private final Executor background;
  private final Duration freshness;
  private final InstantSource clock;
  private @Nullable List<Choice> loaded;
  private @Nullable RuntimeException failure;
  private @Nullable FutureTask<List<Choice>> loading;
  private Instant staleAt = Instant.MIN;

  /**
   * Not loaded yet.
   *
   * @param name for the log
   * @param loader asks who has the list; may throw a {@link MispException}
   * @param background where a list is loaded that nobody waits for
   * @param freshness how long a list is good
   */
  Choices(
      String name,
      Supplier<List<Choice>> loader,
      Executor background,
      Duration freshness,
      InstantSource clock) {
    this.name = name;
    this.loader = loader;
    this.background = background;
    this.freshness = freshness;
    this.clock = clock;
  }

  /** What is known now; null when nothing was loaded yet. A stale list is loaded meanwhile. */
  synchronized @Nullable List<Choice> known() {
    if (loading != null || !isStale()) return loaded;
    FutureTask<List<Choice>> task = new FutureTask<>(this::load);
    loading = task;
    try {
      background.execute(task);
    } catch (RejectedExecutionException e) {
      loading = null;
      LOG.warn("The list of {} is not loaded now: {}", name, e.getMessage());
    }
    return loaded;
  }

  /**
   * All; waits when nothing was loaded yet.
   *
   * @throws MispException when it can't be loaded, or couldn't a moment ago
   */
  List<Choice> all() {
    FutureTask<List<Choice>> task;
    synchronized (this) {
      List<Choice> known = known();
      if (known != null) return known;
      if (loading == null && failure != null && !isStale()) throw failure(failure);
      task = loading == null ? new FutureTask<>(this::load) : loading;
      loading = task;
    }
    task.run(); // unless somebody does already: a busy background keeps nobody waiting
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MispException("The wait for the list of " + name + " was interrupted.", e);
    }
  }

  /** Why the list that is known is old; empty when it isn't. */
  synchronized String doubt() {
    if (loaded == null || failure == null) return "";
    return "The list could not be loaded again, so it may be out of date: " + failure.getMessage();
  }

  private boolean isStale() {
    return !clock.instant().isBefore(staleAt);
  }

  private List<Choice> load() {
    List<Choice> fresh = null;
    RuntimeException why = null;
    try {
      fresh = List.copyOf(loader.get());
      return fresh;
    } catch (MispException e) {
      why = e;
      LOG.warn("The list of {} can't be loaded: {}", name, e.getMessage());
      throw e;
    } catch (RuntimeException e) {
      why = e;
      LOG.error("The list of {} can't be loaded", name, e);
      throw e;
    } finally {
      ended(fresh, why);
    }
  }

  private synchronized void ended(@Nullable List<Choice> fresh, @Nullable RuntimeException why) {
    loading = null;
    failure = why;
    if (fresh != null) loaded = fresh;
    staleAt = clock.instant().plus(fresh == null ? PAUSE : freshness);
  }

  /** With the stack of who asks; an exception is not thrown twice. */
  private static RuntimeException failure(@Nullable Throwable cause) {
    if (cause instanceof MispException e)
      return new MispException(String.valueOf(e.getMessage()), e);
    return new IllegalStateException("The list can't be loaded", cause);
  }
}
