package irb.step.http;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Null;
import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.Kept;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Reason;
import irb.step.Sessions;
import irb.step.Stop;
import irb.web.HttpSession;
import irb.web.Peer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import okhttp3.Dns;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/// What becomes of every kind of answer, and of none.
class AnswersTest {
  @Test
  void keepsTheFieldsOfA503() throws Exception {
    var body = "{\"status\": \"down\",\n \"db\": null, \"n\": 3}";
    try (var peer = answering("503 Service Unavailable", "Content-Type: application/json", body)) {
      var outcome = Requests.read("{get: /health}", peer.url());

      assertThat(outcome).isInstanceOf(Failed.class);
      assertThat(outcome.why())
          .isEqualTo("503 Service Unavailable: {\"status\": \"down\", \"db\": null, \"n\": 3}");
      assertThat(outcome.fields())
          .containsEntry("status", 503L)
          .containsEntry("body", body)
          .containsEntry("json", Map.of("status", "down", "db", Null.NULL, "n", 3L));
      assertThat(outcome.fields().get("headers"))
          .isEqualTo(
              Map.of("content-type", "application/json", "content-length", "" + body.length()));
    }
  }

  @Test
  void leavesJsonOutWhenTheBodyIsNone() throws Exception {
    try (var peer = answering("200 OK", "Content-Type: application/json", "{\"status\": ")) {
      var outcome = Requests.read("{get: /health}", peer.url());

      assertThat(outcome).isInstanceOf(Outcome.Ok.class);
      assertThat(outcome.fields()).containsEntry("body", "{\"status\": ").doesNotContainKey("json");
    }
  }

  @Test
  void readsJsonThatDoesNotSayItIsJson() throws Exception {
    try (var peer = answering("200 OK", "Content-Type: text/plain", "[1, 2.5]")) {
      var outcome = Requests.read("{get: /health}", peer.url());

      assertThat(outcome.fields()).containsEntry("json", List.of(1L, 2.5));
    }
  }

  @Test
  void decodesBodiesByTheirCharset() throws Exception {
    var type = "Content-Type: text/plain; charset=iso-8859-1\r\n";
    Peer.Script script =
        (peer, socket) -> {
          peer.receive(socket);
          Peer.send(socket, "HTTP/1.1 200 OK\r\n" + type + "Content-Length: 1\r\n\r\n");
          socket.getOutputStream().write(0xe9);
        };
    try (var peer = new Peer(script)) {
      assertThat(Requests.read("{get: /}", peer.url()).fields()).containsEntry("body", "é");
    }
  }

  @Test
  void anUnknownCharsetIsReadAsUtf8() throws Exception {
    try (var peer = answering("200 OK", "Content-Type: text/plain; charset=klingon", "é")) {
      assertThat(Requests.read("{get: /}", peer.url()).fields()).containsEntry("body", "é");
    }
  }

  @Test
  void keepsSensitiveHeadersOutOfTheResult() throws Exception {
    try (var peer = answering("200 OK", "Set-Cookie: sid=abc\r\nX-Auth-Token: t", "ok")) {
      var outcome = Requests.read("{get: /}", peer.url());

      assertThat(outcome.fields().get("headers"))
          .isEqualTo(Map.of("set-cookie", "***", "x-auth-token", "***", "content-length", "2"));
    }
  }

  @Test
  void saysNothingOfAMarkupPage() throws Exception {
    try (var peer = answering("502 Bad Gateway", "Server: nginx", "<html>\n<body>x")) {
      assertThat(Requests.read("{get: /}", peer.url()).why()).isEqualTo("502 Bad Gateway");
    }
  }

  @Test
  void makesControlCharactersOfAnAnswerVisible() throws Exception {
    try (var peer = answering("500 Oops", "Server: x", "\u001b[2Jgone\n second line")) {
      assertThat(Requests.read("{get: /}", peer.url()).why()).isEqualTo("500 Oops: ^[[2Jgone");
    }
  }

