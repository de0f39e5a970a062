package org.mispworkflows.run;

import jakarta.enterprise.context.ApplicationScoped;

/** The server node that this is; each node of a cluster has a name of its own. */
@ApplicationScoped
public class ServerNode {

  /** As the server calls itself. */
  public String name() {
    return System.getProperty("jboss.node.name", "node");
  }
}
