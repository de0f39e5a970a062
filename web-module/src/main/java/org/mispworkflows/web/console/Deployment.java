package org.mispworkflows.web.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Instant;

/**
 * This deployment of the application. Its version is part of the address of each style sheet and
 * script (OmniFaces adds it, see web.xml): browsers may keep them, and still get the new ones after
 * an update.
 */
@Named
@ApplicationScoped
public class Deployment {

  private final String version = Long.toString(Instant.now().getEpochSecond(), 36);

  /** Another one after each deployment. */
  public String getVersion() {
    return version;
  }
}
