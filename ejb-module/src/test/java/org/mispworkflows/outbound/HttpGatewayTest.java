package org.mispworkflows.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.config.FixedConfig;

class HttpGatewayTest {

  private static final byte[] NOTHING = {};

  private HttpPeer peer;

  @BeforeEach
  void start() throws IOException {
    peer = HttpPeer.start();
  }

  @AfterEach
  void stop() {
    peer.close();
  }

  private static OpenGateway gateway(String... settings) {
    List<String> all = new ArrayList<>(List.of("outbound.allow-hosts", "127.0.0.1"));
    all.addAll(List.of(settings));
    return new OpenGateway(FixedConfig.settings(all.toArray(String[]::new)));
  }

  private static HttpGateway.Request request(String method, String url, Peer peer) {
    return new HttpGateway.Request(method, URI.create(url), Map.of(), NOTHING, false, peer);
  }

  private static HttpGateway.Request get(String url) {
    return request("GET", url, Peer.OF_AN_AUTHOR);
  }

  /** Ways to say loopback, private, link-local, metadata: none may be reached by an author. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/",
        "http://localhost:%d/",
        "http://LOCALHOST:%d/",
        "http://localhost.:%d/",
        "http://127.1:%d/",
        "http://127.0.1:%d/",
        "http://2130706433:%d/",
        "http://0x7f000001:%d/",
        "http://0x7f.0.0.1:%d/",
        "http://0x7f.1:%d/",
        "http://017700000001:%d/",
        "http://0177.0.0.1:%d/",
        "http://127.0.0.01:%d/",
        "http://0:%d/",
        "http://0.0.0.0:%d/",
        "http://[::1]:%d/",
        "http://[::]:%d/",
        "http://[0:0:0:0:0:0:0:1]:%d/",
        "http://[::ffff:127.0.0.1]:%d/",
        "http://[::ffff:7f00:1]:%d/",
        "http://[::127.0.0.1]:%d/",
        "http://[64:ff9b::7f00:1]:%d/",
        "http://[2002:7f00:1::]:%d/",
        "http://[fe80::1]:%d/",
        "http://[fe80::1%%25lo]:%d/",
        "http://[fd00::1]:%d/",
        "http://[fec0::1]:%d/",
        "http://[ff02::1]:%d/",
        "http://user:secret@127.0.0.1:%d/",
        "http://example.com@127.0.0.1:%d/",
        "http://example.com%%40127.0.0.1:%d/",
        "http://127.0.0.1:%d#@example.com/",
        "http://127.0.0.1:%d\\@example.com/",
        "http://127。0。0。1:%d/",
        "http://①②⑦.⓪.⓪.①:%d/",
        "http://%%6c%%6f%%63%%61%%6c%%68%%6f%%73%%74:%d/",
        "http://127.0.0.1%%00.example.com:%d/",
        "http://127.0.0.1%%2e:%d/",
        "http://169.254.169.254:%d/latest/meta-data/",
        "http://[::ffff:169.254.169.254]:%d/",
        "http://2852039166:%d/latest/meta-data/",
        "http://0xa9fea9fe:%d/",
        "http://10.0.0.1:%d/",
        "http://192.168.0.1:%d/",
        "http://172.16.0.1:%d/",
        "http://100.64.0.1:%d/",
        "http:///127.0.0.1:%d/",
        "http:127.0.0.1:%d/",
        "//127.0.0.1:%d/",
        "file:///etc/passwd?%d",
        "gopher://127.0.0.1:%d/_x",
        "ftp://127.0.0.1:%d/",
        "jar:http://127.0.0.1:%d!/",
        "dict://127.0.0.1:%d/"
      })
  void an_author_reaches_no_inner_address_however_it_is_written(String trick) {
    String url = String.format(trick, port());
    try (OpenGateway http = new OpenGateway(FixedConfig.settings())) {
      assertThatThrownBy(() -> http.send(get(url)))
          .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
    }
    assertThat(peer.received()).isEmpty();
  }

  private int port() {
    return URI.create(peer.url("/")).getPort();
  }

  @Test
  void a_redirect_is_checked_like_any_address() {
    peer.answerOnce(302, Map.of("Location", "http://127.0.0.2:" + port() + "/inner"), "");
    try (OpenGateway http = gateway()) {
      assertThatThrownBy(() -> http.send(get(peer.url("/"))))
          .hasMessageContaining("the outbound policy refuses 127.0.0.2");
      peer.answerOnce(302, Map.of("Location", "file:///etc/passwd"), "");
      assertThatThrownBy(() -> http.send(get(peer.url("/")))).hasMessageContaining("not a http");
    }
    assertThat(peer.received()).hasSize(2);
  }

  @Test
  void a_redirect_is_followed_only_when_the_request_stays_what_it_was() throws IOException {
    try (OpenGateway http = gateway()) {
      peer.answerOnce(302, Map.of("Location", "/moved"), "");
      assertThat(http.send(get(peer.url("/"))).status()).isEqualTo(200);
      peer.answerOnce(302, Map.of("Location", "/moved"), "");
      assertThat(http.send(request("POST", peer.url("/"), Peer.OF_AN_AUTHOR)).status())
          .isEqualTo(302);
      peer.answerOnce(307, Map.of("Location", "/moved"), "");
      assertThat(http.send(request("POST", peer.url("/"), Peer.OF_AN_AUTHOR)).status())
          .isEqualTo(200);
      assertThat(peer.received().stream().map(r -> r.method() + " " + r.path()))
          .containsExactly("GET /", "GET /moved", "POST /", "POST /", "POST /moved");
      peer.answer(302, "");
      for (int i = 0; i < 10; i++) peer.answerOnce(302, Map.of("Location", "/again"), "");
      assertThatThrownBy(() -> http.send(get(peer.url("/"))))
          .hasMessageContaining("without an end");
    }
  }

  @Test
  void credentials_stay_behind_when_a_redirect_leads_elsewhere() throws IOException {
    try (HttpPeer other = HttpPeer.start();
        OpenGateway http = gateway()) {
      Map<String, String> headers =
          Map.of("Authorization", "secret", "X-Api-Key", "secret", "Accept", "text/plain");
      peer.answerOnce(307, Map.of("Location", other.url("/there")), "");
      http.send(
          new HttpGateway.Request(
              "GET", URI.create(peer.url("/")), headers, NOTHING, false, Peer.OF_AN_AUTHOR));
      assertThat(other.only().headers()).containsEntry("Accept", "text/plain");
      assertThat(other.only().headers()).doesNotContainKeys("Authorization", "X-Api-Key");
      peer.answerOnce(307, Map.of("Location", other.url("/there")), "");
      assertThatThrownBy(() -> http.send(request("GET", peer.url("/"), Peer.OF_AN_ADMIN)))
          .hasMessageContaining("which nobody configured");
    }
  }

  @Test
  void only_what_does_no_harm_twice_is_repeated() throws IOException {
    try (OpenGateway http = gateway()) {
      peer.answerOnce(503, Map.of("Retry-After", "0"), "");
      peer.answerOnce(502, Map.of("Retry-After", "0"), "");
      assertThat(http.send(get(peer.url("/"))).status()).isEqualTo(200);
      assertThat(peer.received()).hasSize(3);
      peer.answerOnce(503, Map.of("Retry-After", "0"), "");
      assertThat(http.send(request("POST", peer.url("/"), Peer.OF_AN_AUTHOR)).status())
          .isEqualTo(503);
      peer.answerOnce(429, Map.of("Retry-After", "3600"), "");
      assertThat(http.send(get(peer.url("/"))).status()).isEqualTo(429);
      peer.answerOnce(429, Map.of("Retry-After", "0"), "");
      HttpGateway.Request marked =
          new HttpGateway.Request(
              "POST",
              URI.create(peer.url("/")),
              Map.of("idempotency-key", "7"),
              NOTHING,
              false,
              Peer.OF_AN_AUTHOR);
      assertThat(http.send(marked).status()).isEqualTo(200);
    }
  }

  @Test
  void a_target_that_fails_again_and_again_is_left_alone_and_tried_again_later() throws Exception {
    try (OpenGateway http =
        gateway("outbound.breaker-failures", "3", "outbound.breaker-time", "PT0.4S")) {
      peer.answer(503, "");
      HttpGateway.Request post = request("POST", peer.url("/"), Peer.OF_AN_AUTHOR);
      for (int i = 0; i < 3; i++) http.send(post);
      assertThatThrownBy(() -> http.send(post))
          .hasMessageContaining("127.0.0.1:" + port() + " failed 3 times in a row")
          .extracting(NoAnswerException::of)
          .isEqualTo(NoAnswerException.Reason.LEFT_ALONE);
      assertThat(http.isLeftAlone(URI.create(peer.url("/")))).isTrue();
      assertThat(peer.received()).hasSize(3);
      Thread.sleep(500);
      peer.answer(200, "");
      assertThat(http.send(post).status()).isEqualTo(200);
      assertThat(http.isLeftAlone(URI.create(peer.url("/")))).isFalse();
    }
  }

  @Test
  void a_refused_address_is_always_named_and_never_left_alone() {
    try (OpenGateway http = new OpenGateway(FixedConfig.settings())) {
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> http.send(get(peer.url("/"))))
            .hasMessageContaining("the outbound policy refuses 127.0.0.1")
            .extracting(NoAnswerException::of)
            .isEqualTo(NoAnswerException.Reason.BROKEN);
      }
    }
  }

  @Test
  void one_target_gets_only_so_many_requests_at_once() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        OpenGateway http = gateway("outbound.at-once", "2", "outbound.answer-timeout", "PT0.6S")) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        calls.add(
            threads.submit(
                () ->
                    assertThatThrownBy(() -> http.send(get(url)))
                        .hasMessageContaining("did not answer in time")));
      }
      Thread.sleep(150);
      Peer hasty = Peer.OF_AN_AUTHOR.waiting(Duration.ofMillis(100));
      assertThatThrownBy(() -> http.send(request("GET", url, hasty)))
          .hasMessageContaining("has 2 requests at once already")
          .extracting(NoAnswerException::of)
          .isEqualTo(NoAnswerException.Reason.BUSY);
      for (Future<?> call : calls) call.get();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_peer_that_sends_a_byte_now_and_then_is_given_up() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        OpenGateway http = gateway("outbound.answer-timeout", "PT0.3S")) {
      Future<?> unused = threads.submit(() -> drip(slow));
      assertThatThrownBy(() -> http.send(get("http://127.0.0.1:" + slow.getLocalPort() + "/")))
          .hasMessageContaining("did not answer in time")
          .extracting(NoAnswerException::of)
          .isEqualTo(NoAnswerException.Reason.LATE);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void drip(ServerSocket slow) throws Exception {
    try (Socket socket = slow.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 1000; i++) {
        out.write('x');
        out.flush();
        Thread.sleep(100);
      }
    }
    return null;
  }

  @Test
  void an_authors_answer_is_cut_and_an_admins_that_is_too_large_is_refused() throws IOException {
    peer.answer(200, "x".repeat(5_000));
    try (OpenGateway http = gateway("outbound.max-answer-bytes", "1000")) {
      assertThat(http.send(get(peer.url("/"))).body()).hasSize(1_000);
      assertThatThrownBy(() -> http.send(request("GET", peer.url("/"), Peer.OF_AN_ADMIN)))
          .hasMessageContaining("more than 1000 bytes");
      Peer patient = Peer.OF_AN_ADMIN.largest(5_000);
      assertThat(http.send(request("GET", peer.url("/"), patient)).body()).hasSize(5_000);
    }
  }

  @Test
  void an_authority_of_ones_own_is_trusted_only_where_it_is_named(@TempDir Path folder)
      throws Exception {
    Certificates.Issued issued = Certificates.issued(folder);
    try (HttpPeer secure = HttpPeer.start(issued.tls());
        OpenGateway http = gateway()) {
      assertThatThrownBy(() -> http.send(get(secure.url("/"))))
          .hasMessageContaining("no trust in the certificate of 127.0.0.1");
      Peer trusting = Peer.OF_AN_ADMIN.trusting(issued.authority());
      assertThat(http.send(request("GET", secure.url("/"), trusting)).status()).isEqualTo(200);
      assertThatThrownBy(
              () -> http.send(request("GET", secure.url("/"), Peer.OF_AN_ADMIN.trusting("no PEM"))))
          .hasMessageContaining("the certificate authority can't be read");
      assertThat(
              http.send(request("GET", secure.url("/"), Peer.OF_AN_AUTHOR.selfSigned(true)))
                  .status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_proxy_is_used_and_inner_addresses_are_refused_before_it_is_asked() throws IOException {
    String proxy = peer.url("").replace("http://", "http://me:secret@");
    try (OpenGateway http = gateway("outbound.proxy", proxy, "outbound.no-proxy", "")) {
      peer.answerOnce(407, Map.of("Proxy-Authenticate", "Basic realm=\"p\""), "");
      assertThat(http.send(get("http://only.the-proxy-knows.example/x")).status()).isEqualTo(200);
      assertThat(peer.received().get(1).path()).isEqualTo("http://only.the-proxy-knows.example/x");
      assertThat(peer.received().get(1).headers()).containsKey("Proxy-Authorization");
      assertThatThrownBy(() -> http.send(get("http://10.0.0.1/")))
          .hasMessageContaining("the outbound policy refuses 10.0.0.1");
      assertThat(peer.received()).hasSize(2);
    }
    try (OpenGateway http = gateway("outbound.proxy", "http://127.0.0.1:1")) {
      assertThat(http.send(get(peer.url("/direct"))).status()).isEqualTo(200);
    }
  }
}