  @Test
  void readsNoMoreThanAMebibyte() throws Exception {
    try (var peer = answering("200 OK", "Server: x", "x".repeat(5_000_000))) {
      var outcome = Requests.read("{get: /}", peer.url());

      assertThat(outcome).isInstanceOf(Fault.class);
      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.LIMIT);
      assertThat(outcome.why()).isEqualTo("200 OK: the answer is larger than 1 MiB");
      assertThat(outcome.fields())
          .containsEntry("status", 200L)
          .containsEntry("body", "x".repeat(1 << 20));
    }
  }

  @Test
  void savesWhatIsMoreThanAMebibyte() throws Exception {
    var body = "0123456789".repeat(300_000);
    try (var peer = answering("200 OK", "Content-Type: text/plain", body)) {
      var kept = new Kept();

      var outcome = kept.read(Requests.executor("{get: /big}", peer.url()));

      assertThat(outcome).isInstanceOf(Outcome.Ok.class);
      assertThat(kept.text()).isEqualTo(body);
      assertThat(outcome.fields().get("body")).isEqualTo(body.substring(0, 1 << 20));
    }
  }

  @Test
  void aWriteIsJudgedByItsStatusHoweverLongItsAnswer() throws Exception {
    try (var peer = answering("200 OK", "Server: x", "x".repeat(2_000_000))) {
      assertThat(Requests.write("{post: /}", peer.url())).isInstanceOf(Outcome.Ok.class);
    }
  }

  @Test
  void unpacksNoMoreThanAMebibyte() throws Exception {
    var bomb = new Buffer();
    try (var zip = new GZIPOutputStream(bomb.outputStream())) {
      for (var i = 0; i < 64; i++) {
        zip.write(new byte[1 << 20]);
      }
    }
    var bytes = bomb.readByteArray();
    Peer.Script script =
        (peer, socket) -> {
          peer.receive(socket);
          Peer.send(
              socket,
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                  + bytes.length
                  + "\r\n\r\n");
          socket.getOutputStream().write(bytes);
        };
    try (var peer = new Peer(script)) {
      var outcome = Requests.read("{get: /}", peer.url());

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.LIMIT);
      assertThat(outcome.fields().get("body")).asString().hasSize(1 << 20);
    }
  }

  @Test
  void anEndlessTrickleEndsWhenItIsStopped() throws Exception {
    var trickling = new CompletableFuture<Boolean>();
    Peer.Script script =
        (peer, socket) -> {
          peer.receive(socket);
          Peer.send(socket, "HTTP/1.1 200 OK\r\n\r\nfirst");
          trickling.complete(true);
          trickle(socket.getOutputStream());
        };
    try (var peer = new Peer(script);
        var sessions = new Sessions()) {
      var get = Requests.executor("{get: /}", peer.url());
      var call = Fixtures.call(Mode.READ, new Stop(), sessions);

      var outcome = Requests.stopped(get, call, trickling, Stop.Cause.TIMEOUT);

      assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
      assertThat(outcome.why()).isEqualTo("no end after 20s");
    }
  }

  @Test
  void aPeerThatStaysSilentEndsWhenItIsStopped() throws Exception {
    var accepted = new CompletableFuture<Boolean>();
    Peer.Script script =
        (_, socket) -> {
          accepted.complete(true);
          Peer.hold(socket);
        };
    try (var peer = new Peer(script);
        var sessions = new Sessions()) {
      var get = Requests.executor("{get: /}", peer.url());
      var call = Fixtures.call(Mode.READ, new Stop(), sessions);

      assertThat(Requests.stopped(get, call, accepted, Stop.Cause.ABORT))
          .isInstanceOf(Outcome.Aborted.class);
    }
  }

  @Test
  void aReadEndsEvenIfNobodyStopsIt() throws Exception {
    try (var peer = new Peer((_, socket) -> Peer.hold(socket));
        var sessions = new Sessions()) {
      var call = Requests.call(Mode.READ, Duration.ofMillis(50), new Stop(), sessions);

      var outcome = Requests.executor("{get: /}", peer.url()).run(call);

      assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
      assertThat(outcome.why()).isEqualTo("no end after 50ms");
    }
  }

  @Test
  void garbageIsNoAnswer() throws Exception {
    Peer.Script script =
        (peer, socket) -> {
          peer.receive(socket);
          Peer.send(socket, "SSH-2.0-OpenSSH_9.6\r\n\r\n");
          Peer.hold(socket);
        };
    try (var peer = new Peer(script)) {
      var outcome = Requests.read("{get: /}", peer.url());

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.PROTOCOL);
      assertThat(outcome.why())
          .isEqualTo(
              "127.0.0.1:"
                  + peer.port()
                  + " does not answer in HTTP: Unexpected status line: SSH-2.0-OpenSSH_9.6");
    }
  }

  @Test
  void aRefusedConnectionNamesItsPeer() throws Exception {
    var outcome = Requests.write("{post: /}", "http://127.0.0.1:1");

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(outcome.why()).isEqualTo("cannot connect to 127.0.0.1:1: connection refused");
  }

  @Test
  void anUnknownHostIsNamed() throws Exception {
    Dns unknown =
        host -> {
          throw new UnknownHostException(host);
        };
    try (var sessions = new Sessions()) {
      var _ = sessions.session("http", HttpSession.class, () -> new HttpSession(unknown));
      var outcome =
          Requests.executor("{get: /}", "http://api.example")
              .run(Fixtures.call(Mode.READ, sessions));

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(outcome.why())
          .isEqualTo("unknown host in api.example:80: the name does not resolve");
    }
  }

  @Test
  void triesEveryAddressOfAName() throws Exception {
    Dns two = _ -> List.of(address(2), address(1));
    try (var peer = answering("200 OK", "Server: x", "ok");
        var sessions = new Sessions()) {
      var _ = sessions.session("http", HttpSession.class, () -> new HttpSession(two));
      var outcome =
          Requests.executor("{get: /}", "http://api.example:" + peer.port())
              .run(Fixtures.call(Mode.READ, sessions));

      assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    }
  }

  @Test
  void holdsTheProcessWithNoThread() throws Exception {
    try (var peer = answering("200 OK", "Server: x", "ok")) {
      var _ = Requests.read("{get: /}", peer.url());

      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(t -> t.getName().startsWith("OkHttp") || t.getName().startsWith("irb-"))
          .allMatch(Thread::isDaemon);
    }
  }

  private static InetAddress address(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  private static Peer answering(String status, String headers, String body) throws IOException {
    return new Peer((peer, socket) -> {
      var length = body.getBytes(StandardCharsets.UTF_8).length;
      while (peer.receive(socket)) {
        Peer.send(
            socket, "HTTP/1.1 " + status + "\r\n" + headers + "\r\nContent-Length: " + length);
        Peer.send(socket, "\r\n\r\n" + body);
      }
    });
  }

  private static void trickle(OutputStream out) throws IOException {
    while (true) {
      out.write('x');
      out.flush();
      LockSupport.parkNanos(5_000_000);
    }
  }
}
