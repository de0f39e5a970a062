package org.mispworkflows.outbound;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * Publishes messages on a ZeroMQ PUB socket. Who isn't connected misses them, and one that reads
 * too slowly loses some: that is how PUB works, nobody is waited for.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ZmqPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(ZmqPublisher.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What has been handed over is still sent for this long at the end, in milliseconds. */
  private static final int LINGER = 500;

  @Inject private Settings settings;
  private @Nullable ZContext context;
  private ZMQ.@Nullable Socket socket;

  /**
   * Opened at start, so that subscribers are there before the first message; a failure can wait.
   */
  @PostConstruct
  void start() {
    if (isOn()) problem().ifPresent(problem -> LOG.warn("ZeroMQ: {}", problem));
  }

  /**
   * Sends one message of one frame: the topic, a blank, JSON.
   *
   * @param tree maps with text keys, lists, texts, numbers, booleans, nulls
   * @throws IOException when it can't be sent; the message says why, for people
   */
  public void publish(String topic, @Nullable Object tree) throws IOException {
    byte[] message = message(topic, tree);
    alone(() -> send(message));
  }

  /** What keeps messages from being published right now; empty when nothing does. */
  public Optional<String> problem() {
    try {
      alone(this::open);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /** One use of the socket. */
  @FunctionalInterface
  private interface Use {
    void run() throws IOException;
  }

  /** A socket belongs to one thread at a time, and breaks for all when that is interrupted. */
  private synchronized void alone(Use use) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      use.run();
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private void send(byte[] message) throws IOException {
    ZMQ.Socket open = open();
    try {
      open.send(message, 0);
    } catch (ZMQException e) {
      close();
      throw new IOException("the socket at " + address() + " failed: " + e.getMessage(), e);
    }
  }

  private static byte[] message(String topic, @Nullable Object tree) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes((topic + " ").getBytes(StandardCharsets.UTF_8));
    JSON.writeValue(message, tree);
    return message.toByteArray();
  }

  private ZMQ.Socket open() throws IOException {
    ZMQ.Socket open = socket;
    if (open != null) return open;
    if (!isOn()) {
      throw new IOException(
          "publishing is switched off (" + Settings.ZMQ_PUBLISH.fullKey() + " is `off`)");
    }
    String address = address();
    ZContext fresh = new ZContext();
    fresh.setLinger(LINGER);
    try {
      open = fresh.createSocket(SocketType.PUB);
      open.bind(address);
    } catch (ZMQException | IllegalArgumentException e) {
      fresh.close();
      throw new IOException(explained(address, e), e);
    }
    context = fresh;
    socket = open;
    return open;
  }

  private static String explained(String address, RuntimeException e) {
    boolean busy = e instanceof ZMQException z && z.getErrorCode() == ZError.EADDRINUSE;
    return address
        + (busy ? " is in use by another program" : " can't be opened: " + e.getMessage())
        + "; free it, or set "
        + Settings.ZMQ_PUBLISH.fullKey()
        + " to another address";
  }

  private boolean isOn() {
    return !settings.get(Settings.ZMQ_PUBLISH).equals(Settings.OFF);
  }

  /** With the offset that all ports of the server have. */
  private String address() {
    String configured = settings.get(Settings.ZMQ_PUBLISH);
    int colon = configured.lastIndexOf(':');
    int port =
        Integer.parseInt(configured.substring(colon + 1))
            + Integer.getInteger("jboss.socket.binding.port-offset", 0);
    return configured.substring(0, colon + 1) + port;
  }

  @PreDestroy
  synchronized void close() {
    if (context != null) context.close();
    context = null;
    socket = null;
  }
}
