package irb.step.http;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Outcome.InDoubt;
import irb.step.Reason;
import irb.step.Sessions;
import irb.step.Stop;
import irb.web.HttpSession;
import irb.web.Peer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A write is sent at most once, and says so when it may have been received.
class SentOnceTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{post: /pool, json: {a: 1}}",
        "{post: /pool}",
        "{put: /pool, body: x}",
        "{patch: /pool, form: {a: b}}",
        "{delete: /pool}"
      })
  void aWriteWhosePeerClosesAfterReadingItIsInDoubt(String yaml) throws Exception {
    try (var peer = new Peer(Peer::receive)) {
      var outcome = Requests.write(yaml, peer.url());

      assertThat(outcome).isInstanceOf(InDoubt.class);
      assertThat(((InDoubt) outcome).reason()).isEqualTo(Reason.LOST);
      assertThat(outcome.why())
          .isEqualTo(
              "the connection to 127.0.0.1:"
                  + peer.port()
                  + " was lost: it was closed before the answer was complete;"
                  + " it may or may not have taken effect");
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void aReadThatIsLostIsNotRepeatedEither() throws Exception {
    try (var peer = new Peer(Peer::receive)) {
      var outcome = Requests.read("{get: /health}", peer.url());

      assertThat(outcome).isInstanceOf(Fault.class);
      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.LOST);
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void aReadInAWritePhaseIsNeverInDoubt() throws Exception {
    try (var peer = new Peer(Peer::receive)) {
      var outcome = Requests.write("{get: /health}", peer.url());

      assertThat(outcome).isInstanceOf(Fault.class);
    }
  }

  @Test
  void aStaleConnectionFailsNoWrite() throws Exception {
    var connections = new AtomicInteger();
    Peer.Script script =
        (peer, socket) -> {
          var first = connections.getAndIncrement() == 0;
          peer.receive(socket);
          Peer.send(socket, OK);
          if (first) {
            // whatever comes second on this connection meets its end
            var _ = socket.getInputStream().read();
          } else {
            Peer.hold(socket);
          }
        };
    try (var peer = new Peer(script);
        var sessions = new Sessions()) {
      var get = Requests.executor("{get: /health}", peer.url());
      var post = Requests.executor("{post: /pool, json: {a: 1}}", peer.url());

      var first = get.run(Fixtures.call(Mode.WRITE, sessions));
      var second = post.run(Fixtures.call(Mode.WRITE, sessions));

      assertThat(List.of(first, second)).allMatch(Outcome.Ok.class::isInstance);
      assertThat(peer.requests()).filteredOn(r -> r.startsWith("POST")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "503 Service Unavailable\r\nRetry-After: 0",
        "408 Request Timeout",
        "421 Misdirected Request",
        "401 Unauthorized\r\nWWW-Authenticate: Basic realm=x",
        "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x",
        "307 Temporary Redirect\r\nLocation: /elsewhere",
        "303 See Other\r\nLocation: /elsewhere"
      })
  void noAnswerMakesTheClientSendAgain(String status) throws Exception {
    Peer.Script script =
        (peer, socket) -> {
          while (peer.receive(socket)) {
            Peer.send(socket, "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
          }
        };
    try (var peer = new Peer(script)) {
      for (var yaml : List.of("{post: /x, json: {}}", "{delete: /x}", "{get: /x}")) {
        assertThat(Requests.write(yaml, peer.url())).isInstanceOf(Failed.class);
      }

      assertThat(peer.requests()).hasSize(3);
    }
  }

  @Test
  void theAnswerKeepsTheHeaderThatIsHiddenFromTheClient() throws Exception {
    Peer.Script script =
        (peer, socket) -> {
          peer.receive(socket);
          Peer.send(socket, "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
        };
    try (var peer = new Peer(script)) {
      var outcome = Requests.read("{get: /x}", peer.url());

      assertThat(outcome.fields().get("headers"))
          .isEqualTo(Map.of("retry-after", "0", "content-length", "0"));
    }
  }

  @Test
  void aWriteThatIsStoppedBeforeItWasSentIsNotInDoubt() throws Exception {
    var asked = new CompletableFuture<String>();
    var never = new CompletableFuture<List<InetAddress>>();
    Dns silent =
        host -> {
          asked.complete(host);
          return never.join();
        };
    try (var sessions = new Sessions()) {
      var _ = sessions.session("http", HttpSession.class, () -> new HttpSession(silent));
      var post = Requests.executor("{post: /pool}", "http://api.example:5000");
      var call = Fixtures.call(Mode.WRITE, new Stop(), sessions);

      var outcome = Requests.stopped(post, call, asked, Stop.Cause.TIMEOUT);

      assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
    } finally {
      never.complete(List.of());
    }
  }

  @Test
  void aWriteThatIsStoppedBeforeItBeginsIsNeverSent() throws Exception {
    var stop = new Stop();
    stop.ask(Stop.Cause.ABORT);
    try (var peer = new Peer(Peer::receive);
        var sessions = new Sessions()) {
      var outcome =
          Requests.executor("{post: /pool}", peer.url())
              .run(Fixtures.call(Mode.WRITE, stop, sessions));

      assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
      assertThat(peer.requests()).isEmpty();
    }
  }

  @Test
  void aWriteEndsInDoubtEvenIfNobodyStopsIt() throws Exception {
    Peer.Script silent =
        (peer, socket) -> {
          peer.receive(socket);
          Peer.hold(socket);
        };
    try (var peer = new Peer(silent);
        var sessions = new Sessions()) {
      var call = Requests.call(Mode.WRITE, Duration.ofMillis(50), new Stop(), sessions);

      var outcome = Requests.executor("{post: /pool}", peer.url()).run(call);

      assertThat(outcome).isInstanceOf(InDoubt.class);
      assertThat(((InDoubt) outcome).reason()).isEqualTo(Reason.TIMEOUT);
      assertThat(outcome.why()).isEqualTo("no end after 50ms; it may or may not have taken effect");
    }
  }

  @Test
  void aWriteWhoseAnswerBreaksOffIsInDoubtAndKeepsTheStatus() throws Exception {
    Peer.Script script =
        (peer, socket) -> {
          peer.receive(socket);
          Peer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npartial");
        };
    try (var peer = new Peer(script)) {
      var outcome = Requests.write("{post: /pool}", peer.url());

      assertThat(outcome).isInstanceOf(InDoubt.class);
      assertThat(outcome.fields()).containsEntry("status", 200L).containsEntry("body", "partial");
    }
  }
}
