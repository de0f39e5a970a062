package org.mispworkflows.it;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What the tests deploy: the EAR as it was built, nothing taken apart. Each test class deploys
 * anew, which takes longer than most tests; so there are few classes, by deployment and not by
 * subject.
 */
final class Deployments {
  private static final String WAR = "misp-workflows-web.war";

  private Deployments() {}

  /** For tests that speak to the server from outside, {@code @RunAsClient}. */
  static EnterpriseArchive application() {
    return ShrinkWrap.createFromZipFile(
        EnterpriseArchive.class, new File(Server.setting("it.ear")));
  }

  /**
   * For tests that run inside: the classes given lie in the application's WAR and see what it sees.
   * AssertJ is there too.
   */
  static EnterpriseArchive applicationWith(Class<?>... testClasses) {
    EnterpriseArchive ear = application();
    WebArchive war = ear.getAsType(WebArchive.class, WAR);
    war.addClasses(testClasses).addAsLibrary(jarOf(Assertions.class));
    ear.addAsModule(Testable.archiveToTest(war));
    return ear;
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("No jar of " + type, e);
    }
  }
}
