package org.mispworkflows.outbound;

import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.config.Settings;
import org.mispworkflows.engine.StandIns;

/** The gateway, opened without a container. */
public final class OpenGateway extends HttpGateway implements AutoCloseable {

  /** With these settings. */
  public OpenGateway(Settings settings) {
    StandIns.inject(this, settings);
    open();
  }

  /** One that may call peers on this machine. */
  public static OpenGateway toThisMachine() {
    return new OpenGateway(FixedConfig.settings("outbound.allow-hosts", "127.0.0.1"));
  }

  /** One that an admin has closed for the URLs of authors. */
  public static OpenGateway closed() {
    return new OpenGateway(
        FixedConfig.settings("outbound.allow-hosts", "127.0.0.1", "outbound.enabled", "false"));
  }

  @Override
  public void close() {
    super.close();
  }
}
