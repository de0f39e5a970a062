package org.mispworkflows.misp;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.outbound.NoAnswerException;
import org.mispworkflows.spi.MispException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The modules that the misp-modules service offers, kept in memory. A stale list still answers
 * while it is loaded again in the background, by one thread at a time; when that fails, the last
 * known one stays. Thread-safe.
 */
final class ModuleList {

  private static final Logger LOG = LoggerFactory.getLogger(ModuleList.class);

  /** A service that is away is asked again after this time at the latest. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /**
   * Where questions are answered and the list is not, the list isn't asked for with each of them.
   */
  private static final Duration BREATH = Duration.ofSeconds(1);

  private final Source source;
  private final Executor background;
  private final Duration freshness;
  private volatile State state = new State(List.of(), "", false, null, null, "");
  private long staleAt = System.nanoTime();
  private long endedAt = System.nanoTime();
  private @Nullable Load loading;
  private volatile boolean closed;

  /** A list that is on its way. */
  private record Load(CompletableFuture<Void> end, long started) {

    static Load now() {
      return new Load(new CompletableFuture<>(), System.nanoTime());
    }

    /** Waits, but all who wait together no longer than this after the start. */
    void await(Duration patience) {
      long left = patience.toNanos() - (System.nanoTime() - started);
      try {
        end.get(Math.max(0, left), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        LOG.debug("The list of the misp-modules service takes longer than {}", patience);
      } catch (ExecutionException e) {
        throw new AssertionError("a load never fails, it only ends", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Asks the service. */
  @FunctionalInterface
  interface Source {
    /**
     * Loads the list.
     *
     * @param etag of the list that is known; empty: none is
     * @throws MispException when it can't be loaded
     */
    Loaded load(String etag);
  }

  /**
   * What the service said.
   *
   * @param etag of the list
   * @param modules null: the same as before
   */
  record Loaded(String etag, @Nullable List<MispModule> modules) {}

  /**
   * What is known.
   *
   * @param modules the same list until it changes
   * @param known whether the service ever told
   * @param asked when the service was last asked; null: never
   * @param downSince null: it answered when it was last asked
   * @param trouble empty: it answered when it was last asked
   */
  record State(
      List<MispModule> modules,
      String etag,
      boolean known,
      @Nullable Instant asked,
      @Nullable Instant downSince,
      String trouble) {

    private State told(Loaded loaded, Instant now) {
      List<MispModule> current = loaded.modules();
      return new State(current == null ? modules : current, loaded.etag(), true, now, null, "");
    }

    /** Being left alone is a consequence of the trouble; who looks for it wants the cause. */
    private State failed(RuntimeException e, Instant now) {
      boolean consequence =
          NoAnswerException.of(e.getCause()) == NoAnswerException.Reason.LEFT_ALONE;
      return new State(
          modules,
          etag,
          known,
          now,
          downSince == null ? now : downSince,
          consequence && !trouble.isEmpty() ? trouble : String.valueOf(e.getMessage()));
    }
  }

  /**
   * Not loaded yet.
   *
   * @param background where it is loaded
   * @param freshness how long it is good
   */
  ModuleList(Source source, Executor background, Duration freshness) {
    this.source = source;
    this.background = background;
    this.freshness = freshness;
  }

  /** What is known now; only before anything is known whoever asks waits, this long at most. */
  State known(Duration patience) {
    Load load = refreshed();
    if (load != null && state.asked() == null) load.await(patience);
    return state;
  }

  /** The same, but whoever asks waits for a newer list when one is on its way. */
  State newest(Duration patience) {
    Load load = refreshed();
    if (load != null) load.await(patience);
    return state;
  }

  /** Nothing is loaded from now on, and what is on its way may fail without a word. */
  void close() {
    closed = true;
  }

  /** What a question to a module showed: if it is news, the list is loaded again. */
  void heard(boolean reachable) {
    synchronized (this) {
      boolean down = state.downSince() != null;
      if (down != reachable) return;
      if (reachable && System.nanoTime() - endedAt < BREATH.toNanos()) return;
      staleAt = System.nanoTime();
    }
    refreshed();
  }

  /** Loads a stale list in the background; null when there is nothing to wait for. */
  private @Nullable Load refreshed() {
    Load load = Load.now();
    synchronized (this) {
      if (loading != null) return loading;
      if (closed || System.nanoTime() - staleAt < 0) return null;
      loading = load;
    }
    try {
      background.execute(() -> load(load));
    } catch (RejectedExecutionException e) {
      LOG.warn("The list of the misp-modules service is not loaded now: {}", e.getMessage());
      end(load, Duration.ZERO);
    }
    return load;
  }

  private void load(Load load) {
    State before = state;
    Duration goodFor = freshness.compareTo(PAUSE) < 0 ? freshness : PAUSE;
    try {
      state = before.told(source.load(before.etag()), now());
      goodFor = freshness;
      if (before.downSince() != null) LOG.info("The misp-modules service is back");
    } catch (MispException e) {
      state = before.failed(e, now());
      if (before.downSince() == null) LOG.warn("{}", e.getMessage());
    } catch (RuntimeException e) {
      state = before.failed(e, now());
      if (!closed) LOG.error("The list of the misp-modules service can't be loaded", e);
    } finally {
      end(load, goodFor);
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private void end(Load load, Duration goodFor) {
    synchronized (this) {
      loading = null;
      endedAt = System.nanoTime();
      staleAt = endedAt + goodFor.toNanos();
    }
    load.end().complete(null);
  }
}
