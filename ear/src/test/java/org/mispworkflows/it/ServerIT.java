package org.mispworkflows.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** The EAR as it is shipped, on the server as it is configured: does it start and answer? */
@ArquillianTest
@RunAsClient
class ServerIT {
  @Deployment(testable = false)
  static EnterpriseArchive deployment() {
    return Deployments.application();
  }

  @Test
  void isAliveWithoutCredentials() throws Exception {
    HttpResponse<String> answer = Server.get("/health/live");

    assertThat(answer.statusCode()).isEqualTo(200);
  }
}
