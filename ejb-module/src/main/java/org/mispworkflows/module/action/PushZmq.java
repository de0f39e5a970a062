package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.done;
import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.mispworkflows.outbound.ZmqPublisher;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Publishes the roaming data, or what a path selects of it, on the ZeroMQ channel. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "push-zmq",
    name = "Push to ZMQ",
    description =
        "Publishes the data, or what a path selects of it, on this server's ZeroMQ channel: messages `misp_json_workflow <json>`.",
    icon = "upload",
    version = "0.2")
public class PushZmq implements ActionModule<PushZmq.Params> {

  private static final String TOPIC = "misp_json_workflow";

  record Params(
      @Param(placeholder = "Event._AttributeFlattened.{n}.value") HashPath dataExtractionPath) {}

  @Inject private ZmqPublisher publisher;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (x.run().dryRun()) {
      x.note("Dry run, not published: " + TOPIC);
      return done();
    }
    try {
      publisher.publish(TOPIC, params.dataExtractionPath().extract(x.data().root()));
    } catch (IOException e) {
      return failed("The message was not published: " + e.getMessage());
    }
    x.note("Published with the topic " + TOPIC);
    return done();
  }

  @Override
  public List<Diagnosis> diagnose() {
    return publisher
        .problem()
        .map(problem -> List.of(Diagnosis.error("Nothing can be published: " + problem + ".")))
        .orElse(List.of());
  }
}
