package org.mispworkflows.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.engine.StandIns;

class ZmqPublisherTest {

  private final List<ZmqPublisher> opened = new ArrayList<>();

  @AfterEach
  void closeAll() {
    opened.forEach(ZmqPublisher::close);
    System.clearProperty("jboss.socket.binding.port-offset");
  }

  private ZmqPublisher publisher(String address) {
    ZmqPublisher publisher =
        StandIns.inject(new ZmqPublisher(), FixedConfig.settings("zmq.publish", address));
    opened.add(publisher);
    publisher.start();
    return publisher;
  }

  private static String address(int port) {
    return "tcp://127.0.0.1:" + port;
  }

  @Test
  void a_subscriber_gets_the_topic_and_the_json_in_one_frame() throws Exception {
    int port = ZmqPeer.freePort();
    ZmqPublisher publisher = publisher(address(port));
    try (ZmqPeer peer = new ZmqPeer(port, "misp_json_workflow")) {
      peer.awaitConnection(() -> publisher.publish("misp_json_workflow", "hello"));
      publisher.publish("other_topic", 1L);
      publisher.publish("misp_json_workflow", Map.of("info", List.of("été", 7L, true)));
      assertThat(peer.next()).isEqualTo("misp_json_workflow {\"info\":[\"été\",7,true]}");
    }
  }

  @Test
  void many_threads_share_the_socket() throws Exception {
    int port = ZmqPeer.freePort();
    ZmqPublisher publisher = publisher(address(port));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (ZmqPeer peer = new ZmqPeer(port, "n")) {
      peer.awaitConnection(() -> publisher.publish("n", "hello"));
      List<Future<?>> sent = new ArrayList<>();
      for (long i = 0; i < 400; i++) {
        long n = i;
        sent.add(
            threads.submit(
                () -> {
                  publisher.publish("n", n);
                  return n;
                }));
      }
      for (Future<?> f : sent) f.get();
      List<String> received = new ArrayList<>();
      for (int i = 0; i < 400; i++) received.add(peer.next());
      assertThat(received).doesNotHaveDuplicates().contains("n 0", "n 399");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void an_interrupted_thread_hurts_nobody() throws Exception {
    int port = ZmqPeer.freePort();
    ZmqPublisher publisher = publisher(address(port));
    try (ZmqPeer peer = new ZmqPeer(port, "n")) {
      peer.awaitConnection(() -> publisher.publish("n", "hello"));
      Thread.currentThread().interrupt();
      publisher.publish("n", 1L);
      assertThat(Thread.interrupted()).isTrue();
      publisher.publish("n", 2L);
      assertThat(peer.next()).isEqualTo("n 1");
      assertThat(peer.next()).isEqualTo("n 2");
    }
  }

  @Test
  void a_busy_port_fails_the_message_not_the_start_and_is_tried_again() throws Exception {
    ZmqPublisher publisher;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      publisher = publisher(address(other.getLocalPort()));
      String why =
          address(other.getLocalPort())
              + " is in use by another program; free it, or set misp-workflows.zmq.publish to another address";
      assertThat(publisher.problem()).contains(why);
      assertThatThrownBy(() -> publisher.publish("n", 1L))
          .isInstanceOf(IOException.class)
          .hasMessage(why);
    }
    assertThatCode(() -> publisher.publish("n", 1L)).doesNotThrowAnyException();
    assertThat(publisher.problem()).isEmpty();
  }

  @Test
  void a_host_that_is_not_this_one_is_a_problem_with_a_reason() {
    assertThat(publisher("tcp://nowhere.invalid:50001").problem())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("tcp://nowhere.invalid:50001 can't be opened")
                    .endsWith("set misp-workflows.zmq.publish to another address"));
  }

  @Test
  void nothing_is_opened_when_it_is_off() {
    ZmqPublisher publisher = publisher("off");
    assertThat(publisher.problem())
        .contains("publishing is switched off (misp-workflows.zmq.publish is `off`)");
    assertThatThrownBy(() -> publisher.publish("n", 1L)).hasMessageContaining("switched off");
  }

  @Test
  void the_port_is_free_after_the_end_and_moves_with_the_servers() throws Exception {
    int port = ZmqPeer.freePort();
    System.setProperty("jboss.socket.binding.port-offset", "1");
    ZmqPublisher first = publisher(address(port - 1));
    assertThat(publisher(address(port - 1)).problem())
        .hasValueSatisfying(why -> assertThat(why).startsWith(address(port) + " is in use"));
    first.close();
    assertThat(publisher(address(port - 1)).problem()).isEmpty();
  }
}
