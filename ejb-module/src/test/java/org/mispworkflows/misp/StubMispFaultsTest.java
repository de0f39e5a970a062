package org.mispworkflows.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stub fails on demand, and notices when it is asked oddly. */
class StubMispFaultsTest {

  private static final String VERSION = "/servers/getVersion.json";

  private StubMisp misp;
  private StubCaller caller;

  @BeforeEach
  void start() throws IOException {
    misp = StubMisp.start();
    caller = new StubCaller(misp, StubMisp.SITE_ADMIN);
  }

  @AfterEach
  void stop() {
    misp.close();
  }

  @Test
  void canned_answers_come_in_their_order_and_change_nothing()
      throws IOException, InterruptedException {
    misp.answerNext(429, "{}", Map.of("Retry-After", "1"));
    misp.answerNext(502, "<html>", Map.of());
    HttpResponse<String> first = caller.post("/events/publish/9", "");
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).contains("1");
    assertThat(caller.post("/events/publish/9", "").body()).isEqualTo("<html>");
    assertThat(misp.event("9")).containsEntry("published", false);
    assertThat(caller.post("/events/publish/9", "").statusCode()).isEqualTo(200);
    assertThat(misp.event("9")).containsEntry("published", true);
  }

  @Test
  void dropped_connections_give_no_answer() throws IOException, InterruptedException {
    misp.dropConnections(2);
    assertThatThrownBy(() -> caller.post("/events/publish/9", "")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> caller.post("/events/publish/9", "")).isInstanceOf(IOException.class);
    assertThat(misp.event("9")).containsEntry("published", false);
    assertThat(caller.post("/events/publish/9", "").statusCode()).isEqualTo(200);
    assertThat(misp.requests()).hasSize(3).containsOnly("POST /events/publish/9");
  }

  @Test
  void one_request_can_hang_and_all_can_be_slow() throws IOException, InterruptedException {
    misp.hang(Duration.ofMillis(300));
    assertThat(millis()).isGreaterThanOrEqualTo(300);
    misp.slow(Duration.ofMillis(200));
    assertThat(millis()).isGreaterThanOrEqualTo(200);
    assertThat(millis()).isGreaterThanOrEqualTo(200);
  }

  private long millis() throws IOException, InterruptedException {
    long start = System.nanoTime();
    assertThat(caller.get(VERSION).statusCode()).isEqualTo(200);
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  @Test
  void stopping_cuts_off_what_hangs() throws Exception {
    misp.hang(Duration.ofMinutes(5));
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return caller.post("/events/publish/9", "").statusCode();
              } catch (IOException | InterruptedException e) {
                return -1;
              }
            });
    Thread.sleep(200);
    misp.down();
    assertThat(status.get()).isEqualTo(-1);
    assertThat(misp.event("9")).containsEntry("published", false);
  }

  @Test
  void it_comes_back_on_its_port_with_all_that_it_knew() throws IOException, InterruptedException {
    caller.post("/events/publish/9", "");
    String url = misp.url();
    misp.down();
    assertThatThrownBy(() -> caller.post("/events/publish/9", "")).isInstanceOf(IOException.class);
    misp.up();
    assertThat(misp.url()).isEqualTo(url);
    assertThat(caller.get("/events/view/9").body()).contains("\"published\":true");
  }

  @Test
  void what_it_was_asked_can_be_read() throws IOException, InterruptedException {
    caller.get(VERSION);
    caller.post("/tags/index", "{\"searchall\":\"tlp\"}");
    assertThat(misp.requests())
        .containsExactly("GET " + VERSION, "POST /tags/index {\"searchall\":\"tlp\"}");
    assertThatCode(misp::verify).doesNotThrowAnyException();
  }

  @Test
  void unknown_actions_are_complained_of_once() throws IOException, InterruptedException {
    assertThat(caller.get("/event/view/9").statusCode()).isEqualTo(404);
    assertThatThrownBy(misp::verify)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the stub has no GET /event/view/9");
    assertThatCode(misp::verify).doesNotThrowAnyException();
  }

  @Test
  void closing_complains_too() throws IOException, InterruptedException {
    try (StubMisp other = StubMisp.start()) {
      new StubCaller(other, StubMisp.SITE_ADMIN).get("/nowhere");
      assertThatThrownBy(other::close).hasMessageContaining("the stub has no GET /nowhere");
    }
  }

  @Test
  void odd_requests_are_complained_of() throws IOException, InterruptedException {
    assertThat(caller.post("/events/edit/9", "{\"info\":").statusCode()).isEqualTo(405);
    caller.sendBare("/events/edit/9", "{\"info\":\"x\"}");
    caller.send("DELETE", "/events/edit/9", "");
    caller.get("/events/index?limit=5");
    caller.post("/events/restSearch", "{\"eventId\":\"9\"}");
    assertThatThrownBy(misp::verify)
        .hasMessageContaining("/events/edit/9 was sent something else than JSON")
        .hasMessageContaining("POST /events/edit/9 doesn't accept application/json")
        .hasMessageContaining("has a body, but not the Content-Type application/json")
        .hasMessageContaining("the stub has no DELETE /events/edit/9, but [GET events/")
        .hasMessageContaining("MISP reads no query: /events/index?limit=5")
        .hasMessageContaining("the stub can't search by [eventId]");
  }

  @Test
  void a_listener_that_fails_is_complained_of() throws IOException, InterruptedException {
    misp.onChange(
        change -> {
          throw new IllegalStateException("not now");
        });
    assertThat(caller.post("/events/publish/9", "").statusCode()).isEqualTo(200);
    assertThatThrownBy(misp::verify)
        .hasMessageContaining("who listens to EVENT_PUBLISHED failed")
        .hasMessageContaining("not now");
  }
}
