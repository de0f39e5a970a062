package org.mispworkflows.config;

import static org.mispworkflows.config.Setting.any;
import static org.mispworkflows.config.Setting.count;
import static org.mispworkflows.config.Setting.positive;
import static org.mispworkflows.config.Setting.time;

import java.time.Duration;
import java.util.List;

/**
 * How the misp-modules service is used. Those whose text says so can be set for a single module,
 * too: see {@link Settings#ofModule(String, Setting)}.
 */
public final class MispModulesSettings {

  private MispModulesSettings() {}

  /** The list changes only when somebody installs a module. */
  public static final Setting<Duration> LIST_TIME =
      time(
          "misp-modules.list-time",
          "PT30S",
          "How old the list of the service's modules may be before the service is asked for a newer one, in the background (ISO-8601).");

  /** Patience with action modules. */
  public static final Setting<Duration> ACTION_TIMEOUT =
      time(
          "misp-modules.action-timeout",
          "PT10S",
          "How long to wait for an action module (ISO-8601). The service is told to give up a little earlier; nothing is sent again after that. Also for one module.");

  /** Patience with enrichment modules. */
  public static final Setting<Duration> EXPANSION_TIMEOUT =
      time(
          "misp-modules.expansion-timeout",
          "PT10S",
          "How long to wait for an enrichment module (ISO-8601). Also for one module.");

  /** Patience with enrichment modules that are made to answer at once. */
  public static final Setting<Duration> HOVER_TIMEOUT =
      time(
          "misp-modules.hover-timeout",
          "PT5S",
          "The same for modules that MISP uses for its hover windows only (ISO-8601). Also for one module.");

  /** Fairness to the sources that modules ask. */
  public static final Setting<Duration> CACHE_TIME =
      new Setting<>(
          "misp-modules.cache-time",
          Duration.class,
          "PT10M",
          "How long results of an enrichment module are given again to who asks the same (ISO-8601). `PT0S`: never. Also for one module.",
          time -> !time.isNegative(),
          false);

  /** Memory. */
  public static final Setting<Integer> CACHE_ENTRIES =
      positive(
          "misp-modules.cache-entries",
          "10000",
          "How many results are kept at most; those that weren't asked for the longest go first. Together they have 50 million characters at most.");

  /** Against bills. */
  public static final Setting<Integer> QUOTA =
      count(
          "misp-modules.quota",
          "0",
          "How many questions this server asks each module in an hour by the clock, kept results not counted; then nodes fail until the next hour. `0`: any number. Also for one module.");

  /** For workflows that rely on MISP's reading. */
  public static final Setting<Boolean> LENIENT =
      any(
          "misp-modules.lenient",
          Boolean.class,
          "false",
          "Whether a service that is away, and an answer that says nothing, count as success, as in MISP; if not, the node fails. The node's record says which reading was applied. Also for one module.");

  /** For modules that were written for what PHP sends. */
  public static final Setting<Boolean> PHP_LISTS =
      any(
          "misp-modules.php-lists",
          Boolean.class,
          "false",
          "Whether action modules are sent filtered items as PHP writes them: an object with the items' places as keys, `{\"0\": …, \"4\": …}`, unless the places have no gap; if not, a list. Also for one module.");

  /** All of them, in the order of the documentation. */
  static final List<Setting<?>> ALL =
      List.of(
          LIST_TIME,
          ACTION_TIMEOUT,
          EXPANSION_TIMEOUT,
          HOVER_TIMEOUT,
          CACHE_TIME,
          CACHE_ENTRIES,
          QUOTA,
          LENIENT,
          PHP_LISTS);
}
