package org.mispworkflows.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.wildfly.core.launcher.Launcher;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * Runs the server in the foreground of the build, and never leaves it behind: when the build ends,
 * by Ctrl-C or SIGTERM too, the server is asked to stop and waited for, so that the next start
 * finds its ports and its database free. The {@code run} goal of the WildFly plugin would need to
 * be told the management port, which Maven can't compute from an offset.
 */
public final class Launch {
  private static final int HTTP_PORT = 8080;
  private static final int MANAGEMENT_PORT = 9990;
  private static final long STOP_SECONDS = 60;

  private final Path deployments;
  private final Process server;
  private volatile boolean stopping;

  private Launch(Path deployments, Process server) {
    this.deployments = deployments;
    this.server = server;
  }

  /** Arguments: the server's home, its base directory, its data directory, the port offset. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path base = Path.of(args[1]);
    Path data = Path.of(args[2]);
    int offset = Integer.parseInt(args[3]);
    StandaloneCommandBuilder command =
        StandaloneCommandBuilder.of(Path.of(args[0]))
            .setBaseDirectory(base)
            .setLogDirectory(Files.createDirectories(data.resolve("log")))
            .setServerConfiguration("misp-workflows.xml")
            .setJavaOptions(
                "-Xms128m",
                "-Xmx768m",
                "-XX:MaxMetaspaceSize=384m",
                "-Djava.net.preferIPv4Stack=true");
    ownSettings().forEach(command::addServerArgument);
    command.addServerArgument("-Djboss.server.data.dir=" + data);
    command.addServerArgument("-Djboss.server.content.dir=" + base.resolve("content"));
    command.addServerArgument("-Djboss.socket.binding.port-offset=" + offset);

    Launch launch =
        new Launch(base.resolve("deployments"), Launcher.of(command).inherit().launch());
    Runtime.getRuntime().addShutdownHook(new Thread(launch::stop, "stop-server"));
    if (launch.awaitDeployment()) {
      say("MISP Workflows runs at http://localhost:%d/misp-workflows/", HTTP_PORT + offset);
      say(
          "Metrics: http://localhost:%d/prometheus   Data: %s   Stop: Ctrl-C",
          MANAGEMENT_PORT + offset, data);
    }
    launch.awaitEnd();
  }

  /**
   * What was given to the build with {@code -Dmisp-workflows.…} or {@code -Djboss.bind.…} is meant
   * for the server.
   */
  private static Stream<String> ownSettings() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("misp-workflows.") || name.startsWith("jboss.bind."))
        .map(name -> "-D" + name + "=" + System.getProperty(name));
  }

  /** The server marks a deployment with a file beside it. */
  private boolean awaitDeployment() throws InterruptedException {
    while (server.isAlive() && !stopping) {
      if (Files.exists(deployments.resolve("misp-workflows.ear.deployed"))) {
        return true;
      }
      if (Files.exists(deployments.resolve("misp-workflows.ear.failed"))) {
        stop();
        throw new IllegalStateException(
            "The application could not be deployed; the server's log above says why.");
      }
      Thread.sleep(200);
    }
    return false;
  }

  private void awaitEnd() throws InterruptedException {
    int code = server.waitFor();
    if (code != 0 && !stopping) {
      throw new IllegalStateException(
          "The server ended with code " + code + "; its log above says why.");
    }
  }

  private void stop() {
    stopping = true;
    server.destroy();
    try {
      if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void say(String format, Object... values) {
    System.out.printf("%n  " + format + "%n", values);
  }
}
