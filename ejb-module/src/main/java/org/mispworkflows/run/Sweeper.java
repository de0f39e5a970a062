package org.mispworkflows.run;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no accepted run stays behind: after a restart, and when a wake-up message got
 * lost.
 */
@Singleton
@Startup
@DependsOn("Bootstrap")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Sweeper {

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  /** A run that waited this long has probably lost its message; a second one does no harm. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int AT_ONCE = 200;

  @Inject private Runs runs;
  @Inject private RunQueue queue;

  @PostConstruct
  void start() {
    int again = runs.recover();
    if (again > 0) LOG.info("{} runs that the last stop interrupted are queued again", again);
  }

  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  void sweep() {
    for (long id : runs.waitingSince(Instant.now().minus(PATIENCE), AT_ONCE)) queue.submit(id);
  }
}
