package org.mispworkflows.misp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.MispException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One list of a MISP instance, kept in memory. A stale one still answers while it is loaded again;
 * who asks first waits only if the instance can't search by itself.
 */
final class Choices {

  private static final Logger LOG = LoggerFactory.getLogger(Choices.class);

  /** After a failure it isn't loaded again at once for each who asks. */
  private static final Duration PAUSE = Duration.ofSeconds(15);

  private final Supplier<List<Choice>> loader;
  private final Executor background;
  private final Duration freshness;
  private @Nullable List<Choice> loaded;
  private Instant staleAt = Instant.MIN;
  private boolean loading;

  /**
   * Not loaded yet.
   *
   * @param loader asks the instance; may throw a {@link MispException}
   * @param background where a stale list is loaded again
   * @param freshness how long a list is good
   */
  Choices(Supplier<List<Choice>> loader, Executor background, Duration freshness) {
    this.loader = loader;
    this.background = background;
    this.freshness = freshness;
  }

  /** All that are known now; null when nothing was loaded yet. Loads them in the background. */
  synchronized @Nullable List<Choice> known() {
    if (!loading && Instant.now().isAfter(staleAt)) {
      loading = true;
      try {
        background.execute(this::refresh);
      } catch (RejectedExecutionException e) {
        loading = false;
        LOG.warn("A list of MISP is not loaded now: {}", e.getMessage());
      }
    }
    return loaded;
  }

  /**
   * All; the first who asks waits for them.
   *
   * @throws MispException when they were never loaded, and can't be
   */
  List<Choice> all() {
    List<Choice> known = known();
    return known == null ? load() : known;
  }

  private void refresh() {
    try {
      load();
    } catch (MispException e) {
      LOG.warn("A list of MISP can't be loaded: {}", e.getMessage());
    }
  }

  private List<Choice> load() {
    try {
      List<Choice> fresh = List.copyOf(loader.get());
      synchronized (this) {
        loaded = fresh;
        staleAt = Instant.now().plus(freshness);
      }
      return fresh;
    } catch (MispException e) {
      synchronized (this) {
        staleAt = Instant.now().plus(PAUSE);
      }
      throw e;
    } finally {
      synchronized (this) {
        loading = false;
      }
    }
  }

  /** Those that contain all words, the ones whose value begins with the query first. */
  static List<Choice> matching(List<Choice> all, String query) {
    String wanted = query.strip().toLowerCase(Locale.ROOT);
    if (wanted.isEmpty()) return all;
    String[] words = wanted.split("\\s+", -1);
    List<Choice> first = new ArrayList<>();
    List<Choice> others = new ArrayList<>();
    for (Choice choice : all) {
      if (!hasAll(choice.searched(), words)) continue;
      if (choice.searched().startsWith(wanted)) first.add(choice);
      else others.add(choice);
    }
    first.addAll(others);
    return first;
  }

  private static boolean hasAll(String text, String[] words) {
    for (String word : words) {
      if (!text.contains(word)) return false;
    }
    return true;
  }
}
