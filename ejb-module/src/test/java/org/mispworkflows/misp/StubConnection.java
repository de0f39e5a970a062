package org.mispworkflows.misp;

import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.outbound.OpenGateway;
import org.mispworkflows.outbound.Peer;
import org.mispworkflows.spi.MispConnection;

/** A run's connection to a stand-in for MISP, over HTTP like any other. */
public final class StubConnection implements AutoCloseable {

  private final OpenGateway http = new OpenGateway(FixedConfig.settings());
  private final MispRest rest;

  /** As the user whose key it is. */
  public StubConnection(StubMisp misp, String key) {
    rest = new MispRest(http, "misp", misp.url(), key, Peer.OF_AN_ADMIN);
  }

  /** For a run. */
  public MispConnection of(boolean dryRun) {
    return new MispClient(rest, new MispCatalogue(rest, Runnable::run), dryRun);
  }

  @Override
  public void close() {
    http.close();
  }
}
