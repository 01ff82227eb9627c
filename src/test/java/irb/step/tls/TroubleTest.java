package irb.step.tls;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Evidence;
import irb.step.Outcome;
import irb.step.Outcome.Fault;
import irb.step.Reason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Servers that present no certificate at all: that is no result.
class TroubleTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void aServerThatSpeaksPlainTextDoesNotSpeakTls() throws Exception {
    var text = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    try (var peer = new Peer((_, socket) -> socket.getOutputStream().write(text))) {
      assertThat(at(peer))
          .isEqualTo(new Fault(Reason.TLS, "localhost:" + peer.port() + " does not speak TLS"));
    }
  }

  @Test
  void aServerThatHangsUpIsSaidTo() throws Exception {
    try (var peer = new Peer((_, socket) -> socket.getInputStream().readNBytes(20))) {
      assertThat(at(peer))
          .isEqualTo(
              new Fault(
                  Reason.TLS,
                  "localhost:" + peer.port() + " closed the connection during the TLS handshake"));
    }
  }

  @Test
  void aServerThatResetsIsSaidTo() throws Exception {
    try (var peer =
        new Peer((_, socket) -> {
          socket.getInputStream().readNBytes(1);
          socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        })) {
      assertThat(((Fault) at(peer)).reason()).isEqualTo(Reason.TLS);
    }
  }

  @Test
  void anAlertIsPassedOn() throws Exception {
    byte[] handshakeFailure = {21, 3, 3, 0, 2, 2, 40};
    try (var peer = new Peer((_, socket) -> socket.getOutputStream().write(handshakeFailure))) {
      assertThat(at(peer).why()).contains("no TLS handshake with").contains("handshake_failure");
    }
  }

  @Test
  void garbageInTheMiddleIsNoCertificate() throws Exception {
    byte[] garbage = {22, 3, 3, 0, 4, 99, 0, 0, 0};
    try (var peer = new Peer((_, socket) -> socket.getOutputStream().write(garbage))) {
      assertThat(((Fault) at(peer)).reason()).isEqualTo(Reason.TLS);
    }
  }

  @Test
  void aHostThatDoesNotExistIsUnreachable() throws Exception {
    assertThat(Looks.run("{host: irb.invalid}"))
        .isEqualTo(new Fault(Reason.UNREACHABLE, "unknown host in irb.invalid:443"));
  }

  @Test
  @Timeout(10)
  void aServerThatIsSilentAfterAcceptingIsGivenUp() throws Exception {
    try (var peer = new Peer((_, socket) -> Peer.hold(socket))) {
      assertThat(briefly(peer.port())).isInstanceOf(Outcome.TimedOut.class);
    }
  }

  @Test
  @Timeout(10)
  void aServerThatIsSilentInTheMiddleIsGivenUp() throws Exception {
    byte[] beginning = {22, 3, 3, 0, 122, 2, 0, 0};
    try (var peer =
        new Peer((_, socket) -> {
          socket.getOutputStream().write(beginning);
          Peer.hold(socket);
        })) {
      assertThat(briefly(peer.port())).isInstanceOf(Outcome.TimedOut.class);
    }
  }

  @Test
  @Timeout(10)
  void aServerThatAcceptsNobodyIsGivenUp() throws Exception {
    var waiting = new ArrayList<Socket>();
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (var i = 0; i < 3; i++) {
        var one = new Socket();
        waiting.add(one);
        Thread.ofVirtual().start(() -> connect(one, full));
      }

      assertThat(briefly(full.getLocalPort())).isInstanceOf(Outcome.TimedOut.class);
    } finally {
      for (var socket : waiting) {
        socket.close();
      }
    }
  }

  private static void connect(Socket socket, ServerSocket server) {
    try {
      socket.connect(server.getLocalSocketAddress());
    } catch (java.io.IOException _) {
      // the queue is full, as it should be
    }
  }

  private static Outcome briefly(int port) throws Exception {
    var executor = Looks.executor("{host: localhost, port: " + port + "}");
    return Looks.run(executor, SHORT, Evidence.NONE);
  }

  private static Outcome at(Peer peer) throws Exception {
    return Looks.run("{host: localhost, port: " + peer.port() + "}");
  }
}
