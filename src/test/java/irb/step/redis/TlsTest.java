package irb.step.redis;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Outcome.Fault;
import irb.step.Reason;
import irb.step.Sessions;
import irb.step.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// A server with a certificate for `localhost`, and for no other name.
@TestInstance(Lifecycle.PER_CLASS)
class TlsTest {
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
  private final SSLSocketFactory trusting =
      new HandshakeCertificates.Builder()
          .addTrustedCertificate(certificate.certificate())
          .build()
          .sslSocketFactory();
  private Server server;

  @BeforeAll
  void start() throws IOException {
    var folder = Files.createTempDirectory("irb-redis");
    var held = Files.writeString(folder.resolve("held.pem"), certificate.certificatePem());
    var key = Files.writeString(folder.resolve("key.pem"), certificate.privateKeyPkcs8Pem());
    server =
        new Server(
            folder,
            "port 0",
            "tls-cert-file " + held,
            "tls-key-file " + key,
            "tls-ca-cert-file " + held,
            "tls-auth-clients no");
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @Test
  void theRightHostIsSpokenTo() throws Exception {
    var outcome = run("localhost", server.port(), trusting);

    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    assertThat(outcome.fields()).containsEntry("value", "hello");
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    var outcome = run(Server.HOST, server.port(), trusting);

    assertThat(outcome)
        .isEqualTo(
            new Fault(
                Reason.TLS,
                "no secure connection to cache (rediss://127.0.0.1:"
                    + server.port()
                    + "/0): its certificate is for another host"));
  }

  @Test
  void aCertificateThatNobodySignedIsRefused() throws Exception {
    var outcome = run("localhost", server.port(), (SSLSocketFactory) SSLSocketFactory.getDefault());

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.TLS);
    assertThat(outcome.why()).endsWith("is not signed by an authority that this machine trusts");
  }

  @Test
  void aServerWithoutTlsIsToldApart() throws Exception {
    Peer.Script plain =
        (_, socket) -> {
          Peer.send(socket, "-ERR unknown command\r\n");
          Peer.hold(socket);
        };
    try (var peer = new Peer(plain)) {
      var outcome = run("localhost", peer.port(), trusting);

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.TLS);
      assertThat(outcome.why()).endsWith("it does not speak TLS");
    }
  }

  private static Outcome run(String host, int port, SSLSocketFactory sockets) throws Exception {
    var target =
        new Target.Redis(
            "cache", host, port, 0, Optional.empty(), Optional.empty(), true, Optional.empty());
    try (var sessions = new Sessions()) {
      var _ =
          sessions.session(
              "redis:cache", RedisSession.class, () -> new RedisSession(target, sockets));
      return Commands.executor(target, "ECHO hello").run(Fixtures.call(Mode.READ, sessions));
    }
  }
}
