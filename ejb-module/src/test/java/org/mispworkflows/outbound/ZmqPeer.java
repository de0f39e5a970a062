package org.mispworkflows.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A subscriber. */
public final class ZmqPeer implements AutoCloseable {

  private static final int PATIENCE = 10_000;

  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket = context.createSocket(SocketType.SUB);
  private final String topic;

  /** Something that sends a message. */
  @FunctionalInterface
  public interface Sending {
    /** Sends it. */
    void send() throws IOException;
  }

  /** Of a topic, at a port of this machine. */
  public ZmqPeer(int port, String topic) {
    this.topic = topic;
    socket.setReceiveTimeOut(PATIENCE);
    // JeroMQ 0.6.0 forgets one of fifty fresh connections until its handshake times out, after 30 s
    socket.setHandshakeIvl(1_000);
    socket.subscribe(topic.getBytes(StandardCharsets.UTF_8));
    socket.connect("tcp://127.0.0.1:" + port);
  }

  /** A port that nobody listens at. */
  public static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /**
   * Sends messages until the first arrives, and forgets them: what is published before a subscriber
   * is connected is lost.
   */
  public void awaitConnection(Sending hello) throws IOException {
    socket.setReceiveTimeOut(20);
    String first = null;
    for (int i = 0; i < PATIENCE / 20 && first == null; i++) {
      hello.send();
      first = socket.recvStr();
    }
    if (first == null) throw new AssertionError("nothing arrived with the topic " + topic);
    socket.setReceiveTimeOut(500);
    String more = first;
    while (more != null) more = socket.recvStr();
    socket.setReceiveTimeOut(PATIENCE);
  }

  /** The next message of one frame. */
  public String next() {
    String message = socket.recvStr();
    if (message == null) throw new AssertionError("no message within " + PATIENCE + " ms");
    if (socket.hasReceiveMore()) throw new AssertionError("more than one frame: " + message);
    return message;
  }

  @Override
  public void close() {
    context.close();
  }
}
