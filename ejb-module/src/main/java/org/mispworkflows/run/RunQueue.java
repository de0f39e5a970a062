package org.mispworkflows.run;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes somebody up to take a queued run. The run itself is safe in the database: a lost message
 * only delays it.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RunQueue {

  static final String DESTINATION = "java:/jms/queue/MispWorkflowsRuns";

  private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);

  @Inject
  @JMSConnectionFactory("java:/JmsXA")
  private JMSContext jms;

  @Resource(lookup = DESTINATION)
  private Queue queue;

  /** Says that a run is waiting. */
  public void submit(long runId) {
    try {
      jms.createProducer().send(queue, Long.toString(runId));
    } catch (JMSRuntimeException e) {
      LOG.warn(
          "Run {} is queued, but its wake-up message could not be sent; it is picked up by the next sweep",
          runId,
          e);
    }
  }
}
