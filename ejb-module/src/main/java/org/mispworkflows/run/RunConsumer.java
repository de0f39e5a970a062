package org.mispworkflows.run;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes queued runs, several at once. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = RunQueue.DESTINATION),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "8")
    })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RunConsumer implements MessageListener {

  private static final Logger LOG = LoggerFactory.getLogger(RunConsumer.class);

  @Inject private Runner runner;

  @Override
  public void onMessage(Message message) {
    String id;
    try {
      id = message.getBody(String.class);
      if (id == null || !id.matches("\\d{1,18}")) {
        LOG.error("A message in {} names no run and is dropped: {}", RunQueue.DESTINATION, id);
        return;
      }
    } catch (JMSException e) {
      LOG.error("A message in {} can't be read and is dropped", RunQueue.DESTINATION, e);
      return;
    }
    runner.runQueued(Long.parseLong(id));
  }
}
