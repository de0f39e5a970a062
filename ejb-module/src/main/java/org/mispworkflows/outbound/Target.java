package org.mispworkflows.outbound;

import dev.failsafe.Bulkhead;
import dev.failsafe.CircuitBreaker;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.mispworkflows.config.Settings;

/**
 * One host and port, for all requests to it: how many it gets at once, and whether it is asked at
 * all after it has failed again and again.
 */
final class Target {

  private final String name;
  private final int failures;
  private final CircuitBreaker<Object> breaker;
  private final Bulkhead<Object> bulkhead;
  private final int atOnce;
  private volatile String trouble = "";

  Target(String name, int atOnce, Settings settings) {
    this.name = name;
    this.atOnce = atOnce;
    this.failures = settings.get(Settings.OUTBOUND_BREAKER);
    this.breaker =
        CircuitBreaker.builder()
            .withFailureThreshold(failures)
            .withDelay(settings.get(Settings.OUTBOUND_BREAKER_TIME))
            .build();
    this.bulkhead = Bulkhead.of(atOnce);
  }

  /** One attempt to get an answer. */
  @FunctionalInterface
  interface Attempt {
    HttpGateway.Answer answer() throws IOException;
  }

  /**
   * Makes an attempt, unless the target is to be left alone or has too many requests for too long.
   *
   * @throws NoAnswerException when the attempt wasn't made
   */
  HttpGateway.Answer call(URI url, Duration patience, Attempt attempt) throws IOException {
    if (!breaker.tryAcquirePermit()) {
      throw new NoAnswerException(
          NoAnswerException.Reason.LEFT_ALONE,
          name
              + " failed "
              + failures
              + " times in a row"
              + (trouble.isEmpty() ? "" : " (" + trouble + ")")
              + " and is left alone for "
              + (breaker.getRemainingDelay().toSeconds() + 1)
              + " s more");
    }
    try {
      if (!bulkhead.tryAcquirePermit(patience)) {
        breaker.recordSuccess(); // it is asked too much, not broken
        throw new NoAnswerException(
            NoAnswerException.Reason.BUSY,
            name + " has " + atOnce + " requests at once already, none ended within " + patience);
      }
    } catch (InterruptedException e) {
      breaker.recordSuccess();
      Thread.currentThread().interrupt();
      throw new NoAnswerException(
          NoAnswerException.Reason.BUSY, "the wait for " + name + " was interrupted");
    }
    try {
      HttpGateway.Answer answer = attempt.answer();
      if (answer.status() >= 502 && answer.status() <= 504) {
        trouble = "status " + answer.status();
        breaker.recordFailure();
      } else {
        breaker.recordSuccess();
      }
      return answer;
    } catch (IOException | RuntimeException e) {
      if (e.getCause() instanceof Connections.RefusedAddressException) breaker.recordSuccess();
      else breaker.recordException(e);
      trouble = e instanceof IOException io ? NoAnswerException.explained(io, url) : e.toString();
      throw e;
    } finally {
      bulkhead.releasePermit();
    }
  }

  /** Whether it is left alone for now. */
  boolean isLeftAlone() {
    return breaker.isOpen();
  }
}
